-- Claims of the month that a rule of settlement picks out, by rule. No dashboard shows them: they are for whoever pays.
select label(settlement_rule, rule) as doubt,
       count(*) as claims_n,
       count(distinct outlet_id) as outlets_n,
       sum(amount)::double precision as amount
from marts.settlement_flag
where month = chosen_month()
group by rule
order by amount desc nulls last, settlement_flag.rule
