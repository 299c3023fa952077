package aftercare.measure.complaints;

import static aftercare.measure.Found.asOf;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.WrittenChanges;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComplaintInvalidationTest {
    private static final AsOf DAY = asOf("2026-05-10");

    @Test
    void nothingIsTouchedWhenNothingChanged() {
        assertThat(touched(new TableInputs(), new WrittenChanges(DAY), DAY).areNone())
                .isTrue();
    }

    @Test
    void aChangedComplaintTouchesItsMonthAndThoseOfComplaintsThatMayRepeatIt() {
        assertThat(touchedBy("C1 | 2026-02-10 08:00:00")).isEqualTo(months("2026-02", "2026-03"));
        assertThat(touchedBy("C1 | 2026-01-31 08:00:00")).isEqualTo(months("2026-01", "2026-02", "2026-03"));
        assertThat(touchedBy("C1 | 2026-03-01 00:00:00")).isEqualTo(months("2026-03", "2026-04"));
    }

    @Test
    void noMonthAfterTheAsOfDayIsTouched() {
        assertThat(touchedBy("C1 | 2026-05-02 08:00:00")).isEqualTo(months("2026-05"));
        assertThat(touchedBy("C1 | 2026-08-02 08:00:00")).isEmpty();
    }

    @Test
    void aChangedOrderTouchesTheMonthsOfTheComplaintsThatNameIt() {
        TableInputs inputs = new TableInputs().withSilver("complaints", """
                complaint_id | received_at         | repair_id
                C1           | 2026-02-10 08:00:00 | R1
                C2           | 2026-04-10 08:00:00 | R2
                """);
        WrittenChanges changes = new WrittenChanges(DAY).withNew("repairs", """
                repair_id | opened_at
                R1        | 2025-11-01 08:00:00
                """);
        assertThat(list(touched(inputs, changes, DAY))).isEqualTo(months("2026-02", "2026-03"));
    }

    @Test
    void changedOutletsAndModelsTouchAllMonths() {
        WrittenChanges outlets = new WrittenChanges(DAY).withNew("outlets", """
                outlet_id | valid_from
                O1        | 2026-01-01
                """);
        WrittenChanges models = new WrittenChanges(DAY).withNew("models", """
                model_id
                M1
                """);
        assertThat(touched(new TableInputs(), outlets, DAY).areAll()).isTrue();
        assertThat(touched(new TableInputs(), models, DAY).areAll()).isTrue();
    }

    @Test
    void aLaterDayTouchesTheMonthsOfComplaintsResolvedSinceAndAllMonthsBetween() {
        TableInputs inputs = new TableInputs().withSilver("complaints", """
                complaint_id | received_at         | resolved_at
                C1           | 2025-11-10 08:00:00 | 2026-03-11 00:00:00
                C2           | 2025-09-10 08:00:00 | 2026-03-10 23:59:59
                C3           | 2025-07-10 08:00:00 | 2026-05-11 00:00:00
                """);
        Months touched = touched(inputs, new WrittenChanges(asOf("2026-03-10")), DAY);
        assertThat(list(touched)).contains(YearMonth.of(2025, 11)).containsAll(months("2026-03", "2026-04", "2026-05"));
        assertThat(list(touched)).doesNotContain(YearMonth.of(2025, 9), YearMonth.of(2025, 7));
    }

    @Test
    void anEarlierDayTouchesTheMonthsThatItNoLongerSees() {
        Months touched = touched(new TableInputs(), new WrittenChanges(asOf("2026-07-01")), DAY);
        assertThat(list(touched)).isEqualTo(months("2026-05", "2026-06", "2026-07"));
    }

    @Test
    void anOrderOpenedSinceTouchesTheMonthOfAnEarlierComplaintThatNamesIt() {
        TableInputs inputs = new TableInputs().withSilver("complaints", """
                        complaint_id | received_at         | repair_id
                        C1           | 2026-01-05 08:00:00 | R1
                        """).withSilver("repairs", """
                        repair_id | opened_at
                        R1        | 2026-05-10 08:00:00
                        """);
        assertThat(list(touched(inputs, new WrittenChanges(asOf("2026-05-09")), DAY)))
                .isEqualTo(months("2026-01", "2026-02", "2026-05"));
    }

    private static List<YearMonth> touchedBy(String complaint) {
        WrittenChanges changes =
                new WrittenChanges(DAY).withNew("complaints", "complaint_id | received_at\n" + complaint);
        return list(touched(new TableInputs(), changes, DAY));
    }

    private static Months touched(TableInputs inputs, WrittenChanges changes, AsOf asOf) {
        return new ComplaintMonth(Contracts.load()).touched(inputs, changes, asOf);
    }

    private static List<YearMonth> list(Months months) {
        return List.copyOf(months.some());
    }

    private static List<YearMonth> months(String... months) {
        return Stream.of(months).map(YearMonth::parse).toList();
    }
}
