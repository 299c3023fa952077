-- Every outlet, whether it is closed today, and whether anything is known of it in the twelve months to the one chosen.
select outlet_id,
       coalesce(name, outlet_id) as outlet,
       coalesce(status = 'closed', false) as closed,
       outlet_id in (select outlet_kpi_month.outlet_id from marts.outlet_kpi_month
                     where month between chosen_month() - interval '11 months' and chosen_month()) as spoken_of
from marts.dim_outlet
where outlet_id <> 'unknown'
order by outlet_id
