package aftercare.measure.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.table.SatisfactionDriverTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class DriverWindowTest {
    private static final int MONTH = 2026 * 12 + 4;
    private static final int FEWEST = 20;

    private final List<Cell> cells = new ArrayList<>();

    private void add(long rated, long satisfied, Map<Driver, Integer> levels) {
        long all = levels.entrySet().stream()
                .mapToLong(level -> level.getKey().place() * level.getValue())
                .sum();
        cells.add(new Cell(MONTH, "M1", "O1", "R1", "fridge", "repair", 1, all, rated, rated, satisfied, null, null));
    }

    private SatisfactionDriverTable.Values found(Driver driver) {
        return rows().stream()
                .filter(row -> row.driver().equals(driver.code()))
                .findFirst()
                .orElseThrow();
    }

    private List<SatisfactionDriverTable.Values> rows() {
        return new DriverWindow("outlet", "O1", MONTH, 1, cells, FEWEST)
                .rows().stream()
                        .map((Row row) -> SatisfactionDriverTable.of(row))
                        .toList();
    }

    @Test
    void complaintsOfTheDissatisfiedDoNotTakeFromWhatTheyComplainAbout() {
        add(15, 15, Map.of(Driver.LATE_ON_SITE, Driver.EXPOSED));
        add(15, 0, Map.of(Driver.LATE_ON_SITE, Driver.EXPOSED, Driver.COMPLAINT_LATE, Driver.ABSENT));
        add(54, 54, Map.of(Driver.LATE_ON_SITE, Driver.ABSENT));
        add(6, 0, Map.of(Driver.LATE_ON_SITE, Driver.ABSENT, Driver.COMPLAINT_LATE, Driver.ABSENT));

        assertThat(found(Driver.LATE_ON_SITE).effect()).isCloseTo(0.5 - 0.9, within(0.005));
    }

    @Test
    void theHandlingOfComplaintsIsJudgedAmongComplaints() {
        add(900, 880, Map.of(Driver.LATE_ON_SITE, Driver.ABSENT));
        add(40, 16, Map.of(Driver.LATE_ON_SITE, Driver.ABSENT, Driver.COMPLAINT_LATE, Driver.ABSENT));
        add(40, 8, Map.of(Driver.LATE_ON_SITE, Driver.ABSENT, Driver.COMPLAINT_LATE, Driver.EXPOSED));

        SatisfactionDriverTable.Values late = found(Driver.COMPLAINT_LATE);
        assertThat(late.unexposedN()).isEqualTo(40);
        assertThat(late.effect()).isCloseTo(0.2 - 0.4, within(0.01));
    }

    @Test
    void ofTwoDriversEachHasItsPartOfTheOrdersInWhichTheyMeet() {
        add(100, 90, Map.of(Driver.LATE_ON_SITE, Driver.ABSENT, Driver.NOT_FIXED, Driver.ABSENT));
        add(100, 60, Map.of(Driver.LATE_ON_SITE, Driver.EXPOSED, Driver.NOT_FIXED, Driver.ABSENT));
        add(100, 60, Map.of(Driver.LATE_ON_SITE, Driver.ABSENT, Driver.NOT_FIXED, Driver.EXPOSED));
        // By odds of 9, and 1/6 of them for each driver: 1/4, so a fifth.
        add(100, 20, Map.of(Driver.LATE_ON_SITE, Driver.EXPOSED, Driver.NOT_FIXED, Driver.EXPOSED));

        SatisfactionDriverTable.Values late = found(Driver.LATE_ON_SITE);
        SatisfactionDriverTable.Values notFixed = found(Driver.NOT_FIXED);
        assertThat(late.effect()).isCloseTo(-(0.3 + 0.4) / 2, within(0.001));
        assertThat(late.shareOfLoss()).isCloseTo(0.5, within(1e-9));
        assertThat(notFixed.shareOfLoss()).isCloseTo(0.5, within(1e-9));
        // Of 170 unsatisfied 30 and 30 are one driver's alone; where both meet, 70 would be satisfied, half of them
        // each.
        assertThat(late.shareOfUnsatisfied()).isCloseTo((30 + 35) / 170.0, within(0.001));
        // Removed alone, a driver wins more than its part: what both lose together is won only once.
        assertThat(late.lostN()).isCloseTo(70, within(0.2));
    }

    @Test
    void aDriverWithWhichCustomersAreMoreSatisfiedCostsNothing() {
        add(100, 60, Map.of(Driver.LATE_ON_SITE, Driver.ABSENT));
        add(100, 90, Map.of(Driver.LATE_ON_SITE, Driver.EXPOSED));

        SatisfactionDriverTable.Values late = found(Driver.LATE_ON_SITE);
        assertThat(late.effect()).isPositive();
        assertThat(late.lostN()).isNegative();
        assertThat(late.shareOfLoss()).isNull();
    }
}
