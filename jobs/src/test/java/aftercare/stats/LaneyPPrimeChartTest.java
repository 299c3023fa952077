package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneyPPrimeChartTest {
    @Test
    void theStretchIsTheMeanMovingRangeOfZOver1128() {
        // n = 100 and p = .5 make sigma .05, so z is -2, 2, 0, 0 with ranges 4, 2, 0.
        LaneyPPrimeChart chart = LaneyPPrimeChart.of(hundreds(4), new long[] {40, 60, 50, 50});

        assertThat(chart.centre()).isEqualTo(.5);
        assertThat(chart.sigmaZ()).isCloseTo(2 / 1.128, within(1e-12));
        assertThat(chart.sigma(0)).isCloseTo(.05 * 2 / 1.128, within(1e-12));
        assertThat(chart.upper(0)).isCloseTo(.5 + .3 / 1.128, within(1e-12));
        assertThat(chart.lower(0)).isCloseTo(.5 - .3 / 1.128, within(1e-12));
    }

    @Test
    void limitsStayWithinZeroAndOne() {
        LaneyPPrimeChart chart = LaneyPPrimeChart.withSigmaZ(new long[] {4, 4}, new long[] {0, 4}, 2);

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
        PChart plain = PChart.of(n, x);
        LaneyPPrimeChart chart = LaneyPPrimeChart.withSigmaZ(n, x, 1);

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

        assertThat(LaneyPPrimeChart.withSigmaZ(hundreds(x.length), x, 1)
                        .signalAtEnd()
                        .label())
                .isEqualTo(signal);
    }

    @Test
    void aServiceThatAlwaysVariesThatMuchRaisesNoAlarm() {
        long[] thousands = new long[10];
        Arrays.fill(thousands, 1000);
        long[] x = {400, 600, 420, 580, 390, 610, 400, 590, 410, 600};

        assertThat(LaneyPPrimeChart.withSigmaZ(thousands, x, 1).signalAtEnd()).isEqualTo(ControlSignal.BEYOND_3_SIGMA);
        assertThat(LaneyPPrimeChart.of(thousands, x).signalAtEnd()).isEqualTo(ControlSignal.NONE);
    }

    @Test
    void aChartWithoutWidthSaysNothing() {
        long[] rises = new long[] {1, 2, 3, 4, 5, 6, 7, 8};

        assertThat(LaneyPPrimeChart.withSigmaZ(hundreds(8), rises, 0).signalAtEnd())
                .isEqualTo(ControlSignal.NONE);
    }

    private static long[] hundreds(int points) {
        long[] n = new long[points];
        Arrays.fill(n, 100);
        return n;
    }
}
