-- Types and the few conversions that all loads share. The zone's own macros (instant, local_time, start_of_day)
-- are made by Referee, for UTC needs none of the work that other zones do.
CREATE TYPE service_type AS ENUM ('install', 'repair', 'maintenance', 'exchange');
CREATE TYPE outcome AS ENUM ('fixed', 'not_fixed', 'end_of_life', 'no_fault_found', 'unknown');
CREATE TYPE call_result AS ENUM ('reached', 'no_answer', 'refused', 'wrong_number');
CREATE TYPE cause AS ENUM ('late', 'workmanship', 'attitude', 'fee', 'parts', 'product', 'other');

-- DuckDB would round 4.5 to an integer; a fraction is no whole number.
CREATE MACRO whole(x) AS CASE WHEN TRY_CAST(x AS DOUBLE) = TRY_CAST(x AS INTEGER) THEN TRY_CAST(x AS INTEGER) END;
CREATE MACRO number(x) AS CASE WHEN isfinite(TRY_CAST(x AS DOUBLE)) THEN TRY_CAST(x AS DOUBLE) END;
CREATE MACRO money(x) AS TRY_CAST(x AS DECIMAL(12, 2));
CREATE MACRO day(x) AS TRY_CAST(x AS DATE);

-- A time without seconds is compared by the minute.
CREATE MACRO before(t, other) AS t < other AND NOT (date_trunc('minute', t) = t AND t >= date_trunc('minute', other));

CREATE MACRO lasted(t, until) AS
    CASE WHEN until < t THEN 0 ELSE epoch_us(until) - epoch_us(t) END;

-- True where a text was given and no value could be made of it.
CREATE MACRO misread(x, value) AS x IS NOT NULL AND value IS NULL;
CREATE MACRO hours(microseconds) AS microseconds / 3.6e9;
CREATE MACRO ratio(n, d) AS CASE WHEN d > 0 THEN n / d::DOUBLE END;
CREATE MACRO month_of(t) AS date_trunc('month', local_time(t))::DATE;
