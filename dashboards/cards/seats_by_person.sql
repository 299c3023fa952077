select technician_id,
       region_id,
       case when advice = 'review' then null else quarter end as quarter,
       label(plan, plan) as plan,
       course as course_code,
       word(course) as course,
       label(advice, advice) as advice,
       (select string_agg(word(trim(one)), ', ' order by place) from unnest(string_to_array(skills, ',')) with ordinality as list (one, place)) as skills,
       needs_n,
       course_cost,
       saved_days,
       saved_visits,
       saved_cost,
       cost_at_stake,
       priority
from marts.training_plan_person
where as_of = (select max(as_of) from marts.training_plan_person)
  [[ and {{region}} ]] [[ and {{plan}} ]] [[ and {{course}} ]] [[ and {{advice}} ]] [[ and {{quarter}} ]] [[ and {{technician}} ]]
order by priority desc
limit 500
