CREATE OR REPLACE TABLE technicians AS
SELECT technician_id, coalesce(day(r.valid_from), DATE '1970-01-01') AS valid_from, outlet_id
FROM raw_technicians r
WHERE technician_id IS NOT NULL AND outlet_id IS NOT NULL
    AND NOT misread(r.valid_from, day(r.valid_from))
    AND NOT misread(r.hired_on, day(r.hired_on))
    AND NOT misread(r.left_on, day(r.left_on))
    AND coalesce(day(r.left_on) >= day(r.hired_on), true);

DELETE FROM technicians WHERE rowid NOT IN (SELECT max(rowid) FROM technicians GROUP BY technician_id, valid_from);
