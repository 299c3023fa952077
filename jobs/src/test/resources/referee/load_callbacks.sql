CREATE OR REPLACE TABLE callbacks AS
SELECT
    callback_id, repair_id, called_at, result, satisfaction, recommend, updated_at,
    callback_id IS NULL OR repair_id IS NULL OR result IS NULL
        OR coalesce(called_at NOT BETWEEN TIMESTAMP '1990-01-01' AND TIMESTAMP '2099-12-31 23:59:59.999999', true)
        OR satisfaction_text IS NOT NULL AND coalesce(satisfaction NOT BETWEEN 1 AND 5, true)
        OR recommend_text IS NOT NULL AND coalesce(recommend NOT BETWEEN 0 AND 10, true)
        OR effort_text IS NOT NULL AND coalesce(effort NOT BETWEEN 1 AND 7, true)
        OR misread(resolved_text, resolved)
        OR misread(on_time_text, on_time)
        OR misread(visit_text, visit_confirmed)
        OR misread(updated_text, updated_at)
        AS refused
FROM (
    SELECT
        callback_id, repair_id,
        instant(r.called_at) AS called_at,
        TRY_CAST(lower(r.result) AS call_result) AS result,
        r.satisfaction AS satisfaction_text, whole(r.satisfaction) AS satisfaction,
        r.recommend AS recommend_text, whole(r.recommend) AS recommend,
        r.effort AS effort_text, whole(r.effort) AS effort,
        r.resolved AS resolved_text, TRY_CAST(r.resolved AS BOOLEAN) AS resolved,
        r.on_time AS on_time_text, TRY_CAST(r.on_time AS BOOLEAN) AS on_time,
        r.visit_confirmed AS visit_text, TRY_CAST(r.visit_confirmed AS BOOLEAN) AS visit_confirmed,
        r.updated_at AS updated_text, instant(r.updated_at) AS updated_at
    FROM raw_callbacks r);

DELETE FROM callbacks WHERE refused;

CREATE OR REPLACE TEMP TABLE doubled AS SELECT callback_id FROM callbacks GROUP BY callback_id HAVING count(*) > 1;

DELETE FROM callbacks WHERE rowid IN (
    SELECT row_no FROM (
        SELECT rowid AS row_no,
            row_number() OVER (PARTITION BY callback_id ORDER BY updated_at DESC NULLS LAST, rowid DESC) AS nth
        FROM callbacks SEMI JOIN doubled USING (callback_id))
    WHERE nth > 1);
