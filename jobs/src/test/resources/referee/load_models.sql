CREATE OR REPLACE TABLE models AS
SELECT model_id, category
FROM raw_models r
WHERE model_id IS NOT NULL AND name IS NOT NULL AND category IS NOT NULL
    AND (r.warranty_months IS NULL OR coalesce(whole(r.warranty_months) BETWEEN 0 AND 240, false))
    AND (r.design_repair_rate IS NULL OR coalesce(number(r.design_repair_rate) >= 0, false))
    AND (r.standard_hours IS NULL OR coalesce(number(r.standard_hours) >= 0, false))
    AND NOT misread(r.launched_on, day(r.launched_on));

DELETE FROM models WHERE rowid NOT IN (SELECT max(rowid) FROM models GROUP BY model_id);
