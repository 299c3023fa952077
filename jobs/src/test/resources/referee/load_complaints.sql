CREATE OR REPLACE TABLE complaints AS
SELECT
    complaint_id,
    instant(r.received_at) AS received_at,
    repair_id, outlet_id, model_id, region_id, customer_id,
    TRY_CAST(lower(r.cause) AS cause) AS cause,
    instant(r.first_reply_at) AS first_reply_at,
    instant(r.resolved_at) AS resolved_at,
    whole(r.reopened) AS reopened,
    instant(r.updated_at) AS updated_at
FROM raw_complaints r
WHERE complaint_id IS NOT NULL
    AND coalesce(instant(r.received_at) BETWEEN TIMESTAMP '1990-01-01' AND TIMESTAMP '2099-12-31 23:59:59.999999', false)
    AND NOT misread(r.cause, TRY_CAST(lower(r.cause) AS cause))
    AND (r.severity IS NULL OR coalesce(whole(r.severity) BETWEEN 1 AND 3, false))
    AND (r.reopened IS NULL OR coalesce(whole(r.reopened) >= 0, false))
    AND NOT misread(r.first_reply_at, instant(r.first_reply_at))
    AND NOT misread(r.resolved_at, instant(r.resolved_at))
    AND NOT misread(r.updated_at, instant(r.updated_at))
    AND NOT misread(r.satisfied, TRY_CAST(r.satisfied AS BOOLEAN))
    AND NOT coalesce(before(instant(r.first_reply_at), instant(r.received_at)), false)
    AND NOT coalesce(before(instant(r.resolved_at), instant(r.received_at)), false);

DELETE FROM complaints WHERE rowid IN (
    SELECT row_no FROM (
        SELECT rowid AS row_no,
            row_number() OVER (PARTITION BY complaint_id ORDER BY updated_at DESC NULLS LAST, rowid DESC) AS nth
        FROM complaints
        WHERE complaint_id IN (SELECT complaint_id FROM complaints GROUP BY complaint_id HAVING count(*) > 1))
    WHERE nth > 1);
