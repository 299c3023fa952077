CREATE OR REPLACE TABLE regions AS
SELECT region_id, name
FROM raw_regions r
WHERE region_id IS NOT NULL AND name IS NOT NULL
    AND (r.tier IS NULL OR lower(r.tier) IN ('a', 'b', 'c'))
    AND (r.latitude IS NULL OR coalesce(number(r.latitude) BETWEEN -90 AND 90, false))
    AND (r.longitude IS NULL OR coalesce(number(r.longitude) BETWEEN -180 AND 180, false));

DELETE FROM regions WHERE rowid NOT IN (SELECT max(rowid) FROM regions GROUP BY region_id);
