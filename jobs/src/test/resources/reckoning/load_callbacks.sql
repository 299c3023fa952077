CREATE OR REPLACE TABLE callbacks AS
SELECT
    callback_id, repair_id,
    instant(r.called_at) AS called_at,
    TRY_CAST(lower(r.result) AS call_result) AS result,
    whole(r.satisfaction)::TINYINT AS satisfaction,
    whole(r.recommend)::TINYINT AS recommend,
    instant(r.updated_at) AS updated_at
FROM (
    -- The casts to TINYINT above must not see what the ranges refuse.
    SELECT * FROM raw_callbacks c
    WHERE callback_id IS NOT NULL AND repair_id IS NOT NULL
        AND TRY_CAST(lower(c.result) AS call_result) IS NOT NULL
        AND (satisfaction IS NULL OR coalesce(whole(c.satisfaction) BETWEEN 1 AND 5, false))
        AND (recommend IS NULL OR coalesce(whole(c.recommend) BETWEEN 0 AND 10, false))
        AND (effort IS NULL OR coalesce(whole(c.effort) BETWEEN 1 AND 7, false))
        AND NOT misread(c.resolved, TRY_CAST(c.resolved AS BOOLEAN))
        AND NOT misread(c.on_time, TRY_CAST(c.on_time AS BOOLEAN))
        AND NOT misread(c.visit_confirmed, TRY_CAST(c.visit_confirmed AS BOOLEAN))
) r
WHERE coalesce(instant(r.called_at) BETWEEN TIMESTAMP '1990-01-01' AND TIMESTAMP '2099-12-31 23:59:59.999999', false)
    AND NOT misread(r.updated_at, instant(r.updated_at));

DELETE FROM callbacks WHERE rowid IN (
    SELECT row_no FROM (
        SELECT rowid AS row_no,
            row_number() OVER (PARTITION BY callback_id ORDER BY updated_at DESC NULLS LAST, rowid DESC) AS nth
        FROM callbacks
        WHERE callback_id IN (SELECT callback_id FROM callbacks GROUP BY callback_id HAVING count(*) > 1))
    WHERE nth > 1);
