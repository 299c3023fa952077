package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.StatUtils;
import org.junit.jupiter.api.Test;

class MeanEstimateTest {
    /** Hours of sleep that two drugs add (Student, Biometrika 6, 1908), the data set sleep of R. */
    private static final double[] DRUG_1 = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    private static final double[] DRUG_2 = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    @Test
    void theIntervalOfPairedDifferencesIsThatOfRsPairedTTest() {
        double[] differences =
                IntStream.range(0, 10).mapToDouble(i -> DRUG_1[i] - DRUG_2[i]).toArray();
        Interval interval = of(differences).interval95().orElseThrow();
        assertThat(interval.low()).isCloseTo(-2.4598858, within(5e-8));
        assertThat(interval.high()).isCloseTo(-0.7001142, within(5e-8));
    }

    @Test
    void theDifferenceOfTwoGroupsIsThatOfRsWelchTest() {
        MeanEstimate difference = of(DRUG_1).minus(of(DRUG_2));
        assertThat(difference.degrees()).isCloseTo(17.776, within(5e-4));
        assertThat(difference.interval95().orElseThrow().low()).isCloseTo(-3.3654832, within(5e-8));
        assertThat(difference.interval95().orElseThrow().high()).isCloseTo(0.2054832, within(5e-8));
    }

    @Test
    void theDifferenceToWhatIsStatedIsAsUncertainAsTheOtherSide() {
        MeanEstimate sleep = of(DRUG_1);
        assertThat(sleep.minus(MeanEstimate.exact(0)))
                .isEqualTo(new MeanEstimate(sleep.value(), sleep.variance(), sleep.degrees()));
        assertThat(MeanEstimate.exact(3).minus(MeanEstimate.exact(1)).interval95())
                .isEmpty();
    }

    @Test
    void aSingleObservationHasAMeanAndNoInterval() {
        assertThat(MeanEstimate.of(5, Double.NaN, 1).value()).isEqualTo(5);
        assertThat(MeanEstimate.of(5, Double.NaN, 1).interval95()).isEmpty();
        assertThat(MeanEstimate.of(5, Double.NaN, 1).minus(of(DRUG_1)).interval95())
                .isEmpty();
    }

    @Test
    void aSpotlessShareIsNotCertain() {
        MeanEstimate spotless = MeanEstimate.share(20, 20);
        assertThat(spotless.value()).isEqualTo(1);
        assertThat(spotless.variance()).isPositive();
        assertThatThrownBy(() -> MeanEstimate.share(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMeanOfSharesIsKnownBetterThanEach() {
        MeanEstimate one = MeanEstimate.share(80, 100);
        MeanEstimate both = MeanEstimate.meanOf(List.of(one, MeanEstimate.share(60, 100)));
        assertThat(both.value()).isCloseTo(0.7, within(1e-12));
        assertThat(both.variance()).isBetween(one.variance() / 2, one.variance());
        assertThat(one.scaled(100, 0).variance()).isCloseTo(1e4 * one.variance(), within(1e-9));
    }

    private static MeanEstimate of(double[] observations) {
        return MeanEstimate.of(
                StatUtils.mean(observations), Math.sqrt(StatUtils.variance(observations)), observations.length);
    }
}
