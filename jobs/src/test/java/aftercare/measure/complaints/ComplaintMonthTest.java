package aftercare.measure.complaints;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ComplaintMonthTest {
    private static final AsOf DAY = asOf("2026-05-10");

    private static final String REPAIRS = """
            repair_id | outlet_id | model_id | service_type | region_id | technician_id | opened_at
            R1        | O1        | M1       | repair       |           | T1            | 2026-02-01 09:00:00
            R2        | O1        | M1       | install      | west      |               | 2026-02-01 09:00:00
            R3        | O1        | M1       | repair       |           | T1            | 2026-05-11 00:00:00
            """;

    private static final String OUTLETS = """
            outlet_id | valid_from | region_id
            O1        | 2026-01-01 | north
            O1        | 2026-03-01 | south
            O2        | 2026-01-01 | east
            """;

    @Test
    void theColumnsAreThoseOfTheContractInNameAndType() {
        assertThat(typesOf(of(new TableInputs()).schema()))
                .isEqualTo(typesOf(Contracts.load().gold("complaint_month").sparkType()));
    }

    @Test
    void aComplaintWithoutOutletCountsForTheOutletOfItsRepair() {
        assertThat(members("outlet", """
                complaint_id | received_at         | repair_id | outlet_id
                C1           | 2026-04-01 08:00:00 | R1        |
                C2           | 2026-04-01 08:00:00 | R1        | O2
                C3           | 2026-04-01 08:00:00 |           |
                """))
                .containsExactlyInAnyOrder(tuple("O1", "1"), tuple("O2", "1"), tuple("unknown", "1"));
    }

    @Test
    void aComplaintCountsForTheServiceTypeTechnicianAndCategoryOfItsRepair() {
        String complaint = """
                complaint_id | received_at         | repair_id
                C1           | 2026-04-01 08:00:00 | R1
                """;
        assertThat(members("service_type", complaint)).containsExactly(tuple("repair", "1"));
        assertThat(members("technician", complaint)).containsExactly(tuple("T1", "1"));
        assertThat(members("model", complaint)).containsExactly(tuple("M1", "1"));
        assertThat(members("category", complaint)).containsExactly(tuple("fridge", "1"));
    }

    @Test
    void theRegionIsTheComplaintsOwnElseThatOfItsOrderElseThatOfItsOutletWhenReceived() {
        assertThat(regionOf("C1 | 2026-04-01 08:00:00 | R2 | O2 | home")).isEqualTo("home");
        assertThat(regionOf("C1 | 2026-04-01 08:00:00 | R2 | O2 |")).isEqualTo("west");
        assertThat(regionOf("C1 | 2026-04-01 08:00:00 |    | O1 |")).isEqualTo("south");
        assertThat(regionOf("C1 | 2026-04-01 08:00:00 |    | O9 |")).isEqualTo("unknown");
    }

    @Test
    void theRegionOfAnOrderThatNamesNoneIsThatOfItsOutletWhenItWasOpened() {
        assertThat(regionOf("C1 | 2026-04-01 08:00:00 | R1 | O2 |")).isEqualTo("north");
    }

    @Test
    void anOrderThatIsNotSeenYetSaysNothing() {
        assertThat(members("outlet", """
                complaint_id | received_at         | repair_id
                C1           | 2026-05-10 08:00:00 | R3
                """)).containsExactly(tuple("unknown", "1"));
    }

    @Test
    void aComplaintWithoutCauseIsOther() {
        assertThat(company("""
                complaint_id | received_at         | cause
                C1           | 2026-04-01 08:00:00 |
                C2           | 2026-04-01 08:00:00 | other
                C3           | 2026-04-01 08:00:00 | fee
                """, "month", "cause", "received_n"))
                .containsExactlyInAnyOrder(tuple("2026-04-01", "other", "2"), tuple("2026-04-01", "fee", "1"));
    }

    @Test
    void aComplaintReceivedAfterTheAsOfDayIsNotSeenAndALaterResolutionHasNotHappened() {
        assertThat(company("""
                complaint_id | received_at         | resolved_at
                C1           | 2026-05-10 23:59:59 | 2026-05-11 00:00:00
                C2           | 2026-05-10 12:00:00 | 2026-05-10 23:59:59
                C3           | 2026-05-11 00:00:00 | 2026-05-11 00:00:00
                """, "received_n", "resolved_n", "open_n")).containsExactly(tuple("2", "1", "1"));
    }

    @Test
    void seventyTwoHoursAreInTimeAndASecondMoreIsNot() {
        assertThat(company("""
                complaint_id | received_at         | resolved_at
                C1           | 2026-04-01 08:00:00 | 2026-04-04 08:00:00
                C2           | 2026-04-01 08:00:00 | 2026-04-04 08:00:01
                """, "on_time_n", "resolved_n", "on_time_rate")).containsExactly(tuple("1", "2", "0.5"));
    }

    @Test
    void aMonthWithoutResolutionHasNoRateAndNoDuration() {
        assertThat(company("""
                complaint_id | received_at
                C1           | 2026-04-01 08:00:00
                """, "on_time_rate", "hours_to_resolve_p50", "hours_to_resolve_p90"))
                .containsExactly(tuple(null, null, null));
    }

    @Test
    void aPercentileIsTheSmallestDurationThatEnoughComplaintsDoNotExceed() {
        StringBuilder written = new StringBuilder("complaint_id | received_at | resolved_at\n");
        for (int hours = 10; hours >= 1; hours--) {
            written.append("C%d | 2026-04-01 00:00:00 | 2026-04-01 %02d:00:00%n".formatted(hours, hours));
        }
        assertThat(company(written.toString(), "hours_to_resolve_p50", "hours_to_resolve_p90"))
                .containsExactly(tuple("5.0", "9.0"));
        written.append("C11 | 2026-04-01 00:00:00 | 2026-04-01 11:00:00\n");
        assertThat(company(written.toString(), "hours_to_resolve_p50", "hours_to_resolve_p90"))
                .containsExactly(tuple("6.0", "10.0"));
    }

    @Test
    void aComplaintReopenedSeveralTimesCountsOnce() {
        assertThat(company("""
                complaint_id | received_at         | reopened
                C1           | 2026-04-01 08:00:00 | 3
                C2           | 2026-04-01 08:00:00 | 0
                C3           | 2026-04-01 08:00:00 |
                """, "reopened_n")).containsExactly(tuple("1"));
    }

    @Test
    void aSecondComplaintAboutAnOrderWithinThirtyDaysIsARepeat() {
        assertThat(company("""
                complaint_id | received_at         | repair_id
                C1           | 2026-04-01 08:00:00 | R1
                C2           | 2026-05-01 08:00:00 | R1
                """, "month", "repeat_n"))
                .containsExactlyInAnyOrder(tuple("2026-04-01", "0"), tuple("2026-05-01", "1"));
        assertThat(company("""
                complaint_id | received_at         | repair_id
                C1           | 2026-04-01 08:00:00 | R1
                C2           | 2026-05-01 08:00:01 | R1
                """, "month", "repeat_n"))
                .containsExactlyInAnyOrder(tuple("2026-04-01", "0"), tuple("2026-05-01", "0"));
    }

    @Test
    void ofTwoComplaintsReceivedAtOnceTheLaterNumberRepeatsTheOther() {
        assertThat(company("""
                complaint_id | received_at         | repair_id | cause
                C2           | 2026-04-01 08:00:00 | R1        | fee
                C1           | 2026-04-01 08:00:00 | R1        | late
                """, "cause", "repeat_n")).containsExactlyInAnyOrder(tuple("fee", "1"), tuple("late", "0"));
    }

    @Test
    void aComplaintAboutNoOrderRepeatsAnEarlierOneOfTheSameCustomerAboutTheSameModel() {
        assertThat(company("""
                complaint_id | received_at         | repair_id | customer_id | model_id | cause
                C1           | 2026-04-01 08:00:00 | R1        | K1          |          | late
                C2           | 2026-04-02 08:00:00 |           | K1          | M1       | fee
                C3           | 2026-04-03 08:00:00 |           | K1          | M2       | parts
                C4           | 2026-04-03 08:00:00 |           | K2          | M1       | attitude
                """, "cause", "repeat_n"))
                .containsExactlyInAnyOrder(
                        tuple("late", "0"), tuple("fee", "1"), tuple("parts", "0"), tuple("attitude", "0"));
    }

    @Test
    void aComplaintAboutAnOrderRepeatsNoneAboutAnother() {
        assertThat(company("""
                complaint_id | received_at         | repair_id | customer_id | cause
                C1           | 2026-04-01 08:00:00 | R1        | K1          | late
                C2           | 2026-04-02 08:00:00 | R2        | K1          | fee
                """, "cause", "repeat_n")).containsExactlyInAnyOrder(tuple("late", "0"), tuple("fee", "0"));
    }

    @Test
    void complaintsOfNobodyKnownRepeatNothing() {
        assertThat(company("""
                complaint_id | received_at         | customer_id | model_id
                C1           | 2026-04-01 08:00:00 |             | M1
                C2           | 2026-04-02 08:00:00 |             | M1
                C3           | 2026-04-01 08:00:00 | K1          |
                C4           | 2026-04-02 08:00:00 | K1          |
                """, "repeat_n")).containsExactly(tuple("0"));
    }

    @Test
    void onlyTheMonthsAskedForAreComputedAndStillLookBackBeyondTheMonthBefore() {
        TableInputs inputs = inputs("""
                complaint_id | received_at         | repair_id
                C1           | 2026-01-31 08:00:00 | R1
                C2           | 2026-03-01 08:00:00 | R1
                C3           | 2026-04-01 08:00:00 | R1
                """);
        Dataset<Row> rows = new ComplaintMonth(Contracts.load())
                .rows(inputs, DAY, Months.of(List.of(YearMonth.of(2026, 3), YearMonth.of(2026, 5))));
        assertThat(in(rows.filter(col("cut").equalTo("company")), "month", "repeat_n"))
                .containsExactly(tuple("2026-03-01", "1"));
    }

    @Test
    void theMembersOfEachCutAddUpToTheCompany() {
        Dataset<Row> rows = of(inputs("""
                complaint_id | received_at         | repair_id | outlet_id
                C1           | 2026-04-01 08:00:00 | R1        |
                C2           | 2026-04-01 08:00:00 | R1        | O2
                C3           | 2026-04-02 08:00:00 |           |
                C4           | 2026-04-03 08:00:00 | R2        |
                """));
        assertThat(in(
                        rows.groupBy("cut")
                                .agg(org.apache
                                        .spark
                                        .sql
                                        .functions
                                        .sum("received_n")
                                        .as("n")),
                        "cut",
                        "n"))
                .containsExactlyInAnyOrder(
                        tuple("company", "4"),
                        tuple("region", "4"),
                        tuple("outlet", "4"),
                        tuple("model", "4"),
                        tuple("category", "4"),
                        tuple("service_type", "4"),
                        tuple("technician", "4"));
    }

    private static String regionOf(String complaint) {
        List<Tuple> regions =
                members("region", "complaint_id | received_at | repair_id | outlet_id | region_id\n" + complaint);
        assertThat(regions).hasSize(1);
        return (String) regions.get(0).toList().get(0);
    }

    private static List<Tuple> members(String cut, String complaints) {
        return in(of(inputs(complaints)).filter(col("cut").equalTo(cut)), "cut_id", "received_n");
    }

    private static List<Tuple> company(String complaints, String... columns) {
        Dataset<Row> rows = of(inputs(complaints)).filter(col("cut").equalTo("company"));
        assertThat(in(rows, "cut_id")).containsOnly(tuple("all"));
        return in(rows, columns);
    }

    private static TableInputs inputs(String complaints) {
        return new TableInputs()
                .withSilver("complaints", complaints)
                .withSilver("repairs", REPAIRS)
                .withSilver("outlets", OUTLETS)
                .withSilver("models", """
                        model_id | category
                        M1       | fridge
                        """);
    }

    private static Dataset<Row> of(TableInputs inputs) {
        return new ComplaintMonth(Contracts.load()).rows(inputs, DAY, Months.all());
    }

    private static Map<String, DataType> typesOf(StructType type) {
        return Stream.of(type.fields()).collect(Collectors.toMap(StructField::name, StructField::dataType));
    }
}
