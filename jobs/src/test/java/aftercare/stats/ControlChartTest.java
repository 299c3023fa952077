package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlChartTest {
    /** NIST/SEMATECH e-Handbook 6.3.3.2: defective chips in 30 wafers of 50. */
    private static final long[] WAFERS = {
        12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6
    };

    @Test
    void theWafersOfTheNistHandbookAreOutAtSamples15And23() {
        long[] n = new long[WAFERS.length];
        Arrays.fill(n, 50);
        ControlChart chart = ControlChart.p(n, WAFERS);

        assertThat(chart.centre()).isCloseTo(.231333, within(1e-6));
        assertThat(chart.lower(0)).isCloseTo(.052428, within(2e-6));
        assertThat(chart.upper(0)).isCloseTo(.410239, within(2e-6));
        assertThat(IntStream.range(0, n.length).filter(chart::beyondLimits)).containsExactly(14, 22);
    }

    @Test
    void aLargerSampleHasNarrowerLimits() {
        ControlChart chart = ControlChart.p(new long[] {25, 100}, new long[] {5, 20});

        assertThat(chart.sigma(0)).isCloseTo(.08, within(1e-12));
        assertThat(chart.sigma(1)).isCloseTo(.04, within(1e-12));
        assertThat(chart.lower(0)).isZero();
        assertThat(chart.lower(1)).isCloseTo(.08, within(1e-12));
    }

    @Test
    void aPointWithoutTrialsIsRefused() {
        assertThatThrownBy(() -> ControlChart.p(new long[] {10, 0}, new long[] {1, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("point 1");
    }

    @Test
    void theStretchIsTheMeanMovingRangeOfZOver1128() {
        // n = 100 and p = .5 make sigma .05, so z is -2, 2, 0, 0 with ranges 4, 2, 0.
        ControlChart chart = ControlChart.laneyP(hundreds(4), new long[] {40, 60, 50, 50});

        assertThat(chart.centre()).isEqualTo(.5);
        assertThat(chart.sigmaZ()).isCloseTo(2 / 1.128, within(1e-12));
        assertThat(chart.sigma(0)).isCloseTo(.05 * 2 / 1.128, within(1e-12));
        assertThat(chart.upper(0)).isCloseTo(.5 + .3 / 1.128, within(1e-12));
        assertThat(chart.lower(0)).isCloseTo(.5 - .3 / 1.128, within(1e-12));
    }

    @Test
    void limitsStayWithinZeroAndOne() {
        ControlChart chart =
                ControlChart.p(new long[] {4, 4}, new long[] {0, 4}).stretched(2);

        assertThat(chart.lower(0)).isZero();
        assertThat(chart.upper(0)).isEqualTo(1);
    }

    @Property(tries = 200)
    void withoutStretchItIsThePChart(
            @ForAll @Size(min = 1, max = 24) int[] seeds, @ForAll @IntRange(min = 1, max = 400) int largest) {
        long[] n = new long[seeds.length];
        long[] x = new long[seeds.length];
        for (int i = 0; i < seeds.length; i++) {
            n[i] = Math.floorMod(seeds[i], largest) + 1;
            x[i] = Math.floorMod(seeds[i] / 3, (int) n[i] + 1);
        }
        ControlChart plain = ControlChart.p(n, x);
        ControlChart chart = ControlChart.p(n, x).stretched(1);

        for (int i = 0; i < n.length; i++) {
            assertThat(chart.sigma(i)).isEqualTo(plain.sigma(i));
            assertThat(chart.lower(i)).isEqualTo(plain.lower(i));
            assertThat(chart.upper(i)).isEqualTo(plain.upper(i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "49 51 49 51 49 51 49 51 70, beyond_3_sigma",
        "49 51 49 51 49 51 49 51 30, beyond_3_sigma",
        "50 50 50 50 50 50 50 50 64 50 64, two_of_three_beyond_2_sigma",
        "50 50 50 50 50 50 50 50 50 64 64, two_of_three_beyond_2_sigma",
        "50 50 50 50 50 50 50 50 36 50 64, none",
        "50 50 50 50 50 50 50 50 64 64 50, none",
        "40 41 40 41 40 41 40 52 53 52 53 52 53 52, seven_on_one_side",
        "40 41 40 41 40 41 40 41 53 52 53 52 53 52, none",
        "60 58 60 47 48 49 50 51 52 53, seven_point_trend",
        "60 53 52 51 50 49 48 47, seven_point_trend",
        "60 58 60 49 48 49 50 51 52 53, none",
        "60 58 60 47 48 49 49 51 52 53, none",
        "50 51 50 51 50 51 70, none",
        "50 50 50 50 50 50 50 50, none",
        "0 0 0 0 0 0 0 0 0, none"
    })
    void theRuleThatEndsAtTheLastPointIsNamed(String successes, String signal) {
        long[] x =
                Arrays.stream(successes.split(" ")).mapToLong(Long::parseLong).toArray();

        assertThat(ControlChart.p(hundreds(x.length), x)
                        .stretched(1)
                        .signalAtEnd()
                        .label())
                .isEqualTo(signal);
    }

    @Test
    void aServiceThatAlwaysVariesThatMuchRaisesNoAlarm() {
        long[] thousands = new long[10];
        Arrays.fill(thousands, 1000);
        long[] x = {400, 600, 420, 580, 390, 610, 400, 590, 410, 600};

        assertThat(ControlChart.p(thousands, x).stretched(1).signalAtEnd()).isEqualTo(ControlSignal.BEYOND_3_SIGMA);
        assertThat(ControlChart.laneyP(thousands, x).signalAtEnd()).isEqualTo(ControlSignal.NONE);
    }

    @Test
    void aChartWithoutWidthSaysNothing() {
        long[] rises = new long[] {1, 2, 3, 4, 5, 6, 7, 8};

        assertThat(ControlChart.p(hundreds(8), rises).stretched(0).signalAtEnd())
                .isEqualTo(ControlSignal.NONE);
    }

    @Test
    void theUChartOfPyzdekHasItsLimits() {
        // Pyzdek and Keller, The Handbook for Quality Management, 2nd edition, figure 9.14: 1544 occurrences in 32
        // units of 1 or 2.
        double[] units = new double[25];
        long[] x = new long[25];
        for (int i = 0; i < 25; i++) {
            units[i] = i < 7 ? 2 : 1;
            x[i] = i < 7 ? 96 : 48;
        }
        x[24] += 1544 - Arrays.stream(x).sum();
        ControlChart chart = ControlChart.u(units, x);

        assertThat(chart.centre()).isEqualTo(48.25);
        assertThat(chart.lower(0)).isCloseTo(33.514, within(1e-3));
        assertThat(chart.upper(0)).isCloseTo(62.986, within(1e-3));
        assertThat(chart.lower(20)).isCloseTo(27.411, within(1e-3));
        assertThat(chart.upper(20)).isCloseTo(69.089, within(1e-3));
    }

    @Test
    void theComputersOfMontgomeryHaveTheirLimits() {
        // Montgomery, Introduction to Statistical Quality Control, example 7.3 (5th edition): samples of 5, mean 1.93
        // per computer.
        long[] x = {10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5};
        double[] fives = new double[20];
        Arrays.fill(fives, 5);
        ControlChart chart = ControlChart.u(fives, x);

        assertThat(chart.centre()).isCloseTo(1.93, within(1e-12));
        assertThat(chart.upper(0)).isCloseTo(3.79, within(5e-3));
        assertThat(chart.lower(0)).isCloseTo(.07, within(5e-3));
        assertThat(IntStream.range(0, 20).filter(chart::beyondLimits)).isEmpty();
    }

    @Test
    void laneysUChartStretchesByTheMeanMovingRangeOfZ() {
        // Rate 4 per unit and exposures of 4 make sigma 1; values 3, 5, 4, 4 have z -1, 1, 0, 0 and ranges 2, 1, 0.
        ControlChart chart = ControlChart.laneyU(new double[] {4, 4, 4, 4}, new long[] {12, 20, 16, 16});

        assertThat(chart.centre()).isEqualTo(4);
        assertThat(chart.sigmaZ()).isCloseTo(1 / 1.128, within(1e-12));
        assertThat(chart.upper(0)).isCloseTo(4 + 3 / 1.128, within(1e-12));
        assertThat(chart.stretched(1).upper(0))
                .isEqualTo(ControlChart.u(new double[] {4, 4, 4, 4}, new long[] {12, 20, 16, 16})
                        .upper(0));
    }

    @Test
    void theFlowRatesOfTheNistHandbookHaveTheirLimits() {
        // NIST/SEMATECH e-Handbook 6.3.2.2: mean 50.81, mean moving range 1.8778, limits 45.8159 and 55.8041.
        double[] rates = {49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1};
        ControlChart chart = ControlChart.xmr(rates);

        assertThat(chart.centre()).isCloseTo(50.81, within(1e-9));
        assertThat(chart.sigma(3) * 1.128).isCloseTo(1.8778, within(5e-5));
        assertThat(chart.lower(0)).isCloseTo(45.8159, within(1e-4));
        assertThat(chart.upper(9)).isCloseTo(55.8041, within(1e-4));
        assertThat(IntStream.range(0, 10).filter(chart::beyondLimits)).isEmpty();
    }

    @Test
    void theSameRulesSpeakOnEveryKindOfChart() {
        double[] ones = new double[9];
        Arrays.fill(ones, 1);

        assertThat(ControlChart.u(ones, new long[] {9, 11, 9, 11, 9, 11, 9, 11, 30})
                        .signalAtEnd())
                .isEqualTo(ControlSignal.BEYOND_3_SIGMA);
        assertThat(ControlChart.xmr(new double[] {9, 1, 2, 3, 4, 5, 6, 7.5}).signalAtEnd())
                .isEqualTo(ControlSignal.SEVEN_POINT_TREND);
        assertThat(ControlChart.xmr(new double[] {5}).signalAtEnd()).isEqualTo(ControlSignal.NONE);
    }

    @Test
    void aPointWithoutExposureAndAChartWithoutPointsAreRefused() {
        assertThatThrownBy(() -> ControlChart.u(new double[] {1, 0}, new long[] {1, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("point 1");
        assertThatThrownBy(() -> ControlChart.xmr(new double[0])).isInstanceOf(IllegalArgumentException.class);
    }

    private static long[] hundreds(int points) {
        long[] n = new long[points];
        Arrays.fill(n, 100);
        return n;
    }
}
