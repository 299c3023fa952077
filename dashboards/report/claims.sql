-- Claims of the month that a rule of settlement picks out, by rule. No dashboard shows them: they are for whoever pays.
select case rule
         when 'claimed_twice' then 'Claimed twice within {claimed_twice.days} days'
         when 'overlapping' then 'Jobs of one technician overlap in time'
         when 'finished_before_arrival' then 'Finished before arrival'
         when 'visit_denied' then 'Customer denies the visit'
         when 'excess_labour' then 'Labour far above peers'
         when 'excess_travel' then 'Travel far above peers'
         when 'parts_twice' then 'Parts claimed twice'
         when 'out_of_warranty' then 'Out of warranty'
         when 'cancelled_claim' then 'Order was cancelled'
         else rule end as doubt,
       case rule
         when 'claimed_twice' then '{claimed_twice.days} 天内重复申报'
         when 'overlapping' then '同一工程师工单时间重叠'
         when 'finished_before_arrival' then '完工早于上门'
         when 'visit_denied' then '用户否认上门'
         when 'excess_labour' then '人工费明显高于同类'
         when 'excess_travel' then '差旅费明显高于同类'
         when 'parts_twice' then '配件重复申报'
         when 'out_of_warranty' then '已过保修期'
         when 'cancelled_claim' then '工单已取消'
         else rule end as doubt_zh,
       count(*) as claims_n,
       count(distinct outlet_id) as outlets_n,
       sum(amount)::double precision as amount
from marts.settlement_flag
where month = chosen_month()
group by rule
order by amount desc nulls last, settlement_flag.rule
