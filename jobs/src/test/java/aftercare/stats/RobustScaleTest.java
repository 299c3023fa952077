package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RobustScaleTest {
    @Test
    void theCopperInFlourIsThatOfTheRobustStatisticsCommittee() {
        // Analytical Methods Committee, Analyst 114 (1989), 24 determinations; R: median(MASS::chem) 3.385,
        // mad(MASS::chem) .526323.
        double[] chem = {
            2.9, 3.1, 3.4, 3.4, 3.7, 3.7, 2.8, 2.5, 2.4, 2.4, 2.7, 2.2, 5.28, 3.37, 3.03, 3.03, 28.95, 3.77, 3.4, 2.2,
            3.5, 3.6, 3.7, 3.7
        };
        RobustScale scale = RobustScale.of(chem);

        assertThat(scale.median()).isCloseTo(3.385, within(1e-9));
        assertThat(scale.sigma()).isCloseTo(.526323, within(1e-6));
        assertThat(scale.z(28.95)).isGreaterThan(40);
    }

    @Test
    void oneWildValueMovesItLittle() {
        RobustScale scale = RobustScale.of(new double[] {1, 2, 3, 4, 5});
        RobustScale wild = RobustScale.of(new double[] {1, 2, 3, 4, 5_000});

        assertThat(scale.median()).isEqualTo(3);
        assertThat(scale.sigma()).isEqualTo(1.4826);
        assertThat(wild).isEqualTo(scale);
    }

    @Test
    void valuesWithoutSpreadHaveNoScore() {
        assertThat(RobustScale.of(new double[] {2, 2, 2, 9}).z(9)).isNaN();
        assertThatThrownBy(() -> RobustScale.of(new double[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
