package aftercare.measure.network;

import static aftercare.measure.Found.in;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.TestSpark;
import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.contract.NetworkPolicy;
import aftercare.lake.ComputedRun;
import aftercare.lake.GoldTable;
import aftercare.lake.Lake;
import aftercare.measure.TableInputs;
import aftercare.measure.WrittenTable;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.api.Scenario;
import aftercare.measure.engine.Compute;
import aftercare.measure.engine.KeptScenarios;
import aftercare.measure.warranty.WarrantyCost;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From the forecast to plan, sites and warranty in a small lake, and what-ifs beside them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatIfTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final AsOf DAY = new AsOf(LocalDate.of(2026, 10, 31), UTC);

    /** 100 hours for repairs in a month, a radius of 40 km, 90 % to cover. */
    private static final NetworkPolicy POLICY = new NetworkPolicy(
            new NetworkPolicy.Technicians(160, 0.625, 1),
            new NetworkPolicy.OnSite(10, 0.1, 50, 1.25, 0.5),
            0.9,
            Map.of("S", 2, "M", 5, "L", 10),
            new NetworkPolicy.Warranty(List.of(12, 24), 0));

    private static final List<Measure> MEASURES = List.of(
            new PlannedSalesAsForecast(),
            new NetworkPlanYear(POLICY),
            new OutletSite(POLICY),
            new WarrantyCost(POLICY),
            new PlanWarning());

    @TempDir
    static Path folder;

    private Lake lake;

    @BeforeAll
    void computeTheBasePlan() {
        lake = Lake.openOrCreate(TestSpark.session(), folder.toString(), UTC);
        silver("regions", """
                region_id | name  | latitude | longitude
                R1        | North | 30       | 110
                """);
        silver("outlets", """
                outlet_id | valid_from | region_id | name | city     | status | latitude | longitude
                O1        | 2020-01-01 | R1        | One  | Hereford | active | 30       | 110
                O2        | 2020-01-01 | R1        | Two  | Thereby  | closed | 30       | 110
                O3        | 2020-01-01 | R2        | New  | Thereby  | active |          |
                O3        | 2026-11-01 | R1        | New  | Thereby  | active | 30       | 110
                """);
        silver("technicians", """
                technician_id | valid_from | outlet_id | left_on
                T1            | 2020-01-01 | O1        |
                T2            | 2020-01-01 | O1        | 2026-10-01
                T3            | 2020-01-01 | O2        |
                T4            | 2020-01-01 | O3        |
                """);
        silver("models", """
                model_id | name | category | standard_hours | warranty_months
                M1       | A    | fridge   | 1.5            | 24
                """);
        silver("repairs", """
                repair_id | outlet_id | model_id | service_type | opened_at           | completed_at        | travel_km | labour_cost | parts_cost
                P1        | O1        | M1       | repair       | 2026-05-01 08:00:00 | 2026-05-02 08:00:00 | 20        | 40          | 60
                P2        | O1        | M1       | repair       | 2026-06-01 08:00:00 | 2026-06-02 08:00:00 | 30        | 80          | 20
                P3        | O1        | M1       | install      | 2026-06-01 08:00:00 | 2026-06-02 08:00:00 | 999       | 900         |
                P4        | O1        | M1       | repair       | 2024-06-01 08:00:00 | 2024-06-02 08:00:00 | 999       | 900         |
                """);
        silver("sales_forecasts", """
                plan_id | model_id | region_id | month      | units | issued_on
                P       | M1       | R1        | 2027-07-01 | 400   | 2026-10-01
                P       | M1       | R1        | 2027-08-01 | 100   | 2026-10-01
                P       | M1       | R2        | 2027-07-01 | 1200  | 2026-10-01
                """);
        // Sold before the first month of the installed base, and in warranty all the same; what is sold later is not
        // seen.
        silver("shipments", """
                model_id | region_id | month      | units
                M1       | R1        | 2026-09-01 | 100
                M1       | R1        | 2026-11-01 | 999
                """);
        gold("repair_rate_age", """
                model_id | age_month | unit_months | rate | model_level | level_sd
                M1       | 0         | 50          | 0.02 | 1           | 0.1
                M1       | 1         | 100         | 0.02 | 1           | 0.1
                """);
        gold("installed_base_month", """
                month      | model_id | region_id | units_sold | units_in_service
                2026-10-01 | M1       | R1        | 0          | 90
                """);
        compute(Scenario.BASE, Set.of());
    }

    @Test
    void theBasePlanFollowsFromTheForecast() {
        // R1: 400 x (1.5 h + 25 km / 50 km/h) / 100 h = 8; R2, whose outlet nobody can locate: 1200 x (1.5 h + 0.5 h) /
        // 100 h = 24.
        assertThat(in(
                        base("network_plan_year"),
                        "origin",
                        "region_id",
                        "year",
                        "peak_month",
                        "technicians_needed",
                        "technicians_now",
                        "outlets_needed",
                        "outlets_now",
                        "outlet_gap",
                        "size_mix",
                        "binding_limit"))
                .containsExactlyInAnyOrder(
                        tuple("2026-10-01", "R1", "2027", "2027-07-01", "8", "1", "1", "1", "0", "1 L", "none"),
                        tuple(
                                "2026-10-01",
                                "R2",
                                "2027",
                                "2027-07-01",
                                "24",
                                "1",
                                "3",
                                "1",
                                "2",
                                "2 L + 1 M",
                                "no_coordinates"));
        assertThat(in(base("outlet_site"), "region_id", "rank", "action", "outlet_id", "city", "size", "jobs_covered"))
                .containsExactly(tuple("R1", "1", "keep", "O1", "Hereford", "L", "400"));
        assertThat(in(base("plan_warning"), "rule", "region_id", "model_id"))
                .containsExactly(tuple("no_coordinates", "R2", "all"));
    }

    @Test
    void theWarrantyOfAUnitIsItsRepairsTimesWhatOneCosts() {
        // 0.02 a month, half a month at both ends: 12 months are 0.24 repairs; the two repairs of the last two years
        // cost 100 each.
        assertThat(base("warranty_cost").orderBy("warranty_months").collectAsList())
                .satisfiesExactly(
                        year -> {
                            assertThat(year.<Integer>getAs("warranty_months")).isEqualTo(12);
                            assertThat(year.<Double>getAs("cost_per_unit")).isEqualTo(24, within());
                            assertThat(year.<Boolean>getAs("in_force")).isFalse();
                            // 90 of 100 units sold in September are in service: ages 2 to 12 of them, the last half;
                            // and the planned ones of July and
                            // August for 3.5 and 2.5 months.
                            assertThat(year.<Double>getAs("fleet_repairs_next_year"))
                                    .isEqualTo(0.02 * (90 * 10.5 + 1600 * 3.5 + 100 * 2.5), within());
                            assertThat(year.<Double>getAs("planned_cost_next_year"))
                                    .isEqualTo(0.02 * (1600 * 3.5 + 100 * 2.5) * 100, within());
                        },
                        two -> {
                            assertThat(two.<Double>getAs("repairs_per_unit")).isEqualTo(0.48, within());
                            assertThat(two.<Boolean>getAs("in_force")).isTrue();
                            assertThat(two.<Double>getAs("cost_low")).isLessThan(48);
                            assertThat(two.<Double>getAs("cost_high")).isGreaterThan(48);
                            assertThat(two.<Double>getAs("extrapolated_share")).isEqualTo(22.5 / 24, within());
                        });
    }

    @Test
    void aScenarioIsKeptBesideTheBasePlanAndNeverOverIt() {
        List<Tuple> before = plan(base("network_plan_year"));
        Scenario busier = new Scenario(
                "busier", OptionalDouble.of(1.0), OptionalDouble.empty(), OptionalInt.empty(), Optional.empty());
        compute(busier, Set.of("network_plan_year"));
        assertThat(plan(base("network_plan_year"))).containsExactlyInAnyOrderElementsOf(before);
        assertThat(in(of("network_plan_year", "busier"), "region_id", "technicians_needed"))
                .containsExactlyInAnyOrder(tuple("R1", "5"), tuple("R2", "15"));
        assertThat(compute(busier, Set.of("network_plan_year")))
                .as("the same question again is not computed again")
                .singleElement()
                .extracting(ComputedRun::goldVersion)
                .isEqualTo(new GoldTable(lake, CONTRACTS.gold("network_plan_year")).version());
    }

    @Test
    void theBasePlanComputedAnewLeavesScenariosAlone() {
        Scenario longer = new Scenario(
                "longer", OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.of(36), Optional.empty());
        compute(longer, Set.of("warranty_cost"));
        new Compute(lake, CONTRACTS, MEASURES, Progress.SILENT)
                .run(DAY, Set.of("warranty_cost"), true, "run", Timestamp.from(Instant.EPOCH));
        assertThat(in(of("warranty_cost", "longer"), "warranty_months"))
                .containsExactlyInAnyOrder(tuple("12"), tuple("24"), tuple("36"));
        assertThat(in(base("warranty_cost"), "warranty_months")).containsExactlyInAnyOrder(tuple("12"), tuple("24"));
    }

    @Test
    void aSalesPlanOfAScenarioReachesTheForecastAndWhatFollowsFromIt() {
        List<Tuple> before = plan(base("network_plan_year"));
        compute(boom("boom"), Set.of("network_plan_year"));
        assertThat(in(of("repair_forecast_month", "boom").filter(col("level").equalTo("region")), "region_id", "p80"))
                .containsExactlyInAnyOrder(tuple("R1", "800.0"), tuple("R1", "100.0"), tuple("R2", "1200.0"));
        assertThat(in(of("network_plan_year", "boom"), "region_id", "technicians_needed"))
                .containsExactlyInAnyOrder(tuple("R1", "16"), tuple("R2", "24"));
        assertThat(plan(base("network_plan_year"))).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void aScenarioOfTheForecastDoesNotMakeTheBasePlanComputeAgain() {
        compute(Scenario.BASE, Set.of());
        Map<String, Timestamp> before = finished(compute(Scenario.BASE, Set.of()));
        compute(boom("crowd"), Set.of("network_plan_year"));
        List<ComputedRun> after = new Compute(lake, CONTRACTS, MEASURES, Progress.SILENT)
                .run(DAY, Set.of(), false, "later", Timestamp.from(Instant.EPOCH.plusSeconds(60)));
        assertThat(finished(after)).isEqualTo(before);
        assertThat(new GoldTable(lake, CONTRACTS.gold("repair_forecast_month")).version(Scenario.BASE_NAME))
                .isLessThan(new GoldTable(lake, CONTRACTS.gold("repair_forecast_month")).version());
    }

    @Test
    void aDroppedScenarioIsGoneFromEveryTableAndComputedAnewWhenAskedForAgain() {
        List<Tuple> before = plan(base("network_plan_year"));
        compute(boom("passing"), Set.of("network_plan_year"));
        KeptScenarios scenarios = new KeptScenarios(lake, CONTRACTS);
        assertThat(scenarios.all())
                .filteredOn(kept -> kept.name().equals("passing"))
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.asOf()).hasToString("2026-10-31");
                    assertThat(kept.tables()).containsExactly("network_plan_year", "repair_forecast_month");
                    assertThat(kept.assumptions())
                            .containsExactly(new KeptScenarios.Assumed("sales plan boom.csv (a)", kept.tables()));
                });
        scenarios.drop("passing", "drop", Timestamp.from(Instant.EPOCH));
        assertThat(scenarios.all()).noneMatch(kept -> kept.name().equals("passing"));
        assertThat(plan(base("network_plan_year"))).containsExactlyInAnyOrderElementsOf(before);
        compute(boom("passing"), Set.of("network_plan_year"));
        assertThat(of("network_plan_year", "passing").count()).isEqualTo(2);
        scenarios.drop("passing", "drop", Timestamp.from(Instant.EPOCH));
    }

    @Test
    void aScenarioSaysWhatItAssumesTableByTableWhereThatDiffers() {
        compute(someScenario(), Set.of("network_plan_year"));
        Scenario other = new Scenario(
                "some", OptionalDouble.of(0.75), OptionalDouble.of(12), OptionalInt.of(36), Optional.empty());
        compute(other, Set.of("warranty_cost"));
        assertThat(new KeptScenarios(lake, CONTRACTS).all())
                .filteredOn(kept -> kept.name().equals("some"))
                .singleElement()
                .satisfies(kept -> assertThat(kept.assumptions())
                        .containsExactly(
                                new KeptScenarios.Assumed("utilisation 0.5", List.of("network_plan_year")),
                                new KeptScenarios.Assumed(
                                        "utilisation 0.75, on-site hours 12, warranty months 36",
                                        List.of("warranty_cost"))));
        new KeptScenarios(lake, CONTRACTS).drop("some", "drop", Timestamp.from(Instant.EPOCH));
    }

    @Test
    void aScenarioWhoseComputationIsOnNoRecordCanBeDroppedAllTheSame() {
        compute(boom("unbooked"), Set.of("network_plan_year"));
        lake.table(lake.ops("runs")).delete("table LIKE '%@unbooked'");
        KeptScenarios scenarios = new KeptScenarios(lake, CONTRACTS);

        KeptScenarios.Kept dropped = scenarios.drop("unbooked", "drop", Timestamp.from(Instant.EPOCH));

        assertThat(dropped.asOf()).isNull();
        assertThat(scenarios.all()).noneMatch(kept -> kept.name().equals("unbooked"));
    }

    @Test
    void aScenarioThatNobodyKeepsCannotBeDropped() {
        assertThatThrownBy(
                        () -> new KeptScenarios(lake, CONTRACTS).drop("never", "drop", Timestamp.from(Instant.EPOCH)))
                .isInstanceOf(AftercareException.class)
                .hasMessageContaining("never")
                .extracting("code")
                .isEqualTo(ErrorCode.UNKNOWN_SCENARIO);
    }

    private static Map<String, Timestamp> finished(List<ComputedRun> runs) {
        return runs.stream().collect(java.util.stream.Collectors.toMap(ComputedRun::table, ComputedRun::finishedAt));
    }

    @Test
    void withoutForecastAndRatesThePlansAreEmptyAndSayWhy() {
        TableInputs nothing = new TableInputs();
        assertThat(new NetworkPlanYear(POLICY).rows(nothing, DAY, Months.all()).isEmpty())
                .isTrue();
        assertThat(new OutletSite(POLICY).rows(nothing, DAY, Months.all()).isEmpty())
                .isTrue();
        assertThat(new WarrantyCost(POLICY).rows(nothing, DAY, Months.all()).isEmpty())
                .isTrue();
        assertThat(in(new PlanWarning().rows(nothing, DAY, Months.all()), "rule"))
                .containsExactly(tuple("no_forecast"), tuple("no_rates"));
    }

    @Test
    void aTableWithoutScenariosIsNotComputedUnderOne() {
        Compute compute = new Compute(
                lake,
                CONTRACTS,
                List.of(new aftercare.measure.dimensions.DimRegion()),
                Progress.SILENT,
                someScenario());
        assertThatThrownBy(() -> compute.run(DAY, Set.of("dim_region"), false, "run", Timestamp.from(Instant.EPOCH)))
                .isInstanceOf(AftercareException.class)
                .hasMessageContaining("dim_region")
                .hasMessageContaining("keeps no scenarios");
    }

    /** Twice the units planned for a month, and what is of no use: a month that has ended. */
    private static Scenario boom(String name) {
        Dataset<Row> rows = TableInputs.silverOf("sales_forecasts", """
                plan_id | model_id | region_id | month      | units | issued_on
                what if | M1       | R1        | 2027-07-01 | 800   | 2026-10-31
                what if | M1       | R1        | 2026-10-01 | 777   | 2026-10-31
                """);
        return new Scenario(
                name,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Optional.of(new Scenario.SalesPlan("boom.csv", "a", () -> rows)));
    }

    private static Scenario someScenario() {
        return new Scenario(
                "some", OptionalDouble.of(0.5), OptionalDouble.empty(), OptionalInt.empty(), Optional.empty());
    }

    private List<ComputedRun> compute(Scenario scenario, Set<String> only) {
        return new Compute(lake, CONTRACTS, MEASURES, Progress.SILENT, scenario)
                .run(DAY, only, false, "run", Timestamp.from(Instant.EPOCH));
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }

    private static List<Tuple> plan(Dataset<Row> rows) {
        return in(rows, CONTRACTS.gold("network_plan_year").sparkType().fieldNames());
    }

    private Dataset<Row> base(String table) {
        return of(table, Scenario.BASE_NAME);
    }

    private Dataset<Row> of(String table, String scenario) {
        return new GoldTable(lake, CONTRACTS.gold(table)).rowsOf(scenario);
    }

    private void silver(String source, String written) {
        TableInputs.silverOf(source, written)
                .coalesce(1)
                .write()
                .format("delta")
                .save(lake.silver(source).toString());
    }

    private void gold(String table, String written) {
        new GoldTable(lake, CONTRACTS.gold(table))
                .replace(WrittenTable.as(CONTRACTS.gold(table).sparkType(), written), Scenario.BASE_NAME);
    }

    /** A forecast that is easy to compute with: as many repairs in a month as units are planned to be sold in it. */
    private static final class PlannedSalesAsForecast implements Measure {
        @Override
        public String table() {
            return "repair_forecast_month";
        }

        @Override
        public List<String> sources() {
            return List.of("sales_forecasts");
        }

        @Override
        public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
            Dataset<Row> cells = inputs.silver("sales_forecasts")
                    .select("model_id", "region_id", "month", "units")
                    .withColumn("level", lit("model_region"));
            Dataset<Row> regions = cells.groupBy("region_id", "month")
                    .agg(sum("units").as("units"))
                    .withColumn("model_id", lit("all"))
                    .withColumn("level", lit("region"));
            Dataset<Row> rows = cells.unionByName(regions)
                    .withColumn("origin", lit(AsOf.date(asOf.month())))
                    .withColumn("expected_n", col("units"))
                    .withColumn("p80", col("units"));
            for (String name : CONTRACTS.gold(table()).sparkType().fieldNames()) {
                rows = List.of(rows.columns()).contains(name) ? rows : rows.withColumn(name, lit(null));
            }
            return rows;
        }
    }
}
