-- Strength of the prior of each month and cut (D11); null strength means that all take the pooled rate.
CREATE OR REPLACE TABLE priors AS
WITH pooled AS (
    SELECT month, cut, sum(satisfied_n) / sum(rated_n)::DOUBLE AS p
    FROM members WHERE rated_n > 0 GROUP BY month, cut),
moments AS (
    SELECT m.month, m.cut, any_value(p) AS p,
        count(*) AS k,
        sum(rated_n)::DOUBLE AS n,
        sum(rated_n * rated_n)::DOUBLE AS n_squared,
        sum(rated_n * pow(satisfied_n / rated_n::DOUBLE - p, 2)) AS s
    FROM members m JOIN pooled USING (month, cut)
    WHERE rated_n > 0
    GROUP BY m.month, m.cut),
shares AS (
    SELECT month, cut, p,
        CASE WHEN k >= 2 AND p > 0 AND p < 1 AND n - n_squared / n - (k - 1) > 0
            THEN (s - p * (1 - p) * (k - 1)) / (p * (1 - p) * (n - n_squared / n - (k - 1))) END AS rho
    FROM moments)
SELECT month, cut, p, CASE WHEN rho >= 1 THEN 0 WHEN rho > 0 THEN 1 / rho - 1 END AS strength FROM shares;

-- The points of the charts, each with what the rules look back at. Lags count points, not months.
CREATE OR REPLACE TABLE chart_points AS
SELECT
    row_number() OVER () AS point,
    cut, cut_id, month,
    month - INTERVAL 23 MONTHS AS first_month,
    rated_n AS n, satisfied_n AS x, rate,
    lag(month, 1) OVER past AS month_1, lag(rate, 1) OVER past AS rate_1, lag(rated_n, 1) OVER past AS n_1,
    lag(month, 2) OVER past AS month_2, lag(rate, 2) OVER past AS rate_2, lag(rated_n, 2) OVER past AS n_2,
    lag(month, 6) OVER past AS month_6,
    min(rate) OVER seven AS lowest_7, max(rate) OVER seven AS highest_7,
    count(*) FILTER (step = 1) OVER six AS rises_6, count(*) FILTER (step = -1) OVER six AS falls_6
FROM (
    SELECT *, sign(rate - lag(rate) OVER (PARTITION BY cut, cut_id ORDER BY month)) AS step
    FROM (SELECT *, satisfied_n / rated_n::DOUBLE AS rate FROM members WHERE rated_n > 0))
WINDOW past AS (PARTITION BY cut, cut_id ORDER BY month),
    seven AS (PARTITION BY cut, cut_id ORDER BY month ROWS 6 PRECEDING),
    six AS (PARTITION BY cut, cut_id ORDER BY month ROWS 5 PRECEDING);

CREATE OR REPLACE TABLE chart_windows AS
SELECT * FROM (
    SELECT point, cut, cut_id, month, first_month, n, rate,
        count(*) OVER two_years AS points,
        sum(x) OVER two_years / (sum(n) OVER two_years)::DOUBLE AS centre,
        month_1, rate_1, n_1, month_2, rate_2, n_2, month_6, lowest_7, highest_7, rises_6, falls_6
    FROM chart_points
    WINDOW two_years AS (PARTITION BY cut, cut_id ORDER BY month
        RANGE BETWEEN INTERVAL 23 MONTHS PRECEDING AND CURRENT ROW))
WHERE points >= 8 AND centre > 0 AND centre < 1;

-- z depends on the centre of its window, so each window's moving ranges are taken anew.
CREATE OR REPLACE TABLE chart_widths AS
SELECT w.point,
    avg(abs((p.rate - w.centre) * sqrt(p.n) - (p.rate_1 - w.centre) * sqrt(p.n_1)) / sqrt(w.centre * (1 - w.centre)))
        / 1.128 AS sigma_z
FROM chart_windows w
JOIN chart_points p ON w.cut = p.cut AND w.cut_id = p.cut_id
    AND p.month <= w.month AND p.month_1 >= w.first_month
GROUP BY w.point;

CREATE OR REPLACE TABLE signals AS
WITH distances AS (
    -- Distances from the centre in sigmas of each point; null where the point lies before the window.
    SELECT w.*,
        (rate - centre) * sqrt(n) / width AS d,
        CASE WHEN month_1 >= first_month THEN (rate_1 - centre) * sqrt(n_1) / width END AS d_1,
        CASE WHEN month_2 >= first_month THEN (rate_2 - centre) * sqrt(n_2) / width END AS d_2
    FROM (SELECT *, sqrt(centre * (1 - centre)) * sigma_z AS width
          FROM chart_windows JOIN chart_widths USING (point) WHERE sigma_z > 0) w)
SELECT cut, cut_id, month,
    CASE
        WHEN abs(d) > 3 THEN 'beyond_3_sigma'
        WHEN d > 2 AND (d_1 > 2 OR d_2 > 2) OR d < -2 AND (d_1 < -2 OR d_2 < -2) THEN 'two_of_three_beyond_2_sigma'
        WHEN month_6 >= first_month AND (lowest_7 > centre OR highest_7 < centre) THEN 'seven_on_one_side'
        -- Seven points in a row are six steps.
        WHEN month_6 >= first_month AND (rises_6 = 6 OR falls_6 = 6) THEN 'seven_point_trend'
        ELSE 'none'
    END AS signal
FROM distances;

CREATE OR REPLACE MACRO wilson_centre(n, x) AS (x + pow(1.959963984540054, 2) / 2) / (n + pow(1.959963984540054, 2));
CREATE OR REPLACE MACRO wilson_half(n, x) AS 1.959963984540054
    * sqrt(x * (n - x)::DOUBLE / n + pow(1.959963984540054, 2) / 4) / (n + pow(1.959963984540054, 2));

CREATE OR REPLACE TABLE satisfaction_month AS
SELECT
    m.month, m.cut, m.cut_id, completed_n, callback_due_n, called_n, ratio(called_n, callback_due_n) AS coverage_rate,
    reached_n, rated_n, ratio(rated_n, completed_n) AS response_rate, satisfied_n, dissatisfied_n,
    ratio(satisfied_n, rated_n) AS satisfaction_rate,
    CASE WHEN rated_n > 0
        THEN greatest(0, wilson_centre(rated_n, satisfied_n) - wilson_half(rated_n, satisfied_n)) END AS satisfaction_low,
    CASE WHEN rated_n > 0
        THEN least(1, wilson_centre(rated_n, satisfied_n) + wilson_half(rated_n, satisfied_n)) END AS satisfaction_high,
    ratio(dissatisfied_n, rated_n) AS dissatisfaction_rate, score_sum, ratio(score_sum, rated_n) AS mean_score,
    promoters_n, detractors_n, recommend_n, ratio(100 * (promoters_n - detractors_n), recommend_n) AS nps,
    weighted_rate,
    CASE WHEN strength IS NULL OR rated_n = 0 THEN p
        ELSE (satisfied_n + strength * p) / (rated_n + strength) END AS shrunk_rate,
    rated_n >= 30 AS publishable,
    coalesce(signal, 'none') AS signal
FROM members m
LEFT JOIN priors r ON m.month = r.month AND m.cut = r.cut
LEFT JOIN signals s ON m.month = s.month AND m.cut = s.cut AND m.cut_id = s.cut_id;
