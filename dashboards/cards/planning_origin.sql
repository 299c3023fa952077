select max(origin) as origin
from marts.repair_forecast_month
