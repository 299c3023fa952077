package aftercare.measure.training;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.ChangedRules;
import aftercare.contract.Rules;
import aftercare.measure.TableInputs;
import aftercare.measure.api.AsOf;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangedVisitTest {
    @Test
    void jobsAreJudgedByThePromiseOfTheirDay() {
        AsOf day = asOf("2026-08-31");
        Rules rules = ChangedRules.visitsWithinTwelveHours(day.day()).rules();
        TableInputs inputs = new TableInputs().withSilver("repairs", """
                repair_id | service_type | opened_at           | arrived_at          | completed_at
                R1        | repair       | 2026-06-30 23:00:00 | 2026-07-01 19:00:00 | 2026-07-01 20:00:00
                R2        | repair       | 2026-07-01 00:00:00 | 2026-07-01 20:00:00 | 2026-07-01 20:00:00
                R3        | repair       | 2026-07-01 08:00:00 | 2026-07-01 20:00:00 | 2026-07-01 20:00:00
                """);

        assertThat(in(
                        new JudgedJobs(inputs, day, LocalDate.of(2026, 1, 1), rules).withAllFigures(72, Map.of()),
                        "repair_id",
                        "on_site_ok",
                        "punctuality"))
                .containsExactlyInAnyOrder(
                        tuple("R1", "true", "false"), tuple("R2", "false", "true"), tuple("R3", "true", "false"));
    }
}
