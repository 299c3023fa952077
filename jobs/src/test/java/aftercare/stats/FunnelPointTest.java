package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FunnelPointTest {
    /**
     * Cohen's h (Statistical Power Analysis, 1988, table 6.2.2): between .70 and .50 it is .41, twice the distance of
     * inverse sines.
     */
    @Test
    void proportionsAreComparedByTheirInverseSines() {
        FunnelPoint point = FunnelPoint.proportion(7_000, 10_000, 0.5);
        assertThat(point.z() / Math.sqrt(10_000)).isCloseTo(0.41, within(0.005));
    }

    /** Anscombe (1948): the root of x + 3/8 has the variance 1/4. */
    @Test
    void ratesAreComparedByTheirSquareRoots() {
        assertThat(FunnelPoint.rate(16, 2, 4.5).z()).isCloseTo(2 * (Math.sqrt(16.375) - 3), within(1e-12));
    }

    /**
     * Of 28 repairs expected to hold in .87 all do with a chance of .87^28 = .020, which is 2.05 normal deviations, not
     * 3.9.
     */
    @Test
    void aSmallSpotlessRecordIsNoMiracle() {
        assertThat(FunnelPoint.proportion(28, 28, 0.87).z()).isBetween(2.0, 2.8);
    }

    @Test
    void limitsNarrowWithSizeAndHoldTheirSigmas() {
        FunnelPoint small = FunnelPoint.proportion(20, 25, 0.9);
        FunnelPoint large = FunnelPoint.proportion(2_000, 2_500, 0.9);
        assertThat(small.limits(AdditiveOverdispersion.NONE, 2).low())
                .isLessThan(large.limits(AdditiveOverdispersion.NONE, 2).low());
        double limit = large.limits(AdditiveOverdispersion.NONE, 2).low();
        assertThat(FunnelPoint.proportion(Math.round(limit * 2_500), 2_500, 0.9).z())
                .isCloseTo(-2, within(0.04));
    }

    @Test
    void trueDifferencesBetweenMembersWidenTheLimitsOfLargeOnesMost() {
        AdditiveOverdispersion spread = new AdditiveOverdispersion(4, 0.05 * 0.05);
        FunnelPoint large = FunnelPoint.proportion(8_600, 10_000, 0.9);
        assertThat(large.z()).isLessThan(-10);
        assertThat(large.z(spread)).isBetween(-2.0, -1.0);
    }

    @Test
    void limitsStayWhatAFigureCanBe() {
        FunnelPoint point = FunnelPoint.proportion(3, 3, 0.97);
        assertThat(point.limits(AdditiveOverdispersion.NONE, 3).high()).isEqualTo(1);
        assertThat(FunnelPoint.rate(0, 10, 0.3)
                        .limits(AdditiveOverdispersion.NONE, 3)
                        .low())
                .isZero();
    }

    @Test
    void whatHoldsForAllPeersIsNotHeldAgainstOne() {
        FunnelPoint alone = FunnelPoint.proportion(70, 100, 0.9);
        FunnelPoint among =
                alone.among(FunnelPoint.proportion(700_000, 1_000_000, 0.9), new AdditiveOverdispersion(9, 0.1));
        assertThat(alone.z()).isLessThan(-4);
        assertThat(among.z()).isCloseTo(0, within(0.05));
        assertThat(among.centre()).isCloseTo(0.7, within(1e-4));
    }

    @Test
    void whereGroupsDifferByChanceAloneThePeersMoveNothing() {
        FunnelPoint alone = FunnelPoint.proportion(70, 100, 0.9);
        FunnelPoint among = alone.among(FunnelPoint.proportion(80, 100, 0.9), AdditiveOverdispersion.NONE);
        assertThat(among.centre()).isCloseTo(0.9, within(1e-9));
        assertThat(among.z()).isEqualTo(alone.z());
    }

    @Test
    void ofWhatFewPeersShowHalfCountsWhereGroupsDifferAsMuchAsChance() {
        FunnelPoint alone = FunnelPoint.rate(4, 4, 1);
        FunnelPoint among = alone.among(FunnelPoint.rate(16, 4, 1), new AdditiveOverdispersion(2, 1.0 / 16));
        assertThat(among.centre()).isCloseTo(1.5 * 1.5, within(0.05));
        assertThat(among.standardError()).isCloseTo(Math.sqrt(1.0 / 16 + 0.5 / 16), within(1e-9));
    }

    @Test
    void whatIsNoProportionIsRefused() {
        assertThatThrownBy(() -> FunnelPoint.proportion(4, 3, 0.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
