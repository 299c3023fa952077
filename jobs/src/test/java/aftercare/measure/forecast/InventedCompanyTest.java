package aftercare.measure.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The accuracy that the forecast promises, on the invented company: 36 months, 12 models, 8 regions, one design flaw, 5
 * % late.
 */
class InventedCompanyTest {
    private static Scores scores;
    private static Delays delays;

    @BeforeAll
    static void tryOnThePast(@TempDir Path folder) {
        InventedHistories invented = new InventedHistories(folder, 36, 7);
        delays = invented.delays;
        scores = invented.scores();
    }

    @Test
    void aYearAheadByModelAndRegionItErrsAtMostSixTenthsOfRepeatingLastYear() {
        assertThat(wape("model_region", "combined") / wape("model_region", "seasonal_naive"))
                .isLessThan(0.6);
    }

    @Test
    void itBeatsEveryRivalAtEveryLevel() {
        for (String level : new String[] {"model_region", "model", "region", "category", "company"}) {
            for (String rival : Methods.NAMES.subList(Methods.FROM_SERIES, Methods.COUNT)) {
                assertThat(wape(level, "combined"))
                        .as("%s against %s", level, rival)
                        .isLessThan(wape(level, rival));
            }
        }
    }

    @Test
    void fourInFiveOfWhatCameLayWithinTheEightyPercentInterval() {
        assertThat(covered("model_region", "months")).isBetween(0.75, 0.85);
        assertThat(covered("model_region", "total")).isBetween(0.75, 0.85);
        assertThat(covered("model", "months")).isBetween(0.75, 0.87);
        assertThat(covered("region", "months")).isBetween(0.72, 0.88);
    }

    @Test
    void theForecastIsNearlyWithoutBias() {
        Score score = score("company", "combined", "total");
        assertThat(score.forecast / score.actual).isCloseTo(1, within(0.04));
    }

    @Test
    void aboutFivePercentAreReportedLate() {
        // Half of the late ones are reported in the month they were opened in.
        assertThat(delays.at(35).reportedAfter(0)).isCloseTo(0.975, within(0.01));
    }

    private static double wape(String level, String method) {
        Score score = score(level, method, "total");
        return score.absolute / score.actual;
    }

    private static double covered(String level, String span) {
        Score score = score(level, "combined", span);
        return (double) score.in80 / score.judged;
    }

    private static Score score(String level, String method, String span) {
        return scores.byKey.get(new Score.Key(level, "all", method, span, 12));
    }
}
