-- What was known at end_at: everything below reads these views and never the loaded tables.
CREATE OR REPLACE MACRO seen(t) AS CASE WHEN t < getvariable('end_at') THEN t END;

CREATE OR REPLACE VIEW orders AS
SELECT
    rowid AS row_no, repair_id, outlet_id, model_id, service_type, region_id, technician_id, serial_no, opened_at,
    seen(r.arrived_at) AS arrived_at,
    seen(r.completed_at) AS completed_at,
    seen(r.cancelled_at) AS cancelled_at,
    r.completed_at IS NOT NULL AND r.completed_at < getvariable('end_at') AS completed,
    coalesce(r.cancelled_at < getvariable('end_at'), false)
        AND NOT coalesce(r.completed_at < getvariable('end_at'), false) AS cancelled,
    outcome, labour_cost, parts_cost, claimed_amount,
    seen(r.parts_requested_at) AS parts_requested_at,
    seen(r.parts_received_at) AS parts_received_at
FROM repairs r
WHERE r.opened_at < getvariable('end_at');

CREATE OR REPLACE VIEW calls AS
SELECT * FROM callbacks WHERE called_at < getvariable('end_at');

CREATE OR REPLACE VIEW grievances AS
SELECT complaint_id, received_at, repair_id, outlet_id, model_id, region_id, customer_id, cause, reopened,
    seen(c.resolved_at) AS resolved_at
FROM complaints c
WHERE c.received_at < getvariable('end_at');

-- Versions as half-open spans of time; the first reaches back to the beginning of time.
CREATE OR REPLACE TABLE outlet_spans AS
SELECT outlet_id, region_id,
    CASE WHEN nth = 1 THEN TIMESTAMP '-infinity' ELSE start_of_day(valid_from) END AS from_at,
    coalesce(start_of_day(next_from), TIMESTAMP 'infinity') AS until_at,
    CASE WHEN nth = 1 THEN DATE '-infinity' ELSE valid_from END AS from_day,
    coalesce(next_from, DATE 'infinity') AS until_day
FROM (
    SELECT outlet_id, region_id, valid_from,
        row_number() OVER versions AS nth,
        lead(valid_from) OVER versions AS next_from
    FROM outlets
    WINDOW versions AS (PARTITION BY outlet_id ORDER BY valid_from));
