CREATE OR REPLACE TABLE outlets AS
SELECT outlet_id, coalesce(day(r.valid_from), DATE '1970-01-01') AS valid_from, region_id
FROM raw_outlets r
WHERE outlet_id IS NOT NULL AND region_id IS NOT NULL AND name IS NOT NULL
    AND NOT misread(r.valid_from, day(r.valid_from))
    AND (r.kind IS NULL OR lower(r.kind) IN ('service_centre', 'authorised', 'partner'))
    AND (r.status IS NULL OR lower(r.status) IN ('probation', 'active', 'suspended', 'closed'))
    AND NOT misread(r.opened_on, day(r.opened_on))
    AND (r.latitude IS NULL OR coalesce(number(r.latitude) BETWEEN -90 AND 90, false))
    AND (r.longitude IS NULL OR coalesce(number(r.longitude) BETWEEN -180 AND 180, false));

-- Outlets carry no updated_at: the later file, else the later line, wins.
DELETE FROM outlets WHERE rowid NOT IN (SELECT max(rowid) FROM outlets GROUP BY outlet_id, valid_from);
