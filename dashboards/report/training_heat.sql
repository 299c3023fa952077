select r.name as region, n.skill, count(*) as needs_n
from marts.training_need n join marts.dim_region r using (region_id)
where n.as_of = (select max(as_of) from marts.training_need)
group by r.name, n.skill order by r.name, n.skill
