-- Claims of the month that rules of settlement pick out, an order a row. Only the rules are named: their evidence may hold orders of other outlets.
select repair_id,
       string_agg(label(settlement_rule, rule), '; ' order by rule) as doubts,
       least(sum(amount), max(claimed_amount))::double precision as amount,
       max(claimed_amount)::double precision as claimed
from marts.settlement_flag
where month = chosen_month() and outlet_id = addressee()
group by repair_id
order by amount desc, repair_id
