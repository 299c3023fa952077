with kpis as (
  select region_id, sum(completed_n) as completed_n, sum(onsite_kept_n) as onsite_kept_n, sum(onsite_due_n) as onsite_due_n,
         sum(first_fix_provisional_n) as first_fix_n, sum(first_fix_provisional_d) as first_fix_d, sum(complaints_n) as complaints_n,
         sum(backlog_7d_n) as backlog_7d_n, sum(coalesce(labour_cost, 0) + coalesce(parts_cost, 0)) as cost,
         sum(completed_n) filter (where labour_cost is not null or parts_cost is not null) as costed_n
  from marts.outlet_kpi_month
  where month = chosen_month()
    [[ and {{region}} ]]
  group by region_id
  having sum(completed_n) > 0),
scores as (
  select region_id, sum(score * completed_n) / nullif(sum(completed_n) filter (where score is not null), 0) as score,
         coalesce(sum(completed_n) filter (where score is not null), 0)::double precision / nullif(sum(completed_n), 0) as scored_work_share,
         count(*) filter (where score is not null) as scored_n, count(*) as outlets_n,
         count(*) filter (where grade = 'C') as grade_c_n, count(*) filter (where funnel = 'low') as low_n
  from marts.outlet_scorecard_month
  where month = chosen_month()
  group by region_id)
select kpis.region_id,
       coalesce(dim_region.name, kpis.region_id) as region,
       case when scored_work_share >= {region_scored.number} / 100.0 then score end as score,
       scored_work_share,
       scored_n,
       outlets_n,
       grade_c_n,
       low_n,
       kpis.completed_n::bigint as completed_n,
       onsite_kept_n::double precision / nullif(onsite_due_n, 0) as onsite_rate,
       first_fix_n::double precision / nullif(first_fix_d, 0) as first_fix_provisional_rate,
       satisfaction_rate,
       1000.0 * complaints_n / nullif(kpis.completed_n, 0) as complaints_per_1000,
       backlog_7d_n::bigint as backlog_7d_n,
       cost / nullif(costed_n, 0) as cost_per_order,
       kpis.completed_n >= {fewest_completed.number} as publishable
from kpis
left join scores on scores.region_id = kpis.region_id
left join marts.satisfaction_month on cut = 'region' and cut_id = kpis.region_id and satisfaction_month.month = chosen_month()
left join marts.dim_region on dim_region.region_id = kpis.region_id
order by 3 nulls last
