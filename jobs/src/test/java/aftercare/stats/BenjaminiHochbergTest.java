package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
    /** Neuhaus and others' trial of thrombolysis, the example of Benjamini and Hochberg (1995), section 3.2. */
    private static final double[] THROMBOLYSIS = {
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.000
    };

    @Test
    void findsTheFourHypothesesOfThePublishedExample() {
        double[] q = BenjaminiHochberg.qValues(THROMBOLYSIS);

        assertThat(Arrays.stream(q).filter(each -> each <= 0.05)).hasSize(4);
        assertThat(q[3]).isCloseTo(0.0095 * 15 / 4, within(1e-12));
        assertThat(q[4]).isCloseTo(0.0201 * 15 / 5, within(1e-12));
        assertThat(q[14]).isEqualTo(1);
    }

    @Test
    void aTestKeepsItsPlace() {
        assertThat(BenjaminiHochberg.qValues(new double[] {0.5, 0.01, 0.04}))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.5, 0.03, 0.06);
    }

    @Test
    void aLargerPValueNeverGetsASmallerQValue() {
        assertThat(BenjaminiHochberg.qValues(new double[] {0.03, 0.031, 0.032}))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.032, 0.032, 0.032);
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> BenjaminiHochberg.qValues(new double[] {Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void weightsMayHaveAnyScaleAndAllAlikeChangeNothing() {
        double[] alike = new double[THROMBOLYSIS.length];
        Arrays.fill(alike, 7);
        assertThat(BenjaminiHochberg.qValues(THROMBOLYSIS, alike))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(BenjaminiHochberg.qValues(THROMBOLYSIS));
    }

    @Test
    void aWeightOfThreeTakesThreeTimesThePValue() {
        // Weights 3 and 1 are 1.5 and 0.5 on average 1: 0.03 / 1.5 = 0.02 and 0.04 / 0.5 = 0.08, each times 2 over its
        // rank.
        assertThat(BenjaminiHochberg.qValues(new double[] {0.03, 0.04}, new double[] {3, 1}))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.04, 0.08);
        assertThat(BenjaminiHochberg.qValues(new double[] {0.03, 0.001}, new double[] {3, 0}))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.03, 1);
    }

    /**
     * Every outcome of three independent tests of twenty equally likely p values each, in which nothing is to be found.
     */
    @Test
    void whereNothingIsToBeFoundWeightsKeepTheRate() {
        double[] weights = {4, 1.5, 0.5};
        int found = 0;
        for (int i = 0; i < 8000; i++) {
            double[] p = {(i % 20 + 1) / 20.0, (i / 20 % 20 + 1) / 20.0, (i / 400 + 1) / 20.0};
            found += Arrays.stream(BenjaminiHochberg.qValues(p, weights)).anyMatch(q -> q <= 0.2 + 1e-12) ? 1 : 0;
        }
        assertThat(found / 8000.0).isBetween(0.15, 0.2);
    }

    @Test
    void whatIsNoWeightIsRefused() {
        double[] p = {0.5, 0.5};
        for (double[] weights : new double[][] {{1}, {-1, 2}, {0, 0}, {Double.NaN, 1}, {Double.POSITIVE_INFINITY, 1}}) {
            assertThatThrownBy(() -> BenjaminiHochberg.qValues(p, weights))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property(tries = 200)
    void qValuesOrderAsPValuesDoAndAreNotSmaller(@ForAll @Size(max = 30) double[] drawn) {
        double[] p = Arrays.stream(drawn)
                .map(each -> Math.abs(Math.sin(each)))
                .map(each -> Double.isNaN(each) ? 1 : each)
                .toArray();
        double[] q = BenjaminiHochberg.qValues(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(q[i]).isBetween(p[i], 1.0);
            for (int j = 0; j < p.length; j++) {
                if (p[i] < p[j]) {
                    assertThat(q[i]).isLessThanOrEqualTo(q[j]);
                }
            }
        }
    }

    @Property(tries = 20)
    void oneTestIsItsOwnFamily(@ForAll @DoubleRange(max = 1) double p) {
        assertThat(BenjaminiHochberg.qValues(new double[] {p})).containsExactly(p);
    }
}
