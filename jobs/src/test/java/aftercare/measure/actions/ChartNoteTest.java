package aftercare.measure.actions;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import org.junit.jupiter.api.Test;

class ChartNoteTest {
    @Test
    void notesOfDaysUpToTheAsOfDayAreShownWithTheirMonth() {
        TableInputs inputs = new TableInputs().withSilver("notes", """
                noted_on   | cut     | cut_id | metric          | text            | rebase
                2026-10-31 | company | all    | first_fix_rate  | New warehouse   | 1
                2026-11-01 | outlet  | O1     | all             | Moved           | 0
                """);

        assertThat(in(
                        new ChartNote().rows(inputs, asOf("2026-10-31"), Months.all()),
                        "noted_on",
                        "month",
                        "metric",
                        "note",
                        "rebase"))
                .containsExactly(tuple("2026-10-31", "2026-10-01", "first_fix_rate", "New warehouse", "true"));
    }
}
