-- Counts of members, and of their cells (member x outlet x service type) what weighted_rate needs. The orders are read
-- for the dimensions that an outlet does not settle; all seven cuts then come from these much smaller tables.
CREATE OR REPLACE TABLE region_cells AS
SELECT month, region_id, outlet_id, service_type,
    count(*) AS completed_n, count(*) FILTER (due) AS callback_due_n, count(*) FILTER (due AND called) AS called_n,
    count(*) FILTER (reached) AS reached_n, count(satisfaction) AS rated_n,
    count(*) FILTER (satisfaction >= 4) AS satisfied_n, count(*) FILTER (satisfaction <= 2) AS dissatisfied_n,
    coalesce(sum(satisfaction), 0)::BIGINT AS score_sum, count(*) FILTER (recommend >= 9) AS promoters_n,
    count(*) FILTER (recommend <= 6) AS detractors_n, count(recommend) AS recommend_n
FROM rated_orders GROUP BY month, region_id, outlet_id, service_type;

CREATE OR REPLACE TABLE model_counts AS
SELECT month, model_id,
    count(*) AS completed_n, count(*) FILTER (due) AS callback_due_n, count(*) FILTER (due AND called) AS called_n,
    count(*) FILTER (reached) AS reached_n, count(satisfaction) AS rated_n,
    count(*) FILTER (satisfaction >= 4) AS satisfied_n, count(*) FILTER (satisfaction <= 2) AS dissatisfied_n,
    coalesce(sum(satisfaction), 0)::BIGINT AS score_sum, count(*) FILTER (recommend >= 9) AS promoters_n,
    count(*) FILTER (recommend <= 6) AS detractors_n, count(recommend) AS recommend_n
FROM rated_orders GROUP BY month, model_id;

CREATE OR REPLACE TABLE technician_counts AS
SELECT month, technician_id,
    count(*) AS completed_n, count(*) FILTER (due) AS callback_due_n, count(*) FILTER (due AND called) AS called_n,
    count(*) FILTER (reached) AS reached_n, count(satisfaction) AS rated_n,
    count(*) FILTER (satisfaction >= 4) AS satisfied_n, count(*) FILTER (satisfaction <= 2) AS dissatisfied_n,
    coalesce(sum(satisfaction), 0)::BIGINT AS score_sum, count(*) FILTER (recommend >= 9) AS promoters_n,
    count(*) FILTER (recommend <= 6) AS detractors_n, count(recommend) AS recommend_n
FROM rated_orders GROUP BY month, technician_id;

CREATE OR REPLACE TABLE model_cells AS
SELECT month, model_id, outlet_id, service_type,
    count(*) AS completed_n, count(satisfaction) AS rated_n, count(*) FILTER (satisfaction >= 4) AS satisfied_n
FROM rated_orders GROUP BY month, model_id, outlet_id, service_type;

CREATE OR REPLACE TABLE technician_cells AS
SELECT month, technician_id, outlet_id, service_type,
    count(*) AS completed_n, count(satisfaction) AS rated_n, count(*) FILTER (satisfaction >= 4) AS satisfied_n
FROM rated_orders GROUP BY month, technician_id, outlet_id, service_type;

CREATE OR REPLACE TABLE outlet_cells AS
SELECT month, outlet_id, service_type, sum(COLUMNS('(.*_(n|sum))$'))::BIGINT AS '\1'
FROM region_cells GROUP BY month, outlet_id, service_type;

CREATE OR REPLACE TABLE category_cells AS
SELECT month, coalesce(category, 'unknown') AS category, outlet_id, service_type,
    sum(COLUMNS('(.*_n)$'))::BIGINT AS '\1'
FROM (SELECT c.*, m.category FROM model_cells c LEFT JOIN models m ON c.model_id = m.model_id)
GROUP BY ALL;

CREATE OR REPLACE TABLE member_counts AS
SELECT month, cut, cut_id, sum(COLUMNS('(.*_(n|sum))$'))::BIGINT AS '\1'
FROM (
    SELECT 'company' AS cut, 'all' AS cut_id, * FROM outlet_cells
    UNION ALL BY NAME SELECT 'outlet' AS cut, outlet_id AS cut_id, * FROM outlet_cells
    UNION ALL BY NAME SELECT 'service_type' AS cut, service_type::VARCHAR AS cut_id, * FROM outlet_cells
    UNION ALL BY NAME SELECT 'region' AS cut, region_id AS cut_id, * EXCLUDE region_id FROM region_cells
    UNION ALL BY NAME SELECT 'model' AS cut, model_id AS cut_id, * EXCLUDE model_id FROM model_counts
    UNION ALL BY NAME SELECT 'category' AS cut, coalesce(category, 'unknown') AS cut_id, c.* EXCLUDE model_id
        FROM model_counts c LEFT JOIN models m ON c.model_id = m.model_id
    UNION ALL BY NAME SELECT 'technician' AS cut, technician_id AS cut_id, * EXCLUDE technician_id
        FROM technician_counts)
GROUP BY month, cut, cut_id;

-- Rated cells bring their own rate; the weight of the others is settled first by their outlet, then by the member.
-- One query for each cut: keys stay short, and no union of all cells is ever held.
CREATE OR REPLACE MACRO own(completed, satisfied, rated) AS
    coalesce(sum(completed * satisfied / rated::DOUBLE) FILTER (rated > 0), 0);
CREATE OR REPLACE MACRO unrated(completed, rated) AS coalesce(sum(completed) FILTER (rated = 0), 0)::DOUBLE;

CREATE OR REPLACE TABLE member_outlets AS
SELECT 'outlet' AS cut, outlet_id AS cut_id, month, outlet_id, own(completed_n, satisfied_n, rated_n) AS own,
    unrated(completed_n, rated_n) AS unrated, sum(rated_n) AS rated_n, sum(satisfied_n) AS satisfied_n
FROM outlet_cells GROUP BY month, outlet_id
UNION ALL
SELECT 'service_type', service_type::VARCHAR, month, outlet_id, own(completed_n, satisfied_n, rated_n),
    unrated(completed_n, rated_n), sum(rated_n), sum(satisfied_n)
FROM outlet_cells GROUP BY month, outlet_id, service_type
UNION ALL
SELECT 'region', region_id, month, outlet_id, own(completed_n, satisfied_n, rated_n),
    unrated(completed_n, rated_n), sum(rated_n), sum(satisfied_n)
FROM region_cells GROUP BY month, region_id, outlet_id
UNION ALL
SELECT 'model', model_id, month, outlet_id, own(completed_n, satisfied_n, rated_n),
    unrated(completed_n, rated_n), sum(rated_n), sum(satisfied_n)
FROM model_cells GROUP BY month, model_id, outlet_id
UNION ALL
SELECT 'category', category, month, outlet_id, own(completed_n, satisfied_n, rated_n),
    unrated(completed_n, rated_n), sum(rated_n), sum(satisfied_n)
FROM category_cells GROUP BY month, category, outlet_id
UNION ALL
SELECT 'technician', technician_id, month, outlet_id, own(completed_n, satisfied_n, rated_n),
    unrated(completed_n, rated_n), sum(rated_n), sum(satisfied_n)
FROM technician_cells GROUP BY month, technician_id, outlet_id;

CREATE OR REPLACE TABLE members AS
WITH weights AS (
    SELECT month, cut, cut_id,
        coalesce(sum(own + unrated * satisfied_n / rated_n::DOUBLE) FILTER (rated_n > 0), 0) AS own,
        coalesce(sum(unrated) FILTER (rated_n = 0), 0) AS unrated
    FROM (FROM member_outlets
        UNION ALL BY NAME SELECT * REPLACE ('company' AS cut, 'all' AS cut_id) FROM member_outlets WHERE cut = 'outlet')
    GROUP BY month, cut, cut_id)
SELECT c.*,
    CASE WHEN rated_n > 0 THEN (own + unrated * satisfied_n / rated_n) / completed_n END AS weighted_rate
FROM member_counts c JOIN weights w ON c.month = w.month AND c.cut = w.cut AND c.cut_id = w.cut_id;
