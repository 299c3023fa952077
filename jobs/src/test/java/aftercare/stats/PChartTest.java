package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PChartTest {
    /** NIST/SEMATECH e-Handbook 6.3.3.2: defective chips in 30 wafers of 50. */
    private static final long[] WAFERS = {
        12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6
    };

    @Test
    void theWafersOfTheNistHandbookAreOutAtSamples15And23() {
        long[] n = new long[WAFERS.length];
        Arrays.fill(n, 50);
        PChart chart = PChart.of(n, WAFERS);

        assertThat(chart.centre()).isCloseTo(.231333, within(1e-6));
        assertThat(chart.lower(0)).isCloseTo(.052428, within(2e-6));
        assertThat(chart.upper(0)).isCloseTo(.410239, within(2e-6));
        assertThat(IntStream.range(0, n.length).filter(chart::beyondLimits)).containsExactly(14, 22);
    }

    @Test
    void aLargerSampleHasNarrowerLimits() {
        PChart chart = PChart.of(new long[] {25, 100}, new long[] {5, 20});

        assertThat(chart.sigma(0)).isCloseTo(.08, within(1e-12));
        assertThat(chart.sigma(1)).isCloseTo(.04, within(1e-12));
        assertThat(chart.lower(0)).isZero();
        assertThat(chart.lower(1)).isCloseTo(.08, within(1e-12));
    }

    @Test
    void aPointWithoutTrialsIsRefused() {
        assertThatThrownBy(() -> PChart.of(new long[] {10, 0}, new long[] {1, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("point 1");
    }
}
