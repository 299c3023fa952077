-- The inner query casts each text once, the outer judges what came of it. Refused rows are few, so they are deleted
-- afterwards: a WHERE would be pushed down and cast everything again.
CREATE OR REPLACE TABLE repairs AS
SELECT
    repair_id, outlet_id, model_id, service_type, opened_at, region_id, technician_id, serial_no,
    arrived_at, completed_at, cancelled_at, outcome, labour_cost, parts_cost, claimed_amount,
    parts_requested_at, parts_received_at, updated_at,
    repair_id IS NULL OR outlet_id IS NULL OR model_id IS NULL OR service_type IS NULL
        OR misread(outcome_text, outcome)
        OR coalesce(opened_at NOT BETWEEN TIMESTAMP '1990-01-01' AND TIMESTAMP '2099-12-31 23:59:59.999999', true)
        OR misread(promised_text, promised_at)
        OR misread(arrived_text, arrived_at)
        OR misread(completed_text, completed_at)
        OR misread(cancelled_text, cancelled_at)
        OR misread(requested_text, parts_requested_at)
        OR misread(received_text, parts_received_at)
        OR misread(updated_text, updated_at)
        OR misread(sold_text, sold_on)
        OR misread(manufactured_text, manufactured_on)
        OR travel_text IS NOT NULL AND coalesce(travel_km < 0, true)
        OR hours_text IS NOT NULL AND coalesce(labour_hours < 0, true)
        OR labour_text IS NOT NULL AND coalesce(labour_cost < 0, true)
        OR parts_text IS NOT NULL AND coalesce(parts_cost < 0, true)
        OR paid_text IS NOT NULL AND coalesce(customer_paid < 0, true)
        OR claimed_text IS NOT NULL AND coalesce(claimed_amount < 0, true)
        OR coalesce(before(completed_at, opened_at), false)
        OR coalesce(before(arrived_at, opened_at), false)
        OR coalesce(before(cancelled_at, opened_at), false)
        OR coalesce(before(parts_requested_at, opened_at), false)
        OR coalesce(before(parts_received_at, parts_requested_at), false)
        AS refused
FROM (
    SELECT
        repair_id, outlet_id, model_id, region_id, technician_id,
        -- A number of zeros alone stands for no unit.
        CASE WHEN NOT regexp_full_match(serial_no, '0+') THEN serial_no END AS serial_no,
        TRY_CAST(lower(r.service_type) AS service_type) AS service_type,
        r.outcome AS outcome_text, TRY_CAST(lower(r.outcome) AS outcome) AS outcome,
        instant(r.opened_at) AS opened_at,
        r.promised_at AS promised_text, instant(r.promised_at) AS promised_at,
        r.arrived_at AS arrived_text, instant(r.arrived_at) AS arrived_at,
        r.completed_at AS completed_text, instant(r.completed_at) AS completed_at,
        r.cancelled_at AS cancelled_text, instant(r.cancelled_at) AS cancelled_at,
        r.parts_requested_at AS requested_text, instant(r.parts_requested_at) AS parts_requested_at,
        r.parts_received_at AS received_text, instant(r.parts_received_at) AS parts_received_at,
        r.updated_at AS updated_text, instant(r.updated_at) AS updated_at,
        r.sold_on AS sold_text, day(r.sold_on) AS sold_on,
        r.manufactured_on AS manufactured_text, day(r.manufactured_on) AS manufactured_on,
        r.travel_km AS travel_text, number(r.travel_km) AS travel_km,
        r.labour_hours AS hours_text, number(r.labour_hours) AS labour_hours,
        r.labour_cost AS labour_text, money(r.labour_cost) AS labour_cost,
        r.parts_cost AS parts_text, money(r.parts_cost) AS parts_cost,
        r.customer_paid AS paid_text, money(r.customer_paid) AS customer_paid,
        r.claimed_amount AS claimed_text, money(r.claimed_amount) AS claimed_amount
    FROM raw_repairs r);

DELETE FROM repairs WHERE refused;

-- rowid follows file and line, since files are read in the order of their names. Only keys that came twice are sorted.
CREATE OR REPLACE TEMP TABLE doubled AS SELECT repair_id FROM repairs GROUP BY repair_id HAVING count(*) > 1;

DELETE FROM repairs WHERE rowid IN (
    SELECT row_no FROM (
        SELECT rowid AS row_no,
            row_number() OVER (PARTITION BY repair_id ORDER BY updated_at DESC NULLS LAST, rowid DESC) AS nth
        FROM repairs SEMI JOIN doubled USING (repair_id))
    WHERE nth > 1);
