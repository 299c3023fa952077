package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReverseHazardTest {
    /** The RAA triangle (Reinsurance Association of America, Historical Loss Development Study 1991), cumulative. */
    private static final double[][] RAA = {
        {5012, 8269, 10907, 11805, 13539, 16181, 18009, 18608, 18662, 18834},
        {106, 4285, 5396, 10666, 13782, 15599, 15496, 16169, 16704},
        {3410, 8992, 13873, 16141, 18735, 22214, 22863, 23466},
        {5655, 11555, 15766, 21266, 23425, 26083, 27067},
        {1092, 9565, 15836, 22169, 25955, 26180},
        {1513, 6445, 11702, 12935, 15852},
        {557, 4020, 10946, 12314},
        {1351, 6947, 13112},
        {3133, 5395},
        {2063}
    };

    private final ReverseHazard fitted = ReverseHazard.fit(
            IntStream.range(0, 10).mapToObj(ReverseHazardTest::increments).toArray(double[][]::new),
            IntStream.range(0, 10).map(period -> 10 - period).toArray(),
            10);

    private static double[] increments(int period) {
        double[] row = new double[10];
        for (int delay = 0; delay < RAA[period].length; delay++) {
            row[delay] = RAA[period][delay] - (delay == 0 ? 0 : RAA[period][delay - 1]);
        }
        return row;
    }

    @Test
    void itsFirstDevelopmentFactorIsThePublishedOne() {
        assertThat(1 / (1 - fitted.hazard()[1])).isCloseTo(2.999359, within(5e-7));
    }

    @Test
    void whatIsStillToComeIsThePublishedReserve() {
        double toCome = 0;
        for (int period = 0; period < 10; period++) {
            double known = RAA[period][RAA[period].length - 1];
            toCome += known / fitted.reportedAfter(9 - period) - known;
        }
        assertThat(toCome).isCloseTo(52_135.228, within(5e-4));
    }

    @Test
    void whereNothingWasEverLateNothingIsLifted() {
        ReverseHazard punctual = ReverseHazard.fit(new double[][] {{5, 0}, {7, 0}}, new int[] {2, 1}, 2);
        assertThat(punctual.reportedAfter(0)).isEqualTo(1);
        assertThat(punctual.reportedAfter(99)).isEqualTo(1);
    }

    @Test
    void withoutAnyCountsAllIsTakenAsKnown() {
        assertThat(ReverseHazard.fit(new double[0][], new int[0], 3).reportedAfter(0))
                .isEqualTo(1);
    }
}
