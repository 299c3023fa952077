select driver as driver_code,
       label(driver, driver) as driver,
       window_months,
       exposed_orders_n,
       exposed_n,
       satisfied_with,
       satisfied_without,
       effect,
       effect_low,
       effect_high,
       lost_n,
       lost_low,
       lost_high,
       share_of_loss,
       cost,
       shown,
       judged
from marts.satisfaction_driver
where month = chosen_month()
  and cut = 'company'
  and window_months = (select max(window_months) from marts.satisfaction_driver where month = chosen_month() and cut = 'company')
order by lost_n desc nulls last, exposed_orders_n desc, driver_code
