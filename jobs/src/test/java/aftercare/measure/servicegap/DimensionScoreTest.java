package aftercare.measure.servicegap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.measure.servicegap.Response.Answer;
import aftercare.measure.servicegap.SurveyGroup.Quadrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DimensionScoreTest {
    @Test
    void theIntervalOfTheGapIsStudentsOverRespondents() {
        // Gaps -1, -2, -3: mean -2, deviation 1, t(0.975; 2) = 4.30265 (any table of Student's t).
        DimensionScore score = new DimensionScore(
                Dimension.RELIABILITY, List.of(said("R1", 5, 4), said("R1", 6, 4), said("R1", 7, 4)));
        assertThat(score.gap().getMean()).isEqualTo(-2);
        assertThat(score.gapInterval().low()).isCloseTo(-2 - 4.30265 / Math.sqrt(3), within(1e-5));
        assertThat(score.gapInterval().high()).isCloseTo(-2 + 4.30265 / Math.sqrt(3), within(1e-5));
    }

    @Test
    void oneItemHasNoAlphaAndOneRespondentNoInterval() {
        DimensionScore score = new DimensionScore(Dimension.RELIABILITY, List.of(said("R1", 5, 4)));
        assertThat(score.items()).isEqualTo(1);
        assertThat(score.alpha()).isEmpty();
        assertThat(score.gapInterval()).isNull();
    }

    @Test
    void anItemThatFewWereAskedDoesNotTakeAlphaAway() {
        List<Response> responses = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            responses.add(response(Map.of("R1", stated(7, i), "R2", stated(7, i))));
        }
        responses.add(response(Map.of("R1", stated(7, 6), "R2", stated(7, 6), "R5", stated(7, 1))));
        DimensionScore score = new DimensionScore(Dimension.RELIABILITY, responses);
        assertThat(score.items()).isEqualTo(2);
        assertThat(score.alphaRespondents()).isEqualTo(6);
        assertThat(score.alpha().getAsDouble()).isEqualTo(1);
    }

    @Test
    void aDimensionThatNobodyWasAskedToWeighHasNoImportanceRatherThanNone() {
        Answer weighed = new Answer(7.0, 5.0, 50.0);
        List<Response> responses = List.of(response(Map.of("R1", weighed, "C1", stated(7, 5))));
        assertThat(new DimensionScore(Dimension.RECOVERY, responses).importance())
                .isEmpty();
        assertThat(new DimensionScore(Dimension.RELIABILITY, responses).importance())
                .hasValue(100);
    }

    @Test
    void tenWhoNeverGoAboveFiveMakeTheScaleSuspectAndNothingIsChanged() {
        List<Response> five =
                IntStream.range(0, 10).mapToObj(i -> said("R1", 5, 3)).toList();
        assertThat(ScaleCheck.of(five)).isEqualTo(ScaleCheck.SUSPECT);
        assertThat(ScaleCheck.of(five.subList(0, 9))).isEqualTo(ScaleCheck.AS_STATED);
        List<Response> seven = new ArrayList<>(five);
        seven.add(said("R1", 6, 3));
        assertThat(ScaleCheck.of(seven)).isEqualTo(ScaleCheck.AS_STATED);
        DimensionScore score = new DimensionScore(Dimension.RELIABILITY, five);
        assertThat(score.perception().getMean()).isEqualTo(3);
        assertThat(Remarks.on(score, ScaleCheck.SUSPECT, 2).en()).startsWith("No answer is above 5");
        assertThat(Remarks.on(score, ScaleCheck.SUSPECT, 2).zh()).startsWith("作答无一超过 5 分");
    }

    @Test
    void aScaleOfFiveIsStretchedSoThatEndsMeetEndsAndTheMiddleTheMiddle() {
        assertThat(Answer.on(5, 1, 5, null)).isEqualTo(new Answer(1.0, 7.0, null));
        assertThat(Answer.on(5, 3, null, null)).isEqualTo(new Answer(4.0, null, null));
        assertThat(Answer.on(7, 3, 6, null)).isEqualTo(new Answer(3.0, 6.0, null));
    }

    @Test
    void quadrantsAreSplitAtTheMediansAndTheMedianIsHigh() {
        List<Double> importances = List.of(10.0, 20.0, 30.0);
        List<Double> perceptions = List.of(6.0, 5.0, 4.0);
        assertThat(Quadrant.of(10, 6, importances, perceptions)).isEqualTo(Quadrant.POSSIBLE_OVERKILL);
        assertThat(Quadrant.of(20, 5, importances, perceptions)).isEqualTo(Quadrant.KEEP_UP);
        assertThat(Quadrant.of(30, 4, importances, perceptions)).isEqualTo(Quadrant.CONCENTRATE_HERE);
        assertThat(Quadrant.of(10, 4, importances, perceptions)).isEqualTo(Quadrant.LOW_PRIORITY);
    }

    @Property(tries = 100)
    void importancesOfAllDimensionsAddUpToAHundred(
            @ForAll @Size(min = 1, max = 5) List<@Size(6) List<@IntRange(max = 100) Integer>> weights) {
        List<String> items = List.of("T1", "R1", "S1", "A1", "E1", "C1");
        List<Response> responses = new ArrayList<>();
        for (List<Integer> each : weights) {
            Map<String, Answer> answers = new java.util.HashMap<>();
            for (int i = 0; i < items.size(); i++) {
                answers.put(items.get(i), new Answer(5.0, 5.0, (double) each.get(i)));
            }
            responses.add(response(answers));
        }
        double sum = 0;
        for (Dimension dimension : Dimension.values()) {
            sum += new DimensionScore(dimension, responses).importance().orElse(0);
        }
        boolean weighed = responses.stream().anyMatch(response -> response.weight() > 0);
        assertThat(sum).isCloseTo(weighed ? 100 : 0, within(1e-9));
    }

    private static Response said(String item, int expectation, int perception) {
        return response(Map.of(item, stated(expectation, perception)));
    }

    private static Answer stated(double expectation, double perception) {
        return new Answer(expectation, perception, null);
    }

    private static Response response(Map<String, Answer> answers) {
        return new Response("R1", false, answers);
    }
}
