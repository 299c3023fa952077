package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.stats.DifferenceInDifferences.GroupChange;
import org.junit.jupiter.api.Test;

class DifferenceInDifferencesTest {

    @Test
    void fastFoodJobsAfterAMinimumWageRoseAreThoseOfCardAndKrueger() {
        // American Economic Review 84 (1994), table 3: New Jersey 20.44 to 21.03 (error of the change .54),
        // Pennsylvania
        // 23.33 to 21.17 (1.25); the difference of the changes is 2.76 with an error of 1.36.
        DifferenceInDifferences effect = DifferenceInDifferences.of(
                new GroupChange(20.44, 21.03, 0.54 * 0.54, 321), new GroupChange(23.33, 21.17, 1.25 * 1.25, 77));

        assertThat(effect.effect()).isCloseTo(2.76, within(0.02));
        assertThat(effect.error()).isCloseTo(1.36, within(0.005));
        assertThat(effect.interval(0.95).low()).isCloseTo(2.75 - 1.98 * 1.36, within(0.03));
    }

    @Test
    void peopleWhoAllChangeAlikeLeaveNoDoubt() {
        double[][] before = {{5, 10}, {10, 20}, {2, 4}};
        double[][] after = {{6, 10}, {12, 20}, {3, 5}};

        GroupChange change = GroupChange.ofPeople(before, after);

        assertThat(change.before()).isEqualTo(0.5);
        assertThat(change.after()).isEqualTo(0.6);
        assertThat(change.variance()).isCloseTo(0, within(1e-12));
    }

    @Test
    void spreadOverPeopleWidensTheInterval() {
        double[][] before = {{5, 10}, {5, 10}, {5, 10}};
        GroupChange alike = GroupChange.ofPeople(before, new double[][] {{6, 10}, {7, 10}, {6, 10}});
        GroupChange unlike = GroupChange.ofPeople(before, new double[][] {{1, 10}, {9, 10}, {9, 10}});
        GroupChange control = GroupChange.ofPeople(before, new double[][] {{5, 10}, {6, 10}, {4, 10}});

        assertThat(DifferenceInDifferences.of(unlike, control).error())
                .isGreaterThan(DifferenceInDifferences.of(alike, control).error());
    }
}
