-- Claims of the month that rules of settlement pick out, an order a row, whatever its doubts: never with more at stake than it claims. No dashboard shows
-- them: they are for whoever pays.
with doubts as (
  select repair_id, outlet_id, least(sum(amount), max(claimed_amount)) as amount, max(claimed_amount) as claimed, max(severity) as severity,
         string_agg(label(settlement_rule, rule), '; ' order by rule) as doubts
  from marts.settlement_flag
  where month = chosen_month()
  group by repair_id, outlet_id)
select doubts.repair_id,
       coalesce(dim_outlet.name, doubts.outlet_id) as outlet,
       doubts,
       amount::double precision as amount,
       claimed::double precision as claimed
from doubts
left join marts.dim_outlet on dim_outlet.outlet_id = doubts.outlet_id
order by amount desc, severity desc, doubts.repair_id
