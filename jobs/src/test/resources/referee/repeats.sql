-- Completed repairs whose unit came back: the next repair order of the same model and serial, opened after the
-- completion and within 30 days of it. Only units with two orders or more can have one. The ASOF join finds the next
-- order by merging sorted times, so that a serial shared by thousands of orders costs no more than others.
CREATE OR REPLACE TABLE unit_orders AS
WITH units AS (
    SELECT model_id, serial_no FROM orders
    WHERE service_type = 'repair' AND serial_no IS NOT NULL
    GROUP BY model_id, serial_no HAVING count(*) > 1)
SELECT row_no, o.model_id, o.serial_no, opened_at, completed_at, cancelled
FROM orders o SEMI JOIN units USING (model_id, serial_no)
WHERE service_type = 'repair';

CREATE OR REPLACE TABLE repeated AS
SELECT done.row_no
FROM (SELECT * FROM unit_orders WHERE completed_at IS NOT NULL) done
ASOF JOIN (SELECT model_id, serial_no, opened_at FROM unit_orders WHERE NOT cancelled) later
    ON done.model_id = later.model_id AND done.serial_no = later.serial_no AND done.completed_at < later.opened_at
WHERE later.opened_at <= done.completed_at + INTERVAL 30 DAYS;
