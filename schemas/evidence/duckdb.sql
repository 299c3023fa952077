-- What the queries below are written with, for DuckDB. Days and months begin in the business zone.
set TimeZone = '{zone}';
create type if not exists timestamp_ltz as timestamp with time zone;
create or replace macro only_day(days, name) as coalesce(list_contains(string_split(days, ','), name), false);
create or replace macro start_of_day(d) as cast(d as timestamp with time zone);
create or replace macro start_of_minute(t) as date_trunc('minute', t);
create or replace macro plus_seconds(t, n) as t + to_microseconds(cast(n as bigint) * 1000000);
create or replace macro plus_days(d, n) as cast(d + cast(n as integer) as date);
create or replace macro plus_months(d, n) as cast(d + to_months(cast(n as integer)) as date);
create or replace macro last_day_of(d) as last_day(d);
create or replace macro lasted(t, until) as case when until < t then 0 else epoch_us(until) - epoch_us(t) end;
create or replace macro end_of_day(t) as
    cast(cast(cast(t as date) + 1 as date) as timestamp with time zone) - to_microseconds(1);
create or replace macro wilson_low(x, n) as case when n > 0 then greatest(0, (x + {z} * {z} / 2) / (n + {z} * {z})
    - {z} * sqrt(cast(x as double) * (n - x) / n + {z} * {z} / 4) / (n + {z} * {z})) end;
create or replace macro wilson_high(x, n) as case when n > 0 then least(1, (x + {z} * {z} / 2) / (n + {z} * {z})
    + {z} * sqrt(cast(x as double) * (n - x) / n + {z} * {z} / 4) / (n + {z} * {z})) end;
