package aftercare.measure.servicegap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.measure.servicegap.Response.Answer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SurveyGroupTest {
    private static final SurveyGroup.Key KEY = new SurveyGroup.Key(LocalDate.of(2026, 7, 1), "consumer", "us");

    @Test
    void oneRegionOnTheWrongFormMakesItselfAndTheWholeSuspectAndTheOthersNot() {
        List<Response> responses = new ArrayList<>();
        responses.addAll(inRegion("R1", 12, 5, 4));
        responses.addAll(inRegion("R2", 12, 7, 6));
        assertThat(scored(responses))
                .extracting(
                        row -> text(row, "region_id"), row -> text(row, "scale_check"), row -> text(row, "publishable"))
                .containsExactly(
                        tuple("all", "suspect", "false"),
                        tuple("R1", "suspect", "false"),
                        tuple("R2", "as_stated", "true"));
    }

    @Test
    void aWholeGroupOnTheWrongFormMakesEveryRegionSuspectHoweverSmall() {
        List<Response> responses = new ArrayList<>();
        responses.addAll(inRegion("R1", 9, 5, 4));
        responses.addAll(inRegion("R2", 1, 4, 3));
        assertThat(scored(responses))
                .extracting(row -> text(row, "scale_check"))
                .containsExactly("suspect", "suspect", "suspect");
    }

    @Test
    void enoughRespondentsOnTheStatedScaleLeaveNothingToMind() {
        Row row = scored(inRegion("R1", 12, 7, 5)).get(0);
        assertThat(text(row, "note")).isEqualTo("One item only, so there is no alpha.");
        assertThat(text(row, "publishable")).isEqualTo("true");
    }

    private static List<Response> inRegion(String region, int respondents, double expectation, double perception) {
        return IntStream.range(0, respondents)
                .mapToObj(i -> new Response(region, false, Map.of("R1", new Answer(expectation, perception, null))))
                .toList();
    }

    private static List<Row> scored(List<Response> responses) {
        return new SurveyGroup(KEY, responses, 12).rows().toList();
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.<Object>getAs(column));
    }
}
