-- Counts by member x outlet x service type, the cells of weighted_rate. The orders are read three times, once for each
-- dimension that an outlet does not settle; all seven cuts then come from these much smaller tables.
CREATE OR REPLACE VIEW order_counts AS
SELECT month, region_id, outlet_id, model_id, service_type, technician_id,
    1 AS completed_n, due::INT AS callback_due_n, (due AND called)::INT AS called_n, reached::INT AS reached_n,
    (satisfaction IS NOT NULL)::INT AS rated_n,
    coalesce(satisfaction >= 4, false)::INT AS satisfied_n, coalesce(satisfaction <= 2, false)::INT AS dissatisfied_n,
    coalesce(satisfaction, 0)::INT AS score_sum,
    coalesce(recommend >= 9, false)::INT AS promoters_n, coalesce(recommend <= 6, false)::INT AS detractors_n,
    (recommend IS NOT NULL)::INT AS recommend_n
FROM rated_orders;

CREATE OR REPLACE TABLE region_cells AS
SELECT month, region_id, outlet_id, service_type, sum(COLUMNS('(.*_(n|sum))$'))::BIGINT AS '\1'
FROM order_counts GROUP BY month, region_id, outlet_id, service_type;

CREATE OR REPLACE TABLE model_cells AS
SELECT month, model_id, outlet_id, service_type, sum(COLUMNS('(.*_(n|sum))$'))::BIGINT AS '\1'
FROM order_counts GROUP BY month, model_id, outlet_id, service_type;

CREATE OR REPLACE TABLE technician_cells AS
SELECT month, technician_id, outlet_id, service_type, sum(COLUMNS('(.*_(n|sum))$'))::BIGINT AS '\1'
FROM order_counts GROUP BY month, technician_id, outlet_id, service_type;

CREATE OR REPLACE TABLE outlet_cells AS
SELECT month, outlet_id, service_type, sum(COLUMNS('(.*_(n|sum))$'))::BIGINT AS '\1'
FROM region_cells GROUP BY month, outlet_id, service_type;

CREATE OR REPLACE TABLE category_cells AS
SELECT month, coalesce(category, 'unknown') AS category, outlet_id, service_type,
    sum(COLUMNS('(.*_(n|sum))$'))::BIGINT AS '\1'
FROM (SELECT c.*, m.category FROM model_cells c LEFT JOIN models m ON c.model_id = m.model_id)
GROUP BY ALL;

CREATE OR REPLACE VIEW member_cells AS
SELECT 'company' AS cut, 'all' AS cut_id, * FROM outlet_cells
UNION ALL BY NAME SELECT 'outlet' AS cut, outlet_id AS cut_id, * FROM outlet_cells
UNION ALL BY NAME SELECT 'service_type' AS cut, service_type::VARCHAR AS cut_id, * FROM outlet_cells
UNION ALL BY NAME SELECT 'region' AS cut, region_id AS cut_id, * EXCLUDE region_id FROM region_cells
UNION ALL BY NAME SELECT 'model' AS cut, model_id AS cut_id, * EXCLUDE model_id FROM model_cells
UNION ALL BY NAME SELECT 'category' AS cut, category AS cut_id, * EXCLUDE category FROM category_cells
UNION ALL BY NAME SELECT 'technician' AS cut, technician_id AS cut_id, * EXCLUDE technician_id FROM technician_cells;

-- Rated cells bring their own rate; the weight of the others is settled first by their outlet, then by the member.
CREATE OR REPLACE TABLE members AS
WITH outlets_of_member AS (
    SELECT month, cut, cut_id, outlet_id,
        sum(COLUMNS('(.*_(n|sum))$'))::BIGINT AS '\1',
        coalesce(sum(completed_n * satisfied_n / rated_n::DOUBLE) FILTER (rated_n > 0), 0) AS own,
        coalesce(sum(completed_n) FILTER (rated_n = 0), 0)::DOUBLE AS unrated
    FROM member_cells GROUP BY month, cut, cut_id, outlet_id),
sums AS (
    SELECT month, cut, cut_id,
        sum(COLUMNS('(.*_(n|sum))$'))::BIGINT AS '\1',
        coalesce(sum(own + unrated * satisfied_n / rated_n::DOUBLE) FILTER (rated_n > 0), 0) AS own,
        coalesce(sum(unrated) FILTER (rated_n = 0), 0) AS unrated
    FROM outlets_of_member GROUP BY month, cut, cut_id)
SELECT * EXCLUDE (own, unrated),
    CASE WHEN rated_n > 0 THEN (own + unrated * satisfied_n / rated_n) / completed_n END AS weighted_rate
FROM sums;
