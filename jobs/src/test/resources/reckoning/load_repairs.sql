-- One pass types and judges each row; refused rows are few, so deleting them is cheaper than casting twice.
CREATE OR REPLACE TABLE repairs AS
SELECT
    repair_id, outlet_id, model_id,
    TRY_CAST(lower(r.service_type) AS service_type) AS service_type,
    instant(r.opened_at) AS opened_at,
    region_id, technician_id, serial_no,
    instant(r.arrived_at) AS arrived_at,
    instant(r.completed_at) AS completed_at,
    instant(r.cancelled_at) AS cancelled_at,
    TRY_CAST(lower(r.outcome) AS outcome) AS outcome,
    money(r.labour_cost) AS labour_cost,
    money(r.parts_cost) AS parts_cost,
    money(r.claimed_amount) AS claimed_amount,
    instant(r.parts_requested_at) AS parts_requested_at,
    instant(r.parts_received_at) AS parts_received_at,
    instant(r.updated_at) AS updated_at,
    repair_id IS NULL OR outlet_id IS NULL OR model_id IS NULL
        OR TRY_CAST(lower(r.service_type) AS service_type) IS NULL
        OR misread(r.outcome, TRY_CAST(lower(r.outcome) AS outcome))
        OR coalesce(instant(r.opened_at) NOT BETWEEN TIMESTAMP '1990-01-01' AND TIMESTAMP '2099-12-31 23:59:59.999999', true)
        OR misread(r.promised_at, instant(r.promised_at))
        OR misread(r.arrived_at, instant(r.arrived_at))
        OR misread(r.completed_at, instant(r.completed_at))
        OR misread(r.cancelled_at, instant(r.cancelled_at))
        OR misread(r.parts_requested_at, instant(r.parts_requested_at))
        OR misread(r.parts_received_at, instant(r.parts_received_at))
        OR misread(r.updated_at, instant(r.updated_at))
        OR misread(r.sold_on, day(r.sold_on))
        OR misread(r.manufactured_on, day(r.manufactured_on))
        OR r.travel_km IS NOT NULL AND coalesce(number(r.travel_km) < 0, true)
        OR r.labour_hours IS NOT NULL AND coalesce(number(r.labour_hours) < 0, true)
        OR r.labour_cost IS NOT NULL AND coalesce(money(r.labour_cost) < 0, true)
        OR r.parts_cost IS NOT NULL AND coalesce(money(r.parts_cost) < 0, true)
        OR r.customer_paid IS NOT NULL AND coalesce(money(r.customer_paid) < 0, true)
        OR r.claimed_amount IS NOT NULL AND coalesce(money(r.claimed_amount) < 0, true)
        OR coalesce(instant(r.completed_at) < instant(r.opened_at), false)
        OR coalesce(instant(r.arrived_at) < instant(r.opened_at), false)
        OR coalesce(instant(r.cancelled_at) < instant(r.opened_at), false)
        OR coalesce(instant(r.parts_requested_at) < instant(r.opened_at), false)
        OR coalesce(instant(r.parts_received_at) < instant(r.parts_requested_at), false)
        AS refused
FROM raw_repairs r;

DELETE FROM repairs WHERE refused;

-- rowid follows file and line, since files are read in the order of their names. Only keys that came twice are sorted.
DELETE FROM repairs WHERE rowid IN (
    SELECT row_no FROM (
        SELECT rowid AS row_no,
            row_number() OVER (PARTITION BY repair_id ORDER BY updated_at DESC NULLS LAST, rowid DESC) AS nth
        FROM repairs
        WHERE repair_id IN (SELECT repair_id FROM repairs GROUP BY repair_id HAVING count(*) > 1))
    WHERE nth > 1);
