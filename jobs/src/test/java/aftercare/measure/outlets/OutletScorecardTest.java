package aftercare.measure.outlets;

import static aftercare.measure.Found.asOf;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Contracts;
import aftercare.contract.Rules;
import aftercare.contract.Scorecard;
import aftercare.measure.TableInputs;
import aftercare.measure.WrittenChanges;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.VisitPromise;
import aftercare.measure.satisfaction.SatisfactionMonth;
import java.sql.Date;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * The scorecard's tables on a small company: they rest on the figures of the tables before them, and months can be
 * updated by themselves.
 */
class OutletScorecardTest {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final LocalDateTime START = LocalDate.of(2026, 1, 1).atStartOfDay();
    private static final int ORDERS = 700;
    private static final Scorecard SCORECARD = Scorecard.load();
    private static final OutletKpiExpected KPIS = new OutletKpiExpected(Contracts.load());

    @Test
    void recomputingTheTouchedMonthsGivesWhatAFullComputationGives() {
        AsOf before = asOf("2026-08-20");
        AsOf after = asOf("2026-08-27");
        TableInputs was = withFigures(company(-1), before);
        TableInputs is = withFigures(company(77), after);
        WrittenChanges changes = new WrittenChanges(before);
        for (String source : List.of("repairs", "callbacks", "complaints")) {
            changes.between(source, was.silver(source), is.silver(source));
        }

        Months touched = KPIS.touched(is, changes, after);
        Dataset<Row> kept = KPIS.rows(was, before, Months.all()).filter(not(touched.contain(col("month"))));
        List<Row> updated = kept.unionByName(KPIS.rows(is, after, touched)).collectAsList();
        List<Row> anew = KPIS.rows(is, after, Months.all()).collectAsList();

        assertThat(touched.some()).hasSizeLessThan(7);
        assertThat(anew).hasSizeGreaterThan(40);
        assertThat(updated).containsExactlyInAnyOrderElementsOf(anew);

        agreesWithTheFiguresOfItsOwnTables(is, anew);
        whatIsExpectedOfAllOutletsIsWhatTheyHave(anew);
        everyOutletOfAMonthIsAdvisedOnOnce(is, after);
    }

    private static void agreesWithTheFiguresOfItsOwnTables(TableInputs inputs, List<Row> kpis) {
        Row march = inputs.gold("outlet_kpi_month")
                .filter("outlet_id = 'O1' and month = '2026-03-01'")
                .first();
        Row firstFix = kpis.stream()
                .filter(row -> row.getDate(0).toString().equals("2026-03-01")
                        && row.getString(1).equals("O1")
                        && row.getString(2).equals("first_fix_rate"))
                .findFirst()
                .orElseThrow();
        assertThat(firstFix.getLong(4)).isEqualTo(march.<Long>getAs("first_fix_n"));
        assertThat(firstFix.getLong(5)).isEqualTo(march.<Long>getAs("first_fix_d"));
        assertThat(kpis.stream()
                        .filter(row -> row.getString(2).equals("severe_complaints_per_1000"))
                        .mapToLong(row -> row.getLong(4))
                        .sum())
                .isEqualTo(inputs.silver("complaints")
                        .filter("severity = 3 and received_at < '2026-08-28'")
                        .count());
    }

    /**
     * Outlet by outlet more or less is expected; together it is what the company has, but for what is drawn to
     * categories and regions.
     */
    private static void whatIsExpectedOfAllOutletsIsWhatTheyHave(List<Row> kpis) {
        for (String metric : List.of("first_fix_rate", "onsite_rate", "fixed_rate", "satisfaction_rate")) {
            List<Row> compared = kpis.stream()
                    .filter(row -> row.getString(2).equals(metric) && row.<Double>getAs("mix_rate") != null)
                    .toList();
            double orders = compared.stream().mapToLong(row -> row.getLong(5)).sum();
            double had = compared.stream().mapToLong(row -> row.getLong(4)).sum();
            double expected = compared.stream()
                    .mapToDouble(row -> row.<Double>getAs("mix_rate") * row.getLong(5))
                    .sum();
            assertThat(orders).as(metric).isGreaterThan(100);
            assertThat(expected / orders).as(metric).isCloseTo(had / orders, within(0.05));
        }
    }

    @Test
    void whatIsExpectedOfAnOutletIsTheSumOfTheRatesOfItsOrders() {
        AsOf asOf = asOf("2026-08-27");
        TableInputs inputs = company(77);
        Map<String, String> categories = Map.of("M0", "fridge", "M1", "stove");
        List<Integer> bands = SCORECARD.ageBandsMonths();
        CaseMix mix = new CaseMix(
                inputs.silver("repairs"),
                asOf,
                Months.all(),
                bands,
                VisitPromise.onSite(Rules.load()),
                FirstFix.of(Rules.load()));
        int fixed = StratumRates.RATED.indexOf(Kpi.FIXED);
        Map<String, Double> expected = new TreeMap<>();
        for (Row row :
                mix.expected(inputs.spark(), mix.rates(categories, List.of())).collectAsList()) {
            double sum = row.<Long>getList(2).get(2 * fixed) / CaseMix.PARTS;
            expected.merge(row.getDate(0) + " " + row.getString(1), sum, Double::sum);
        }

        // The same order by order.
        List<Row> known = inputs.silver("repairs")
                .filter("completed_at < '2026-08-28'")
                .select(
                        col("outlet_id"),
                        col("model_id"),
                        col("service_type"),
                        col("outcome"),
                        col("opened_at").cast("string"),
                        col("sold_on"),
                        Months.of(col("completed_at")))
                .collectAsList();
        Map<Date, StratumRates> rates = new TreeMap<>();
        for (Row order : known) {
            long isFixed = order.getString(3).equals("fixed") ? 1 : 0;
            rates.computeIfAbsent(order.getDate(6), none -> new StratumRates(categories))
                    .add(stratum(order, bands), new long[] {0, 0, isFixed}, new long[] {0, 0, 1});
        }
        Map<String, Double> computed = new TreeMap<>();
        for (Row order : known) {
            double rate = rates.get(order.getDate(6)).rates().get(stratum(order, bands))[fixed];
            computed.merge(order.getDate(6) + " " + order.getString(0), rate, Double::sum);
        }
        assertThat(computed).hasSizeGreaterThan(25);
        computed.forEach(
                (outlet, sum) -> assertThat(expected.get(outlet)).as(outlet).isCloseTo(sum, within(1e-8)));
    }

    private static StratumRates.Stratum stratum(Row order, List<Integer> bands) {
        LocalDate sold = order.getDate(5).toLocalDate();
        LocalDateTime opened = LocalDateTime.parse(order.getString(4), FORM);
        int band = (int) bands.stream()
                .filter(months -> !opened.isBefore(sold.plusMonths(months).atStartOfDay()))
                .count();
        return new StratumRates.Stratum(
                order.getString(1), band + (order.getString(2).equals("repair") ? 0 : bands.size() + 2));
    }

    private static void everyOutletOfAMonthIsAdvisedOnOnce(TableInputs inputs, AsOf asOf) {
        inputs.withGold("outlet_kpi_expected", KPIS.rows(inputs, asOf, Months.all()));
        inputs.withGold(
                "outlet_scorecard_kpi", new OutletScorecardKpi(Contracts.load()).rows(inputs, asOf, Months.all()));
        List<Row> advised = new OutletScorecardMonth(Contracts.load())
                .rows(inputs, asOf, Months.all())
                .collectAsList();
        assertThat(advised).hasSize((int)
                inputs.gold("outlet_kpi_month").filter("outlet_id <> 'unknown'").count());
        assertThat(advised)
                .allSatisfy(row -> assertThat(row.<String>getAs("reasons")).isNotBlank())
                .filteredOn(row -> row.<Long>getAs("pooled_completed_n") < 30)
                .allSatisfy(row -> {
                    assertThat(row.<Double>getAs("score")).isNull();
                    assertThat(row.<String>getAs("recommendation")).isIn("keep", "watch");
                });
        assertThat(advised)
                .filteredOn(row -> row.<Double>getAs("score") != null)
                .isNotEmpty()
                .allSatisfy(
                        row -> assertThat(row.<Integer>getAs("rank_in_region")).isPositive());
    }

    private static TableInputs withFigures(TableInputs inputs, AsOf asOf) {
        for (Measure measure : List.of(new OutletKpiMonth(Contracts.load()), new SatisfactionMonth(Contracts.load()))) {
            inputs.withGold(measure.table(), measure.rows(inputs, asOf, Months.all()));
        }
        return inputs;
    }

    /**
     * Eight months of orders at four outlets; one order with its callback and complaint differs from those drawn for
     * change -1.
     */
    private static TableInputs company(int change) {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder repairs = new StringBuilder(
                "repair_id|outlet_id|model_id|service_type|opened_at|arrived_at|completed_at|outcome|serial_no|sold_on\n");
        StringBuilder callbacks = new StringBuilder("callback_id|repair_id|called_at|result|satisfaction\n");
        StringBuilder complaints = new StringBuilder("complaint_id|received_at|repair_id|severity\n");
        for (int i = 0; i < ORDERS; i++) {
            SplittableRandom order = random.split();
            SplittableRandom drawn = i == change ? order.split() : order;
            LocalDateTime opened = START.plusMinutes(drawn.nextInt(236 * 24 * 60));
            LocalDateTime arrived = opened.plusHours(drawn.nextInt(30));
            LocalDateTime completed = arrived.plusHours(drawn.nextInt(100));
            repairs.append("R" + i + "|O" + (drawn.nextInt(10) < 7 ? 1 : 1 + drawn.nextInt(4)) + "|M" + drawn.nextInt(2)
                    + "|" + (drawn.nextInt(4) == 0 ? "install" : "repair") + "|" + FORM.format(opened) + "|"
                    + FORM.format(arrived) + "|" + FORM.format(completed) + "|"
                    + (drawn.nextInt(12) == 0 ? "not_fixed" : "fixed") + "|S" + drawn.nextInt(300) + "|"
                    + opened.toLocalDate().minusDays(drawn.nextInt(2000)) + "\n");
            callbacks.append("B" + i + "|R" + i + "|" + FORM.format(completed.plusHours(drawn.nextInt(150)))
                    + "|reached|" + (1 + drawn.nextInt(5)) + "\n");
            if (drawn.nextInt(8) == 0) {
                complaints.append("K" + i + "|" + FORM.format(completed.plusHours(20)) + "|R" + i + "|"
                        + (1 + drawn.nextInt(3)) + "\n");
            }
        }
        return new TableInputs()
                .withSilver("repairs", repairs.toString())
                .withSilver("callbacks", callbacks.toString())
                .withSilver("complaints", complaints.toString())
                .withSilver("models", "model_id | category\nM0 | fridge\nM1 | stove\n")
                .withSilver("outlets", """
                        outlet_id | valid_from | region_id | status
                        O1        | 2025-01-01 | north     | active
                        O2        | 2025-01-01 | north     | active
                        O3        | 2025-01-01 | south     | active
                        O4        | 2025-01-01 | south     | active
                        """);
    }
}
