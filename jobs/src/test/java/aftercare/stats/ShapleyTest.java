package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShapleyTest {
    /** The airport game of Littlechild and Owen (1973): whoever needs the longer runway pays for it. */
    @Test
    void sharesTheCostOfARunwayAsPublished() {
        double[] needed = {8, 11, 13, 18};

        double[] values = Shapley.values(4, set -> {
            double longest = 0;
            for (int i = 0; i < needed.length; i++) {
                longest = (set >> i & 1) == 1 ? Math.max(longest, needed[i]) : longest;
            }
            return longest;
        });

        assertThat(values).containsExactly(new double[] {2, 3, 4, 9}, within(1e-12));
    }

    @Property(tries = 50)
    void partsAddUpToTheWhole(@ForAll @Size(32) List<@DoubleRange(min = -5, max = 5) Double> worth) {
        double[] values = Shapley.values(5, worth::get);

        assertThat(Arrays.stream(values).sum()).isCloseTo(worth.get(31) - worth.get(0), within(1e-9));
    }

    @Test
    void nobodyGetsNothing() {
        assertThat(Shapley.values(0, set -> 7)).isEmpty();
    }
}
