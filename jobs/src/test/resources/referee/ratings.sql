-- What the callbacks say of each completed order.
CREATE OR REPLACE TABLE order_calls AS
SELECT o.row_no,
    bool_or(NOT before(c.called_at, o.completed_at) AND c.called_at <= o.completed_at + INTERVAL 7 DAYS) AS called,
    bool_or(c.result = 'reached') AS reached,
    count(*) FILTER (c.result = 'reached' AND c.satisfaction IS NOT NULL) AS rating_n,
    -- Right only where there is one rating; the few orders with several are settled below.
    max(c.satisfaction) FILTER (c.result = 'reached') AS satisfaction,
    max(c.recommend) FILTER (c.result = 'reached' AND c.satisfaction IS NOT NULL) AS recommend
FROM calls c JOIN orders o ON c.repair_id = o.repair_id
WHERE o.completed
GROUP BY o.row_no;

CREATE OR REPLACE TABLE latest_ratings AS
SELECT row_no, latest.satisfaction, latest.recommend
FROM (
    SELECT o.row_no,
        arg_max({'satisfaction': c.satisfaction, 'recommend': c.recommend},
            {'called_at': c.called_at, 'callback_id': c.callback_id}) AS latest
    FROM calls c JOIN orders o ON c.repair_id = o.repair_id
    WHERE c.result = 'reached' AND c.satisfaction IS NOT NULL
        AND o.row_no IN (SELECT row_no FROM order_calls WHERE rating_n > 1)
    GROUP BY o.row_no);

CREATE OR REPLACE TABLE rated_orders AS
SELECT
    month_of(o.completed_at) AS month,
    coalesce(o.region_id, s.region_id, 'unknown') AS region_id,
    o.outlet_id, o.model_id, o.service_type, coalesce(o.technician_id, 'unknown') AS technician_id,
    o.completed_at + INTERVAL 7 DAYS <= getvariable('end_at') AS due,
    coalesce(c.called, false) AS called,
    coalesce(c.reached, false) AS reached,
    CASE WHEN c.rating_n > 1 THEN l.satisfaction ELSE c.satisfaction END AS satisfaction,
    CASE WHEN c.rating_n > 1 THEN l.recommend ELSE c.recommend END AS recommend
FROM orders o
LEFT JOIN order_calls c ON o.row_no = c.row_no
LEFT JOIN latest_ratings l ON o.row_no = l.row_no
LEFT JOIN outlet_spans s
    ON o.outlet_id = s.outlet_id AND o.opened_at >= s.from_at AND o.opened_at < s.until_at
WHERE o.completed;
