package aftercare.measure.facts;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.DefaultStandards;
import aftercare.contract.Standard;
import aftercare.measure.TableInputs;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardsTest {
    private static final Standards STANDARDS = new Standards(
            DefaultStandards.of(List.of()),
            List.of(
                    standard("all", "all", "1970-01-01", 0.1),
                    standard("all", "all", "2026-03-10", 0.2),
                    standard("category", "fridge", "1970-01-01", 0.3),
                    standard("tier", "A", "1970-01-01", 0.4),
                    standard("region", "north", "2026-02-01", 0.5),
                    standard("outlet", "O1", "2026-03-01", 0.6)));

    @Test
    void theMostSpecificOfThoseInForceCounts() {
        assertThat(target("2026-03-01", new Standards.Member("O1", "north", "A", "fridge")))
                .isEqualTo(0.6);
        assertThat(target("2026-02-28", new Standards.Member("O1", "north", "A", "fridge")))
                .isEqualTo(0.5);
        assertThat(target("2026-01-31", new Standards.Member("O1", "north", "A", "fridge")))
                .isEqualTo(0.4);
        assertThat(target("2026-01-31", new Standards.Member("O1", "north", "B", "fridge")))
                .isEqualTo(0.3);
        assertThat(target("2026-01-31", Standards.Member.COMPANY)).isEqualTo(0.1);
    }

    @Test
    void aVersionCountsFromItsFirstDay() {
        assertThat(target("2026-03-09", Standards.Member.COMPANY)).isEqualTo(0.1);
        assertThat(target("2026-03-10", Standards.Member.COMPANY)).isEqualTo(0.2);
        assertThat(STANDARDS.beginnings("m")).contains(LocalDate.of(2026, 3, 10), LocalDate.of(2026, 2, 1));
    }

    @Test
    void whatWasNeverSetHasNoStandard() {
        assertThat(STANDARDS.inForce("other", LocalDate.of(2026, 1, 1), Standards.Member.COMPANY))
                .isEmpty();
        assertThat(STANDARDS.inForce("m", LocalDate.of(1969, 12, 31), Standards.Member.COMPANY))
                .isEmpty();
    }

    @Test
    void aRowOfTheSourceTakesThePlaceOfTheShippedStandardFromTheSameDay() {
        TableInputs inputs = new TableInputs().withSilver("standards", """
                metric | scope | scope_id | valid_from | target | floor
                m      | all   | all      | 1970-01-01 | 0.7    |
                """);
        Standards standards =
                Standards.of(DefaultStandards.of(List.of(standard("all", "all", "1970-01-01", 0.1))), inputs);

        assertThat(standards.inForce("m", LocalDate.of(2026, 1, 1), Standards.Member.COMPANY))
                .hasValueSatisfying(standard -> {
                    assertThat(standard.target()).isEqualTo(0.7);
                    assertThat(standard.floor()).isNull();
                });
    }

    private static double target(String day, Standards.Member member) {
        return STANDARDS
                .inForce("m", LocalDate.parse(day), member)
                .orElseThrow()
                .target();
    }

    private static Standard standard(String scope, String id, String from, double target) {
        return new Standard("m", scope, id, LocalDate.parse(from), target, null);
    }
}
