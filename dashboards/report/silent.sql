-- Regions and outlets that delivered fewer rows of a source than chance explains, in the last of the three months to the one reported in which they did;
-- since when, without a month between that came in full, a year at most: who has been silent for longer has not just stopped. Those that are silent first.
with few as (
  select month, source, cut, cut_id, rows_n, expected_n, state
  from marts.source_month
  where cut in ('region', 'outlet') and month <= chosen_month() and state in ('silent', 'partial') and expected_n is not null and rows_n < expected_n),
newest as (
  select source, cut, cut_id, max(month) as month
  from few
  where month > chosen_month() - interval '3 months'
  group by source, cut, cut_id),
spells as (
  select few.*,
         (select min(month) from few as earlier
          where earlier.source = few.source and earlier.cut = few.cut and earlier.cut_id = few.cut_id
            and not exists (select from marts.source_month as full_month
                            where full_month.source = few.source and full_month.cut = few.cut and full_month.cut_id = few.cut_id
                              and full_month.month between earlier.month and few.month and full_month.state = 'delivered')) as since
  from few
  join newest using (source, cut, cut_id, month))
select label(source, few.source) as source,
       label(cut, few.cut) as kind,
       coalesce(dim_outlet.name, dim_region.name, few.cut_id) as member,
       few.month,
       since,
       few.rows_n,
       few.expected_n,
       few.rows_n = 0 as silent,
       few.cut = 'outlet' as is_outlet,
       label(delivery_state, few.state) as state
from spells as few
left join marts.dim_outlet on few.cut = 'outlet' and dim_outlet.outlet_id = few.cut_id
left join marts.dim_region on few.cut = 'region' and dim_region.region_id = few.cut_id
where since > chosen_month() - interval '12 months'
order by few.rows_n > 0, few.month desc, few.expected_n - few.rows_n desc, few.source, few.cut, few.cut_id
