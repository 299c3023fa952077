CREATE OR REPLACE TABLE kpi_opened AS
SELECT
    month_of(opened_at) AS month, outlet_id,
    count(*) FILTER (NOT cancelled) AS opened_n,
    count(*) FILTER (due) AS onsite_due_n,
    count(*) FILTER (due AND arrived_at <= opened_at + INTERVAL 24 HOURS) AS onsite_kept_n,
    count(*) FILTER (unknown) AS onsite_unknown_n
FROM (
    SELECT opened_at, outlet_id, cancelled, arrived_at,
        service_type = 'repair' AND completed AND arrived_at IS NULL AS unknown,
        service_type = 'repair'
            AND (arrived_at IS NOT NULL OR opened_at + INTERVAL 24 HOURS <= getvariable('end_at'))
            AND NOT (completed AND arrived_at IS NULL)
            AND NOT (cancelled AND cancelled_at <= opened_at + INTERVAL 24 HOURS
                AND coalesce(arrived_at > cancelled_at, true)) AS due
    FROM orders)
GROUP BY ALL;

CREATE OR REPLACE TABLE kpi_cancelled AS
SELECT month_of(cancelled_at) AS month, outlet_id, count(*) AS cancelled_n
FROM orders WHERE cancelled
GROUP BY ALL;

CREATE OR REPLACE TABLE kpi_completed AS
SELECT
    month, outlet_id,
    count(*) AS completed_n,
    count(*) FILTER (judged AND ripe AND held) AS first_fix_n,
    count(*) FILTER (judged AND ripe) AS first_fix_d,
    count(*) FILTER (judged AND held) AS first_fix_provisional_n,
    count(*) FILTER (judged) AS first_fix_provisional_d,
    count(*) FILTER (is_repair AND serial_no IS NULL) AS first_fix_unknown_n,
    count(*) FILTER (outcome = 'fixed') AS fixed_n,
    count(*) FILTER (outcome <> 'unknown') AS outcome_known_n,
    quantile_disc(response, [0.5, 0.9]) AS response,
    quantile_disc(turnaround, [0.5, 0.9]) AS turnaround,
    quantile_disc(parts_wait, 0.5) AS parts_wait,
    sum(labour_cost) AS labour_cost,
    sum(parts_cost) AS parts_cost,
    sum(claimed_amount) AS claimed_amount
FROM (
    SELECT
        month_of(completed_at) AS month, outlet_id, outcome, serial_no, labour_cost, parts_cost, claimed_amount,
        service_type = 'repair' AS is_repair,
        service_type = 'repair' AND serial_no IS NOT NULL AND outcome IS DISTINCT FROM 'end_of_life' AS judged,
        completed_at + INTERVAL 30 DAYS <= getvariable('end_at') AS ripe,
        outcome IS DISTINCT FROM 'not_fixed' AND row_no NOT IN (SELECT row_no FROM repeated) AS held,
        CASE WHEN service_type = 'repair' THEN lasted(opened_at, arrived_at) END AS response,
        CASE WHEN service_type = 'repair' THEN lasted(opened_at, completed_at) END AS turnaround,
        lasted(parts_requested_at, parts_received_at) AS parts_wait
    FROM orders WHERE completed)
GROUP BY month, outlet_id;

-- An order stands in the backlog of each month from its opening to the one before its end.
CREATE OR REPLACE TABLE kpi_backlog AS
SELECT month, outlet_id, count(*) AS backlog_n,
    count(*) FILTER (opened_at < least(start_of_day((month + INTERVAL 1 MONTH)::DATE), getvariable('end_at'))
        - INTERVAL 7 DAYS) AS backlog_7d_n
FROM (
    SELECT outlet_id, opened_at,
        unnest(generate_series(opened_month::TIMESTAMP,
            coalesce(ended_month - INTERVAL 1 MONTH, getvariable('last_month')::TIMESTAMP),
            INTERVAL 1 MONTH))::DATE AS month
    FROM (
        SELECT outlet_id, opened_at, month_of(opened_at) AS opened_month,
            month_of(least(completed_at, cancelled_at)) AS ended_month
        FROM orders)
    WHERE ended_month IS NULL OR ended_month > opened_month)
GROUP BY ALL;

-- Facts of a complaint that both complaint tables read; its repair lends what it does not say itself.
CREATE OR REPLACE TABLE complaint_facts AS
SELECT
    g.complaint_id, g.received_at, g.resolved_at, month_of(g.received_at) AS month,
    lasted(g.received_at, g.resolved_at) AS to_resolve,
    coalesce(g.resolved_at <= g.received_at + INTERVAL 72 HOURS, false) AS on_time,
    g.repair_id, g.customer_id, coalesce(g.cause, 'other') AS cause, coalesce(g.reopened >= 1, false) AS reopened,
    coalesce(g.outlet_id, o.outlet_id) AS outlet_id,
    coalesce(g.model_id, o.model_id) AS model_id,
    coalesce(g.region_id, o.region_id, opening.region_id, receipt.region_id) AS region_id,
    o.service_type, o.technician_id
FROM grievances g
LEFT JOIN orders o ON g.repair_id = o.repair_id
LEFT JOIN outlet_spans opening
    ON o.outlet_id = opening.outlet_id AND o.opened_at >= opening.from_at AND o.opened_at < opening.until_at
LEFT JOIN outlet_spans receipt
    ON coalesce(g.outlet_id, o.outlet_id) = receipt.outlet_id
    AND g.received_at >= receipt.from_at AND g.received_at < receipt.until_at;

CREATE OR REPLACE TABLE kpi_complaints AS
SELECT month, coalesce(outlet_id, 'unknown') AS outlet_id, count(*) AS complaints_n,
    count(resolved_at) AS complaint_closed_n,
    count(*) FILTER (on_time) AS complaint_on_time_n
FROM complaint_facts
GROUP BY ALL;

CREATE OR REPLACE TABLE outlet_kpi_month AS
WITH parts AS (
    FROM kpi_opened UNION ALL BY NAME FROM kpi_completed UNION ALL BY NAME FROM kpi_cancelled
    UNION ALL BY NAME FROM kpi_backlog UNION ALL BY NAME FROM kpi_complaints),
-- Each count comes from one part only, so a sum (or any value) puts the row together.
whole_rows AS (
    SELECT month, outlet_id,
        coalesce(sum(COLUMNS('_[nd]$')), 0)::BIGINT,
        any_value(response) AS response, any_value(turnaround) AS turnaround, any_value(parts_wait) AS parts_wait,
        any_value(labour_cost) AS labour_cost, any_value(parts_cost) AS parts_cost,
        any_value(claimed_amount) AS claimed_amount
    FROM parts GROUP BY month, outlet_id)
SELECT
    month, w.outlet_id, coalesce(s.region_id, 'unknown') AS region_id,
    opened_n, completed_n, cancelled_n,
    onsite_due_n, onsite_kept_n, onsite_unknown_n, ratio(onsite_kept_n, onsite_due_n) AS onsite_rate,
    first_fix_n, first_fix_d, ratio(first_fix_n, first_fix_d) AS first_fix_rate,
    first_fix_provisional_n, first_fix_provisional_d,
    ratio(first_fix_provisional_n, first_fix_provisional_d) AS first_fix_provisional_rate,
    first_fix_unknown_n,
    fixed_n, outcome_known_n, ratio(fixed_n, outcome_known_n) AS fixed_rate,
    hours(response[1]) AS response_hours_p50, hours(response[2]) AS response_hours_p90,
    hours(turnaround[1]) AS turnaround_hours_p50, hours(turnaround[2]) AS turnaround_hours_p90,
    backlog_n, backlog_7d_n,
    complaints_n, ratio(1000 * complaints_n, completed_n) AS complaints_per_1000,
    complaint_closed_n, complaint_on_time_n, ratio(complaint_on_time_n, complaint_closed_n) AS complaint_on_time_rate,
    hours(parts_wait) AS parts_wait_hours_p50,
    labour_cost::DECIMAL(14, 2) AS labour_cost,
    parts_cost::DECIMAL(14, 2) AS parts_cost,
    claimed_amount::DECIMAL(14, 2) AS claimed_amount
FROM whole_rows w
LEFT JOIN outlet_spans s
    ON w.outlet_id = s.outlet_id AND last_day(month) >= s.from_day AND last_day(month) < s.until_day
WHERE opened_n + completed_n + cancelled_n + onsite_due_n + onsite_unknown_n + backlog_n + complaints_n > 0;
