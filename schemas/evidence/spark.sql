create or replace temporary function only_day(days string, name string) returns boolean
    return coalesce(find_in_set(name, days) > 0, false);
create or replace temporary function start_of_day(d date) returns timestamp return cast(d as timestamp);
create or replace temporary function start_of_minute(t timestamp) returns timestamp return date_trunc('minute', t);
create or replace temporary function plus_seconds(t timestamp, n bigint) returns timestamp
    return timestamp_micros(unix_micros(t) + n * 1000000);
create or replace temporary function plus_days(d date, n int) returns date return date_add(d, n);
create or replace temporary function plus_months(d date, n int) returns date return add_months(d, n);
create or replace temporary function last_day_of(d date) returns date return last_day(d);
create or replace temporary function lasted(t timestamp, until timestamp) returns bigint
    return case when until < t then 0 else unix_micros(until) - unix_micros(t) end;
create or replace temporary function end_of_day(t timestamp) returns timestamp
    return timestamp_micros(unix_micros(cast(date_add(cast(t as date), 1) as timestamp)) - 1);
create or replace temporary function wilson_low(x double, n double) returns double
    return case when n > 0 then greatest(0, (x + {z} * {z} / 2) / (n + {z} * {z})
        - {z} * sqrt(x * (n - x) / n + {z} * {z} / 4) / (n + {z} * {z})) end;
create or replace temporary function wilson_high(x double, n double) returns double
    return case when n > 0 then least(1, (x + {z} * {z} / 2) / (n + {z} * {z})
        + {z} * sqrt(x * (n - x) / n + {z} * {z} / 4) / (n + {z} * {z})) end;
