with members as (
  select 'region' as cut, region_id as member, known from marts.dim_region
  union all select 'outlet', outlet_id, known from marts.dim_outlet
  union all select 'model', model_id, known from marts.dim_model)
select label(cut, cut) as cut,
       count(*) as members_n,
       count(*) filter (where not known) as unknown_n,
       string_agg(member, ', ' order by member) filter (where not known) as unknown_members
from members
group by members.cut
order by unknown_n desc, members.cut
