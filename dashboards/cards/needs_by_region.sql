with employed as (
  select dim_outlet.region_id, count(*) as employed_n
  from marts.dim_technician
  join marts.dim_outlet on dim_outlet.outlet_id = dim_technician.outlet_id
  where left_on is null
  group by dim_outlet.region_id),
needs as (
  select region_id, count(*) as needs_n, count(distinct technician_id) as technicians_n, sum(failed_visits) as failed_visits, sum(cost_at_stake) as cost_at_stake
  from marts.training_need
  where as_of = (select max(as_of) from marts.training_need)
    [[ and {{region}} ]] [[ and {{skill}} ]] [[ and {{plan}} ]] [[ and {{course}} ]] [[ and {{technician}} ]]
  group by region_id)
select needs.region_id,
       coalesce(dim_region.name, needs.region_id, label(word, 'unknown')) as region,
       needs_n,
       technicians_n,
       employed_n,
       technicians_n::double precision / nullif(employed_n, 0) as share,
       failed_visits,
       cost_at_stake
from needs
left join employed on employed.region_id = needs.region_id
left join marts.dim_region on dim_region.region_id = needs.region_id
order by failed_visits desc
