package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CredibilityTest {
    /**
     * Hachemeister's private passenger claims (1975) by state, as the Bühlmann-Straub example in the documentation of
     * the R package actuar has them: weights and means of the states, within variance 139,120,026, between variance
     * 89,639, collective mean 1,684.
     */
    private static final List<Credibility.Group> STATES = List.of(
            new Credibility.Group(100_155, 2_061),
            new Credibility.Group(19_895, 1_511),
            new Credibility.Group(13_735, 1_806),
            new Credibility.Group(4_152, 1_353),
            new Credibility.Group(36_110, 1_600));

    private static final Credibility HACHEMEISTER = Credibility.of(STATES, 139_120_026);

    @Test
    void theStructureOfHachemeistersDataIsAsPublished() {
        // The published means are rounded to whole numbers.
        assertThat(HACHEMEISTER.between()).isCloseTo(89_639, within(150.0));
        assertThat(HACHEMEISTER.collective()).isCloseTo(1_684, within(1.0));
    }

    @Test
    void theCredibilityFactorsAndPremiumsOfHachemeistersStatesAreAsPublished() {
        assertThat(STATES.stream().map(state -> HACHEMEISTER.factor(state.weight())))
                .usingElementComparator((one, other) -> Math.abs(one - other) < 6e-4 ? 0 : 1)
                .containsExactly(0.9847, 0.9276, 0.8985, 0.7279, 0.9588);
        assertThat(STATES.stream()
                        .map(state -> (double) Math.round(HACHEMEISTER.of(state).mean())))
                .usingElementComparator((one, other) -> Math.abs(one - other) <= 1 ? 0 : 1)
                .containsExactly(2_055.0, 1_524.0, 1_793.0, 1_443.0, 1_603.0);
    }

    @Test
    void aGroupWithoutObservationsHasTheCollectiveMeanAndTheLargestError() {
        Credibility.Estimate none = HACHEMEISTER.of(new Credibility.Group(0, Double.NaN));
        assertThat(none.mean()).isEqualTo(HACHEMEISTER.collective());
        assertThat(none.variance())
                .isGreaterThan(HACHEMEISTER.between())
                .isGreaterThan(HACHEMEISTER.of(STATES.get(3)).variance());
    }

    @Test
    void groupsThatDifferNoMoreThanChanceShareOneMean() {
        Credibility alike =
                Credibility.of(List.of(new Credibility.Group(10, 99), new Credibility.Group(30, 101)), 1_000);
        assertThat(alike.between()).isZero();
        assertThat(alike.of(new Credibility.Group(10, 99))).isEqualTo(new Credibility.Estimate(100.5, 25));
    }

    @Test
    void aSingleGroupIsItsOwnMean() {
        Credibility alone = Credibility.of(List.of(new Credibility.Group(4, 10)), 8);
        assertThat(alone.of(new Credibility.Group(4, 10))).isEqualTo(new Credibility.Estimate(10, 2));
    }
}
