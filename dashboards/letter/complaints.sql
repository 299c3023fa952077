-- Orders of the month that a complaint names.
select repair_id,
       opened_at as opened,
       label(service_type, service_type) as service_type,
       model_id,
       concat_ws(', ', case when late then label(problem, 'late') end, case when came_back then label(problem, 'came_back') end,
                 case when not_fixed then label(problem, 'not_fixed') end, case when dissatisfied then label(problem, 'dissatisfied') end) as besides
from marts.order_detail
where month = chosen_month() and outlet_id = addressee() and complained
order by problems_n desc, opened_at, repair_id
