package aftercare.ingest;

import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.TestSpark;
import aftercare.contract.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which answers of a survey are taken. */
class SurveyAnswersTest {
    private static final String HEADER =
            "response_id,item,respondent,company,answered_on,expectation,perception,scale_points\n";

    @TempDir
    private Path folder;

    @Test
    void oneOfExpectationAndPerceptionIsEnoughAndAScaleThatIsNotStatedHasSevenPoints() throws IOException {
        assertThat(in(
                        rows(
                                "V1,t1,消费者,us,2026-09-01,7,,\nV1,C3,consumer,us,2026-09-01,,5,5\nV1,R1,consumer,us,2026-09-01,,9,10"),
                        "item",
                        "respondent",
                        "expectation",
                        "perception",
                        "scale_points"))
                .containsExactlyInAnyOrder(
                        tuple("T1", "consumer", "7", null, "7"),
                        tuple("C3", "consumer", null, "5", "5"),
                        tuple("R1", "consumer", null, "9", "10"));
    }

    @Test
    void anItemThatTheContractDoesNotListIsRefusedWithItsLineAndTheItemsThatThereAre() {
        assertThatThrownBy(() -> rows("V1,X9,consumer,us,2026-09-01,7,5,"))
                .hasMessageStartingWith("AFC-2041")
                .hasMessageContaining("Line 2: item is none of T1, T2")
                .hasMessageNotContaining("X9");
    }

    @Test
    void anAnswerBeyondItsScaleIsRefusedRatherThanStretched() {
        assertThatThrownBy(() -> rows("V1,T1,consumer,us,2026-09-01,6,5,5"))
                .hasMessageContaining("beyond the points of its scale");
        assertThatThrownBy(() -> rows("V1,T1,consumer,us,2026-09-01,5,8,"))
                .hasMessageContaining("beyond the points of its scale");
    }

    private Dataset<Row> rows(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("answers.csv"), HEADER + lines + "\n");
        return new SingleFile(TestSpark.session(), ZoneId.of("UTC"))
                .rows(file, Contracts.load().source("survey_answers"));
    }
}
