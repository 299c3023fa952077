package aftercare.measure.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.measure.actions.Movement.Counts;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MovementTest {
    @Test
    void whatMovesAllIsNoEffect() {
        List<Counts> others = IntStream.range(0, 8)
                .mapToObj(i -> new Counts(700 + i, 1_000, 800 + i, 1_000))
                .toList();
        Movement moved = Movement.of(new Counts(300, 1_000, 450, 1_000), others);
        assertThat(moved.othersChange()).isCloseTo(0.1, within(1e-6));
        assertThat(moved.effect()).isCloseTo(0.05, within(1e-6));
    }

    @Test
    void fewerThanFiveOthersSayNothingOfHowSharesMoveByThemselves() {
        List<Counts> others = IntStream.range(0, 4)
                .mapToObj(i -> new Counts(700, 1_000, 800, 1_000))
                .toList();
        Movement moved = Movement.of(new Counts(300, 1_000, 450, 1_000), others);
        assertThat(moved.othersChange()).isNull();
        assertThat(moved.effect()).isCloseTo(0.15, within(1e-12));
    }

    @Test
    void whereNothingWasDoneTheIntervalHoldsNothingInNineteenOfTwentyCases() {
        Random random = new Random(42);
        int runs = 2_000;
        int held = 0;
        for (int run = 0; run < runs; run++) {
            List<Counts> all =
                    IntStream.range(0, 20).mapToObj(i -> outlet(random)).toList();
            Movement moved = Movement.of(all.get(0), all.subList(1, all.size()));
            held += moved.interval().low() <= 0 && moved.interval().high() >= 0 ? 1 : 0;
        }
        assertThat((double) held / runs).isBetween(0.935, 0.97);
    }

    /** An outlet whose share wanders by 5 points between two halves of a year, as all do. */
    private static Counts outlet(Random random) {
        double level = 0.8 + 0.05 * random.nextGaussian();
        long before = drawn(random, 150, level);
        long after = drawn(random, 80, Math.min(0.98, level + 0.02 + 0.05 * random.nextGaussian()));
        return new Counts(before, 150, after, 80);
    }

    private static long drawn(Random random, int n, double p) {
        return IntStream.range(0, n).filter(i -> random.nextDouble() < p).count();
    }
}
