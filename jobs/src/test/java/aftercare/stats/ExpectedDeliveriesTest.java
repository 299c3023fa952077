package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.stats.ExpectedDeliveries.Judged;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hipparchus.distribution.discrete.PoissonDistribution;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectedDeliveriesTest {
    private static final double ONCE_IN_A_THOUSAND = 0.001;

    @Test
    void aMemberIsExpectedToDeliverItsShareOfTheSeason() {
        List<@Nullable Judged[]> judged = ExpectedDeliveries.amongMembers(
                List.of(new long[] {10, 10, 10, 10, 10, 10, 20}, new long[] {30, 30, 30, 30, 30, 30, 60}, new long[] {
                    60, 60, 60, 60, 60, 60, 120
                }));

        assertThat(judged.get(0)[6].expected()).isCloseTo(20, within(1e-9));
        assertThat(judged.get(0)[0]).isNull();
    }

    @Test
    void aMemberThatDeliversNothingWhereOthersGoOnIsNoChance() {
        long[] silent = {40, 42, 38, 41, 39, 40, 0, 0};
        List<@Nullable Judged[]> judged = ExpectedDeliveries.amongMembers(List.of(
                silent, new long[] {50, 48, 52, 49, 51, 50, 50, 49}, new long[] {45, 46, 44, 45, 46, 44, 45, 45}));

        assertThat(judged.get(0)[6].chance()).isLessThan(ONCE_IN_A_THOUSAND);
        // It stays silent: months without rows do not lower what is expected.
        assertThat(judged.get(0)[7].expected()).isGreaterThan(35);
        assertThat(judged.get(1)[6].chance()).isGreaterThan(0.05);
    }

    @Test
    void aQuietMonthOfAllIsNobodysSilence() {
        List<@Nullable Judged[]> judged = ExpectedDeliveries.amongMembers(List.of(
                new long[] {40, 42, 38, 41, 4}, new long[] {50, 48, 52, 49, 5}, new long[] {45, 46, 44, 45, 4}));

        assertThat(judged).allSatisfy(member -> assertThat(member[4].chance()).isGreaterThan(0.05));
    }

    @Test
    void aMonthThatIsNotToBeJudgedIsNot() {
        List<@Nullable Judged[]> judged = ExpectedDeliveries.amongMembers(
                List.of(new long[] {40, 40, 40, ExpectedDeliveries.NONE}, new long[] {50, 50, 50, 50}));

        assertThat(judged.get(0)[3]).isNull();
    }

    @Test
    void chanceAloneIsCalledSilenceAsRarelyAsTheRuleSays() {
        Random random = new Random(7);
        List<long[]> members = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double mean = 3 + 60 * random.nextDouble();
            long[] counts = new long[30];
            for (int month = 0; month < counts.length; month++) {
                double season = 1 + 0.4 * Math.sin(month * Math.PI / 6);
                double own = Math.exp(0.15 * random.nextGaussian());
                counts[month] =
                        new PoissonDistribution(mean * season * own).inverseCumulativeProbability(random.nextDouble());
            }
            members.add(counts);
        }
        long judged = 0;
        long silent = 0;
        for (@Nullable Judged[] member : ExpectedDeliveries.amongMembers(members)) {
            for (@Nullable Judged month : member) {
                judged += month == null ? 0 : 1;
                silent += month != null && month.chance() <= ONCE_IN_A_THOUSAND ? 1 : 0;
            }
        }
        assertThat(judged).isGreaterThan(5_000);
        assertThat((double) silent / judged).isLessThan(3 * ONCE_IN_A_THOUSAND);
    }

    @Test
    void aHandfulOfRowsOfTheOthersExpectsNothingSurely() {
        // Six of seven complaints came from one region; that others then have five does not make thirty of its own due.
        List<@Nullable Judged[]> judged =
                ExpectedDeliveries.amongMembers(List.of(new long[] {2, 1, 1, 1, 1, 1}, new long[] {0, 0, 0, 1, 0, 5}));

        assertThat(judged.get(0)[5].expected()).isCloseTo(30, within(1e-9));
        assertThat(judged.get(0)[5].chance()).isGreaterThan(0.02);
    }

    @Test
    void aMemberThatWorksEveryOtherMonthIsNotSilentInTheOtherOne() {
        long[] everyOther = {20, 0, 21, 0, 19, 0, 20, 0, 21, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        long[] always = new long[everyOther.length];
        Arrays.fill(always, 50);
        @Nullable
        Judged[] judged =
                ExpectedDeliveries.amongMembers(List.of(everyOther, always)).get(0);

        assertThat(judged[11].chance()).isGreaterThan(0.3);
        assertThat(judged[12].chance()).isGreaterThan(0.05);
        assertThat(judged[20].chance()).isLessThan(ONCE_IN_A_THOUSAND);
    }

    @Test
    void aCompanyIsHeldAgainstItsOwnMonthAYearAgoAndItsTrend() {
        long[] counts = new long[24];
        for (int month = 0; month < counts.length; month++) {
            counts[month] = Math.round((month % 12 == 6 ? 200 : 100) * (month >= 12 ? 1.1 : 1));
        }
        @Nullable Judged[] judged = ExpectedDeliveries.ofWhole(counts, 1);

        assertThat(judged[17]).isNull();
        assertThat(judged[18].expected()).isCloseTo(220, within(1.0));
        assertThat(judged[18].chance()).isGreaterThan(0.2);
        long[] half = Arrays.copyOf(counts, 20);
        assertThat(ExpectedDeliveries.ofWhole(half, 0.5)[19].expected()).isCloseTo(55, within(1.0));
        half[19] = 0;
        assertThat(ExpectedDeliveries.ofWhole(half, 0.5)[19].chance()).isLessThan(ONCE_IN_A_THOUSAND);
    }

    @Test
    void theLowerTailIsThatOfThePoissonAndMeetsTheUpper() {
        assertThat(CountTail.lower(0, 7, 0)).isCloseTo(Math.exp(-7), within(1e-12));
        assertThat(CountTail.lower(4, 7, 0.1) + CountTail.upper(5, 7, 0.1)).isCloseTo(1, within(1e-12));
    }
}
