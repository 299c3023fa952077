CREATE OR REPLACE TABLE complaint_judged AS
SELECT f.*, coalesce(category, 'unknown') AS category,
    CASE WHEN repair_id IS NOT NULL THEN coalesce(repair_before >= received_at - INTERVAL 30 DAYS, false)
        ELSE customer_id IS NOT NULL AND f.model_id IS NOT NULL
            AND coalesce(customer_before >= received_at - INTERVAL 30 DAYS, false) END AS repeat
FROM (
    -- The nearest earlier complaint decides: if it is too long ago, all earlier ones are.
    SELECT *,
        lag(received_at) OVER (PARTITION BY repair_id ORDER BY received_at, complaint_id) AS repair_before,
        lag(received_at) OVER (PARTITION BY customer_id, model_id ORDER BY received_at, complaint_id)
            AS customer_before
    FROM complaint_facts) f
LEFT JOIN models m ON f.model_id = m.model_id;

CREATE OR REPLACE VIEW complaint_members AS
SELECT 'company' AS cut, 'all' AS cut_id, * FROM complaint_judged
UNION ALL SELECT 'region', coalesce(region_id, 'unknown'), * FROM complaint_judged
UNION ALL SELECT 'outlet', coalesce(outlet_id, 'unknown'), * FROM complaint_judged
UNION ALL SELECT 'model', coalesce(model_id, 'unknown'), * FROM complaint_judged
UNION ALL SELECT 'category', category, * FROM complaint_judged
UNION ALL SELECT 'service_type', coalesce(service_type::VARCHAR, 'unknown'), * FROM complaint_judged
UNION ALL SELECT 'technician', coalesce(technician_id, 'unknown'), * FROM complaint_judged;

CREATE OR REPLACE TABLE complaint_month AS
SELECT month, cut, cut_id, cause, received_n, resolved_n, received_n - resolved_n AS open_n, on_time_n,
    0 AS on_time_unknown_n, resolved_n AS on_time_d,
    ratio(on_time_n, resolved_n) AS on_time_rate, reopened_n, repeat_n,
    hours(to_resolve[1]) AS hours_to_resolve_p50, hours(to_resolve[2]) AS hours_to_resolve_p90
FROM (
    SELECT month, cut, cut_id, cause::VARCHAR AS cause,
        count(*) AS received_n, count(resolved_at) AS resolved_n, count(*) FILTER (on_time) AS on_time_n,
        count(*) FILTER (reopened) AS reopened_n, count(*) FILTER (repeat) AS repeat_n,
        quantile_disc(to_resolve, [0.5, 0.9]) AS to_resolve
    FROM complaint_members GROUP BY ALL);
