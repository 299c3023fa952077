package aftercare.measure;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.ColumnType;
import aftercare.contract.Contracts;
import aftercare.contract.GoldColumn;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.complaints.ComplaintDetail;
import aftercare.measure.complaints.ComplaintMonth;
import aftercare.measure.outlets.OutletKpiDetail;
import aftercare.measure.outlets.OutletKpiMonth;
import aftercare.measure.satisfaction.SatisfactionDetail;
import aftercare.measure.satisfaction.SatisfactionMonth;
import java.time.YearMonth;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables by outlet and category say the same as the ones by outlet, only finer. */
class DetailTablesTest {
    private static final AsOf DAY = asOf("2026-05-31");

    private static final String REPAIRS = """
            repair_id | outlet_id | model_id | service_type | serial_no | opened_at           | arrived_at          | completed_at        | cancelled_at        | outcome
            R1        | O1        | M1       | repair       | S1        | 2026-04-01 08:00:00 | 2026-04-02 08:00:00 | 2026-04-02 09:00:00 |                     | fixed
            R2        | O1        | M1       | repair       | S1        | 2026-04-20 08:00:00 | 2026-04-22 08:00:00 | 2026-04-22 09:00:00 |                     | not_fixed
            R3        | O1        | M2       | repair       | S2        | 2026-04-01 08:00:00 | 2026-04-01 09:00:00 | 2026-05-03 09:00:00 |                     | fixed
            R4        | O2        | M2       | repair       | S2        | 2026-05-09 08:00:00 | 2026-05-09 09:00:00 | 2026-05-10 09:00:00 |                     | fixed
            R5        | O1        | M9       | install      |           | 2026-04-05 08:00:00 |                     | 2026-04-06 08:00:00 |                     | unknown
            R6        | O1        | M1       | repair       | S3        | 2026-05-20 08:00:00 |                     |                     | 2026-05-20 09:00:00 |
            R7        | O2        | M1       | repair       |           | 2026-05-20 08:00:00 |                     |                     |                     |
            R8        | O3        | M1       | repair       |           | 2026-01-05 08:00:00 | 2026-01-05 09:00:00 | 2026-01-05 10:00:00 |                     | fixed
            """;
    private static final String CALLBACKS = """
            callback_id | repair_id | called_at           | result    | satisfaction | recommend
            B1          | R1        | 2026-04-03 08:00:00 | reached   | 5            | 10
            B2          | R2        | 2026-04-23 08:00:00 | reached   | 1            | 0
            B3          | R3        | 2026-05-04 08:00:00 | no_answer |              |
            B4          | R4        | 2026-05-29 08:00:00 | reached   | 3            |
            B5          | R5        | 2026-04-07 08:00:00 | reached   | 4            | 7
            B6          | R8        | 2026-01-06 08:00:00 | reached   | 5            | 9
            """;
    private static final String COMPLAINTS = """
            complaint_id | repair_id | outlet_id | model_id | cause | received_at         | resolved_at
            C1           | R2        |           |          | late  | 2026-04-23 08:00:00 | 2026-04-24 08:00:00
            C2           | R2        | O2        | M2       | late  | 2026-04-24 08:00:00 | 2026-04-30 08:00:00
            C3           |           |           |          |       | 2026-05-24 08:00:00 |
            C4           |           | O3        | M1       | fee   | 2026-01-10 08:00:00 | 2026-01-11 08:00:00
            """;

    private static TableInputs company;

    @BeforeAll
    static void aCompany() {
        company = company(REPAIRS, CALLBACKS, COMPLAINTS);
        company.withGold("complaint_detail", new ComplaintDetail(Contracts.load()).rows(company, DAY, Months.all()))
                .withGold(
                        "satisfaction_detail",
                        new SatisfactionDetail(Contracts.load()).rows(company, DAY, Months.all()))
                .withGold("outlet_kpi_detail", new OutletKpiDetail(Contracts.load()).rows(company, DAY, Months.all()));
    }

    @Test
    void satisfactionAddsUpToThatOfEachOutlet() {
        assertAddsUp("satisfaction_detail", ofOutlets(new SatisfactionMonth(Contracts.load())), "month", "outlet_id");
    }

    @Test
    void complaintsAddUpToThoseOfEachOutlet() {
        assertAddsUp(
                "complaint_detail", ofOutlets(new ComplaintMonth(Contracts.load())), "month", "outlet_id", "cause");
    }

    @Test
    void figuresAddUpToThoseOfEachOutletAndKeepItsRegion() {
        Dataset<Row> whole = new OutletKpiMonth(Contracts.load())
                .rows(company, DAY, Months.all())
                .filter("opened_n + completed_n + complaints_n + onsite_due_n > 0");

        assertAddsUp("outlet_kpi_detail", whole, "month", "outlet_id", "region_id");
    }

    @Test
    void eachOrderCountsForTheCategoryOfItsModelInTheMonthOfEachEvent() {
        assertThat(in(
                        company.gold("outlet_kpi_detail").filter("outlet_id = 'O1'"),
                        "month",
                        "region_id",
                        "category",
                        "onsite_due_n",
                        "completed_n",
                        "first_fix_provisional_n",
                        "complaints_n"))
                .containsExactlyInAnyOrder(
                        tuple("2026-04-01", "north", "fridge", "2", "2", "0", "1"),
                        tuple("2026-04-01", "north", "oven", "1", "0", "0", "0"),
                        tuple("2026-04-01", "north", "unknown", "0", "1", "0", "0"),
                        tuple("2026-05-01", "south", "oven", "0", "1", "0", "0"));
    }

    @Test
    void anOrderOfAnotherModelTouchesTheMonthOfAComplaintThatLeavesItsCategoryToIt() {
        TableInputs inputs = new TableInputs().withSilver("complaints", """
                complaint_id | repair_id | outlet_id | model_id | received_at
                C1           | R1        | O2        |          | 2026-02-10 08:00:00
                C2           | R1        | O2        | M2       | 2026-01-10 08:00:00
                """);
        WrittenChanges changes = new WrittenChanges(DAY).withNew("repairs", """
                repair_id | opened_at           | completed_at        | model_id
                R1        | 2025-11-20 08:00:00 | 2025-11-21 08:00:00 | M2
                """);

        Months touched = new OutletKpiDetail(Contracts.load()).touched(inputs, changes, DAY);

        assertThat(touched.some()).contains(YearMonth.of(2026, 2)).doesNotContain(YearMonth.of(2026, 1));
    }

    /** The law: old rows with the touched months computed anew are the rows computed from nothing. */
    @ParameterizedTest
    @MethodSource("measures")
    void recomputingTheTouchedMonthsGivesWhatAFullComputationGives(Measure measure) {
        AsOf next = asOf("2026-06-01");
        TableInputs is = company(
                REPAIRS.replace("R4        | O2        | M2", "R4        | O2        | M1")
                        .replace("not_fixed", "fixed"),
                CALLBACKS.replace("reached   | 3 ", "reached   | 5 "),
                COMPLAINTS.replace("2026-05-24 08:00:00 |", "2026-05-24 08:00:00 | 2026-05-30 08:00:00"));
        is.withGold("complaint_detail", new ComplaintDetail(Contracts.load()).rows(is, next, Months.all()));
        WrittenChanges changes = new WrittenChanges(DAY);
        for (String source : List.of("repairs", "callbacks", "complaints")) {
            changes.between(source, company.silver(source), is.silver(source));
        }

        Months touched = measure.touched(is, changes, next);
        Dataset<Row> was = company.gold(measure.table());
        Dataset<Row> updated =
                was.filter(not(touched.contain(col("month")))).unionByName(measure.rows(is, next, touched));
        List<Row> anew = rows(measure, measure.rows(is, next, Months.all()));

        assertThat(touched.some()).doesNotContain(YearMonth.of(2026, 1));
        assertThat(rows(measure, updated)).containsExactlyInAnyOrderElementsOf(anew);
        assertThat(rows(measure, was)).isNotEqualTo(anew);
    }

    private static List<Row> rows(Measure measure, Dataset<Row> rows) {
        return rows.selectExpr(
                        Contracts.load().gold(measure.table()).sparkType().fieldNames())
                .collectAsList();
    }

    static List<Measure> measures() {
        return List.of(
                new SatisfactionDetail(Contracts.load()),
                new OutletKpiDetail(Contracts.load()),
                new ComplaintDetail(Contracts.load()));
    }

    private static TableInputs company(String repairs, String callbacks, String complaints) {
        return new TableInputs()
                .withSilver("repairs", repairs)
                .withSilver("callbacks", callbacks)
                .withSilver("complaints", complaints)
                .withSilver("models", "model_id | category\nM1 | fridge\nM2 | oven\n")
                .withSilver("outlets", """
                        outlet_id | valid_from | region_id
                        O1        | 2020-01-01 | north
                        O1        | 2026-05-01 | south
                        """);
    }

    private static Dataset<Row> ofOutlets(Measure measure) {
        return measure.rows(company, DAY, Months.all())
                .filter("cut = 'outlet'")
                .withColumnRenamed("cut_id", "outlet_id");
    }

    private static void assertAddsUp(String detail, Dataset<Row> whole, String... members) {
        List<String> counts = Contracts.load().gold(detail).columns().stream()
                .filter(column -> column.type().kind() == ColumnType.Kind.LONG)
                .map(GoldColumn::name)
                .toList();
        Column[] by = java.util.Arrays.stream(members).map(name -> col(name)).toArray(Column[]::new);
        Column[] sums = counts.stream().map(name -> sum(col(name)).as(name)).toArray(Column[]::new);
        Dataset<Row> added =
                company.gold(detail).groupBy(by).agg(sums[0], java.util.Arrays.copyOfRange(sums, 1, sums.length));
        String[] columns = added.columns();

        assertThat(counts).hasSizeGreaterThan(2);
        assertThat(in(added, columns)).isNotEmpty().containsExactlyInAnyOrderElementsOf(in(whole, columns));
    }
}
