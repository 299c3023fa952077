package aftercare.measure.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DisruptionsTest {
    private static final int MONTHS = 48;

    private final double[][][] expected = filled(40);
    private final double[][][] seen = filled(40);

    private static double[][][] filled(double value) {
        double[][][] filled = new double[4][3][MONTHS];
        for (double[][] model : filled) {
            for (double[] region : model) {
                Arrays.fill(region, value);
            }
        }
        return filled;
    }

    private Disruptions found() {
        return Disruptions.find(seen, expected);
    }

    @Test
    void wherePastMonthsAreAsExpectedNothingIsUnusual() {
        assertThat(found().found).isEmpty();
    }

    @Test
    void aRecallIsFoundInItsModelOnlyAndLeavesNothingForLater() {
        for (double[] region : seen[1]) {
            region[30] *= 5;
            region[31] *= 4;
        }
        assertThat(found().found).singleElement().satisfies(recall -> {
            assertThat(recall.level()).isEqualTo("model");
            assertThat(recall.index()).isEqualTo(1);
            assertThat(recall.from()).isEqualTo(30);
            assertThat(recall.to()).isEqualTo(31);
            assertThat(recall.lasts()).isFalse();
        });
        assertThat(found().at(1, 2, 30)).isCloseTo(5, within(1e-9));
        assertThat(found().at(0, 2, 30)).isEqualTo(1);
        assertThat(found().lasting(1, 2)).isEqualTo(1);
    }

    @Test
    void aLockdownIsTheCategorysAndAFloodItsRegions() {
        for (double[][] model : seen) {
            model[2][20] *= 3;
            for (double[] region : model) {
                region[40] /= 3;
            }
        }
        assertThat(found().found)
                .extracting(Disruptions.Found::level, Disruptions.Found::index, Disruptions.Found::from)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("category", 0, 40),
                        org.assertj.core.api.Assertions.tuple("region", 2, 20));
    }

    @Test
    void whatStaysIsANewLevelFromItsSecondMonthOn() {
        for (double[] region : seen[3]) {
            region[MONTHS - 1] *= 4;
        }
        assertThat(found().found).isEmpty();
        for (double[] region : seen[3]) {
            region[MONTHS - 2] *= 4;
        }
        assertThat(found().lasting(3, 0)).isCloseTo(4, within(0.01));
        assertThat(found().lasting(2, 0)).isEqualTo(1);
    }

    @Test
    void aMonthThatIsAsUnusualEveryYearIsSeason() {
        for (double[] region : seen[0]) {
            for (int t = 7; t < MONTHS; t += 12) {
                region[t] *= 2.5;
            }
        }
        assertThat(found().found).isEmpty();
    }

    @Test
    void noForecastIsToBlameForWhatNobodyCouldForesee() {
        for (double[] region : seen[1]) {
            region[30] *= 5;
        }
        Disruptions known = found();
        assertThat(known.unforeseen(1, 0, 25, 30)).isTrue();
        assertThat(known.unforeseen(1, 0, 25, 29)).isFalse();
        assertThat(known.unforeseen(1, 0, 31, 35))
                .as("not yet known to be over")
                .isTrue();
        assertThat(known.unforeseen(1, 0, 32, 35)).isFalse();
        assertThat(known.unforeseen(0, 0, 25, 30)).isFalse();
    }
}
