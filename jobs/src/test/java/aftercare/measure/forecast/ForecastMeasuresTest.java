package aftercare.measure.forecast;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Contracts;
import aftercare.contract.GoldColumn;
import aftercare.measure.TableInputs;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** The measures over one small company in which whatever can be awkward is. */
class ForecastMeasuresTest {
    private static final AsOf DAY = asOf("2026-11-10");
    private static final TableInputs INPUTS = company();

    private static TableInputs company() {
        StringBuilder shipments = new StringBuilder("model_id | region_id | month | units\n");
        StringBuilder repairs =
                new StringBuilder("month | model_id | region_id | age_month | lag_months | repair_n | before_sale_n\n");
        StringBuilder plans = new StringBuilder("plan_id | model_id | region_id | month | units | issued_on\n");
        for (int i = 0; i < 30; i++) {
            YearMonth month = YearMonth.of(2024, 5).plusMonths(i);
            line(shipments, "M1", "north", month + "-01", 100);
            line(shipments, "M2", "north", month + "-01", 40);
            line(shipments, "silent", "south", month + "-01", 200);
            line(repairs, month + "-01", "M1", "north", i / 2, 0, 3 + i, 0);
            line(repairs, month + "-01", "M2", "north", -1, 0, 1 + i / 3, i == 4 ? 1 : 0);
            line(repairs, month + "-01", "unsold", "north", -1, 0, 2, 0);
        }
        for (int ahead : new int[] {1, 2, 4, 5}) {
            line(plans, "P1", "M1", "north", YearMonth.of(2026, 10).plusMonths(ahead) + "-01", 100, "2026-10-05");
        }
        return new TableInputs()
                .withSilver("shipments", shipments.toString())
                .withSilver("sales_forecasts", plans.toString())
                .withSilver("outlets", "outlet_id | valid_from | region_id\nO1 | 2024-01-01 | north\n")
                .withGold("repair_age_month", repairs.toString())
                .withGold("dim_model", """
                        model_id | category | warranty_months | design_repair_rate | known
                        M1       | fridge   | 24              | 0.1                | true
                        M2       | fridge   | 24              | 0.1                | true
                        silent   | fridge   | 24              | 0.1                | true
                        unsold   |          |                 |                    | false
                        """)
                .withGold("dim_region", """
                        region_id | climate_zone | known
                        north     | cold         | true
                        south     |              | true
                        """);
    }

    private static void line(StringBuilder into, Object... cells) {
        into.append(String.join(" | ", Stream.of(cells).map(String::valueOf).toList()))
                .append('\n');
    }

    private static Dataset<Row> rows(Measure measure) {
        return measure.rows(INPUTS, DAY, Months.all());
    }

    private static List<Tuple> sorted(Dataset<Row> rows, Measure measure) {
        String[] columns = Contracts.load().gold(measure.table()).columns().stream()
                .map(GoldColumn::name)
                .toArray(String[]::new);
        return in(rows, columns).stream()
                .sorted(java.util.Comparator.comparing(Tuple::toString))
                .toList();
    }

    @Test
    void aMonthBegunIsForecastWholeFromTheLastFullMonthAndLevelsAddUp() {
        RepairForecastMonth measure = new RepairForecastMonth(Map.of());
        Dataset<Row> forecast = rows(measure).cache();
        assertThat(in(forecast.select("scenario", "origin").distinct(), "scenario", "origin"))
                .containsExactly(tuple("base", "2026-10-01"));
        List<Row> rows = forecast.collectAsList();
        assertThat(rows.stream().map(row -> row.<String>getAs("level")))
                .contains("model_region", "region", "model", "category", "company");
        for (String figure : List.of("expected_n", "from_installed_n", "from_planned_n", "installed_units")) {
            Map<String, Double> whole = summed(rows, "company", figure, row -> "");
            assertThat(whole).hasSize(24);
            assertThat(summed(rows, "category", figure, row -> "")).allSatisfy(isIn(whole));
            assertThat(summed(rows, "model_region", figure, row -> row.getAs("region_id")))
                    .allSatisfy(isIn(summed(rows, "region", figure, row -> row.getAs("region_id"))));
            assertThat(summed(rows, "model_region", figure, row -> row.getAs("model_id")))
                    .allSatisfy(isIn(summed(rows, "model", figure, row -> row.getAs("model_id"))));
            assertThat(summed(rows, "model", figure, row -> "")).allSatisfy(isIn(whole));
            assertThat(summed(rows, "region", figure, row -> "")).allSatisfy(isIn(whole));
        }
        assertThat(forecast.filter(col("p10")
                                .gt(col("p50"))
                                .or(col("p50").gt(col("p80")))
                                .or(col("p80").gt(col("p90"))))
                        .count())
                .isZero();
        assertThat(forecast.filter("model_id = 'M2' and from_planned_n > 0").count())
                .isZero();
        assertThat(forecast.filter("model_id = 'M1' and from_planned_n > 0").count())
                .isPositive();
    }

    /** A figure of a level by month and by what is asked. */
    private static Map<String, Double> summed(List<Row> rows, String level, String figure, Function<Row, String> by) {
        return rows.stream()
                .filter(row -> row.getAs("level").equals(level))
                .collect(Collectors.groupingBy(
                        row -> row.getAs("month") + " " + by.apply(row),
                        Collectors.summingDouble(row -> row.<Double>getAs(figure))));
    }

    private static BiConsumer<String, Double> isIn(Map<String, Double> sums) {
        return (key, sum) -> assertThat(sum).as(key).isCloseTo(sums.get(key), within(1e-6));
    }

    @Test
    void theSameInputGivesTheSameRowsHoweverItIsPartitioned() {
        RepairForecastMonth forecast = new RepairForecastMonth(Map.of());
        ForecastAccuracy accuracy = new ForecastAccuracy(Map.of());
        List<Tuple> forecasts = sorted(rows(forecast), forecast);
        List<Tuple> accuracies = sorted(rows(accuracy), accuracy);
        TableInputs shuffled = company();
        for (String source : List.of("shipments", "sales_forecasts")) {
            shuffled.withSilver(
                    source, shuffled.silver(source).orderBy(col("month").desc()).repartition(5));
        }
        assertThat(sorted(forecast.rows(shuffled, DAY, Months.all()), forecast)).isEqualTo(forecasts);
        assertThat(sorted(accuracy.rows(shuffled, DAY, Months.all()), accuracy)).isEqualTo(accuracies);
    }

    @Test
    void theForecastTakesTheWeightsOfItsTrackRecord() {
        Learned learned = new Learned();
        learned.learnedWeight("fridge/high", "theta", 1);
        assertThat(learned.weights("fridge", 2)[Methods.NAMES.indexOf("theta")]).isEqualTo(1);
        assertThat(learned.weights("fridge", 0)).isEqualTo(FittedWeights.untried());
    }

    @Test
    void unitsRepairsAndExpectedRepairsStandInOneRow() {
        InstalledBaseMonth measure = new InstalledBaseMonth(Map.of());
        Dataset<Row> base = rows(measure).filter(col("month").equalTo(lit("2026-10-01")));
        assertThat(in(
                        base,
                        "model_id",
                        "region_id",
                        "units_in_service",
                        "units_in_warranty",
                        "unit_months",
                        "repair_n"))
                .containsExactlyInAnyOrder(
                        tuple("M1", "north", "3000.0", "2400.0", "2950.0", "32"),
                        tuple("M2", "north", "1200.0", "960.0", "1180.0", "10"),
                        tuple("silent", "south", "6000.0", "4800.0", "5900.0", "0"),
                        tuple("unsold", "north", "0.0", "0.0", "0.0", "2"));
        assertThat(sorted(rows(new RepairRateAge(Map.of())), new RepairRateAge(Map.of())))
                .hasSize(4 * 61);
        assertThat(sorted(rows(new RepairSeason(Map.of())), new RepairSeason(Map.of())))
                .hasSize(2 * 2 * 12);
        assertThat(in(rows(new ReportingDelay()).filter("lag_months = 0"), "reported_share", "lift"))
                .containsExactly(tuple("1.0", "1.0"));
    }

    @Test
    void unitsStatedCountInsteadOfThoseEstimatedAndTheReaderIsToldWhich() {
        TableInputs inputs = company().withSilver("fleet", """
                model_id | region_id | month      | units_in_service
                M1       | north     | 2026-08-01 | 500
                silent   | south     | 2026-10-01 | 0
                M1       | north     | 2026-12-01 | 9999
                """);
        InstalledBaseMonth base = new InstalledBaseMonth(Map.of());
        assertThat(in(
                        base.rows(inputs, DAY, Months.all()).filter(col("month").equalTo(lit("2026-10-01"))),
                        "model_id",
                        "region_id",
                        "units_sold"))
                .contains(tuple("M1", "north", "100.0"), tuple("M2", "north", "40.0"));
        Map<String, Double> units =
                base.rows(inputs, DAY, Months.all()).filter("month = '2026-10-01'").collectAsList().stream()
                        .collect(Collectors.toMap(row -> row.getAs("model_id"), row -> row.getAs("units_in_service")));
        assertThat(units.get("M1"))
                .as("a reading carried on by two months of sales")
                .isCloseTo(700, within(0.1));
        assertThat(units.get("M2")).as("silence is not zero").isEqualTo(1200);
        assertThat(units.getOrDefault("silent", 0.0)).isCloseTo(0, within(0.1));
        assertThat(in(new ForecastWarning().rows(inputs, DAY, Months.all()), "rule", "model_id", "figure"))
                .contains(tuple("units_stated", "M1", "1.0"), tuple("units_stated", "silent", "1.0"))
                .doesNotContain(tuple("units_stated", "M2", "1.0"));
    }

    @Test
    void withoutStatedUnitsNothingIsSaidOfThem() {
        assertThat(in(new ForecastWarning().rows(INPUTS, DAY, Months.all()), "rule"))
                .doesNotContain(tuple("units_stated"), tuple("units_not_stated"));
    }

    @Test
    void aPlanIssuedWhileTheMonthRunsChangesTheForecastAndOneIssuedLaterDoesNot() {
        double base = plannedRepairs(INPUTS);
        assertThat(plannedRepairs(withPlanOf("2026-11-10"))).isGreaterThan(10 * base);
        assertThat(plannedRepairs(withPlanOf("2026-11-11"))).isEqualTo(base);
    }

    /** Twenty times the units planned, in a plan of its own. */
    private static TableInputs withPlanOf(String day) {
        StringBuilder plans = new StringBuilder("plan_id | model_id | region_id | month | units | issued_on\n");
        for (int ahead : new int[] {1, 2, 4, 5}) {
            String month = YearMonth.of(2026, 10).plusMonths(ahead) + "-01";
            line(plans, "P1", "M1", "north", month, 100, "2026-10-05");
            line(plans, "P2", "M1", "north", month, 2000, day);
        }
        return company().withSilver("sales_forecasts", plans.toString());
    }

    private static double plannedRepairs(TableInputs inputs) {
        return new RepairForecastMonth(Map.of())
                .rows(inputs, DAY, Months.all())
                .filter("level = 'company' and horizon <= 6")
                .agg(org.apache.spark.sql.functions.sum("from_planned_n"))
                .first()
                .getDouble(0);
    }

    @Test
    void whateverIsAwkwardIsWarnedOf() {
        TableInputs inputs = INPUTS.withQuarantine("shipments", """
                rule            | reason            | resolved_at
                negative_units  | whatever it says  |
                negative_units  | whatever it says  | 2026-11-01 00:00:00
                out_of_range    | units is below 0  |
                """);
        assertThat(in(new ForecastWarning().rows(inputs, DAY, Months.all()), "rule", "model_id", "region_id", "figure"))
                .contains(
                        tuple("unlisted_model", "unsold", "all", "1.0"),
                        tuple("model_without_sales", "unsold", "all", "60.0"),
                        tuple("repair_before_sale", "M2", "all", "1.0"),
                        tuple("region_without_outlet", "all", "south", "1.0"),
                        tuple("negative_sales", "all", "all", "1.0"),
                        tuple("plan_with_gaps", "M1", "north", "1.0"))
                .extracting(tuple -> tuple.toList().get(0))
                .contains("sales_without_repairs")
                .doesNotContain("short_history", "plan_missing");
    }

    @Test
    void aForecastFarFromLastYearAndOneThatLostItsRecordAreWarnedOf() {
        TableInputs inputs = company().withGold("forecast_accuracy", """
                        level   | segment | method         | span   | horizon | absolute_error_n
                        company | all     | combined       | months | 12      | 90
                        company | all     | last_value     | months | 12      | 60
                        company | all     | seasonal_naive | months | 12      | 95
                        """).withGold("repair_forecast_month", """
                        scenario | origin     | level   | model_id | region_id | month      | horizon | expected_n
                        base     | 2026-10-01 | company | all      | all       | 2026-11-01 | 1       | 2000
                        base     | 2026-10-01 | model   | M1       | all       | 2026-11-01 | 1       | 300
                        """);
        assertThat(in(new ForecastWarning().rows(inputs, DAY, Months.all()), "rule", "model_id", "region_id", "figure"))
                .contains(
                        tuple("far_from_last_year", "all", "all", "2000.0"), tuple("record_lost", "all", "all", "30.0"))
                .doesNotContain(tuple("far_from_last_year", "M1", "all", "300.0"));
    }

    @Test
    void threeMonthsOfHistoryWithoutAPlanAreForecastAndWarnedOf() {
        AsOf early = asOf("2024-07-31");
        assertThat(in(new ForecastWarning().rows(INPUTS, early, Months.all()), "rule", "model_id", "figure"))
                .contains(tuple("short_history", "all", "3.0"), tuple("plan_missing", "fridge", "24.0"));
        assertThat(new RepairForecastMonth(Map.of())
                        .rows(INPUTS, early, Months.all())
                        .filter("level = 'company' and expected_n > 0")
                        .count())
                .isEqualTo(24);
    }

    @Test
    void withoutAnyDataThereAreNoRowsAndNoError() {
        TableInputs nothing = new TableInputs();
        for (Measure measure : List.of(
                new RepairForecastMonth(Map.of()), new ForecastAccuracy(Map.of()), new InstalledBaseMonth(Map.of()))) {
            assertThat(measure.rows(nothing, DAY, Months.all()).count()).isZero();
        }
    }
}
