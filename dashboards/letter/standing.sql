-- How the outlet stands at the end of the month by the scorecard; a row even where it has none. What the scorecard advises the company to do about the
-- outlet stays with the company.
select coalesce(dim_outlet.name, dim_outlet.outlet_id) as outlet,
       score,
       grade,
       funnel,
       pooled_months_n,
       pooled_completed_n,
       completed_n
from marts.dim_outlet
left join marts.outlet_scorecard_month on outlet_scorecard_month.outlet_id = dim_outlet.outlet_id and month = chosen_month()
where dim_outlet.outlet_id = addressee()
