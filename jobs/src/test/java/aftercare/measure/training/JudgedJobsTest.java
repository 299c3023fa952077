package aftercare.measure.training;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.Rules;
import aftercare.measure.TableInputs;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Four repairs: one praised, one rated twice, one complained about, one that nobody speaks of. */
class JudgedJobsTest {
    private static final String REPAIRS = """
            repair_id | outlet_id | model_id | service_type | technician_id | serial_no | opened_at            | completed_at         | outcome
            W1        | O1        | M1       | repair       | T1            | S1        | 2026-08-01T08:00:00Z | 2026-08-01T12:00:00Z | fixed
            W2        | O1        | M1       | repair       | T1            | S2        | 2026-08-01T08:00:00Z | 2026-08-05T12:00:00Z | fixed
            W3        | O1        | M1       | repair       | T1            | S3        | 2026-08-01T08:00:00Z | 2026-08-01T12:00:00Z | fixed
            W4        | O1        | M1       | repair       | T1            | S4        | 2026-08-01T08:00:00Z | 2026-08-01T12:00:00Z | not_fixed
            """;

    private static final String CALLBACKS = """
            callback_id | repair_id | called_at            | result    | satisfaction | reason_code
            C1          | W1        | 2026-08-03T08:00:00Z | reached   | 5            |
            C2          | W2        | 2026-08-07T08:00:00Z | reached   | 4            | Rude
            C3          | W2        | 2026-08-08T08:00:00Z | reached   | 2            |
            C4          | W3        | 2026-08-03T08:00:00Z | no_answer | 1            | Rude
            """;

    private static final String COMPLAINTS = """
            complaint_id | repair_id | received_at          | cause
            K1           | W3        | 2026-08-04T08:00:00Z | RUDE
            """;

    private static Dataset<Row> jobs;

    @BeforeAll
    static void judge() {
        TableInputs inputs = new TableInputs()
                .withSilver("repairs", REPAIRS)
                .withSilver("callbacks", CALLBACKS)
                .withSilver("complaints", COMPLAINTS);
        jobs = new JudgedJobs(inputs, asOf("2026-10-31"), LocalDate.of(2026, 7, 1), Rules.load())
                .withAllFigures(72, Map.of("manner", List.of("rude")));
    }

    @Test
    void theLastCallThatRatedAJobDecidesAndOneThatReachedNobodyDoesNot() {
        assertThat(in(jobs, "repair_id", "satisfaction_tried", "satisfaction_ok"))
                .containsExactlyInAnyOrder(
                        tuple("W1", "true", "true"),
                        tuple("W2", "true", "false"),
                        tuple("W3", "false", "false"),
                        tuple("W4", "false", "false"));
    }

    @Test
    void whatCustomersAndComplaintsNameIsBlamedInWhateverCase() {
        assertThat(in(jobs, "repair_id", "manner"))
                .containsExactlyInAnyOrder(
                        tuple("W1", "false"), tuple("W2", "true"), tuple("W3", "true"), tuple("W4", "false"));
    }

    @Test
    void aJobIsJudgedByItsFirstFixAndItsHours() {
        assertThat(in(jobs, "repair_id", "first_fix_ok", "turnaround_ok", "diagnosis"))
                .containsExactlyInAnyOrder(
                        tuple("W1", "true", "true", "false"),
                        tuple("W2", "true", "false", "false"),
                        tuple("W3", "true", "true", "false"),
                        tuple("W4", "false", "true", "true"));
    }
}
