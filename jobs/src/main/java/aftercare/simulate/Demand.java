package aftercare.simulate;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Expected orders of one month by kind, model, region and sale month, ready to draw from. */
final class Demand {
    static final int REPAIR = 0;
    static final int FLAW = 1;
    static final int INSTALL = 2;
    static final int MAINTENANCE = 3;
    static final int EXCHANGE = 4;

    private static final int GUIDES = 1 << 16;

    private int @Nullable [] guide;
    private double[] cumulative;
    private long[] cells;
    private int size;
    private double total;

    Demand(int capacity) {
        cumulative = new double[capacity];
        cells = new long[capacity];
    }

    void add(int kind, int model, int region, int sale, double expected) {
        if (expected <= 0) {
            return;
        }
        if (size == cells.length) {
            cumulative = Arrays.copyOf(cumulative, 2 * size + 16);
            cells = Arrays.copyOf(cells, 2 * size + 16);
        }
        total += expected;
        cumulative[size] = total;
        cells[size++] = (long) kind << 48 | (long) model << 32 | (long) region << 16 | sale;
    }

    double total() {
        return total;
    }

    /** A cell drawn in proportion to what is expected of it. */
    long draw(SplittableRandom random) {
        double draw = random.nextDouble();
        double target = draw * total;
        if (guide == null) {
            guide = guide();
        }
        int low = guide[(int) (draw * GUIDES)];
        int high = guide[(int) (draw * GUIDES) + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > target) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return cells[low];
    }

    /**
     * Where to look for a draw in 0, 1/{@link #GUIDES}, ...: a search over all cells would wait for memory at every
     * step.
     */
    private int[] guide() {
        int[] made = new int[GUIDES + 1];
        int at = 0;
        for (int i = 0; i <= GUIDES; i++) {
            while (at < size - 1 && cumulative[at] <= total * i / GUIDES) {
                at++;
            }
            made[i] = at;
        }
        return made;
    }

    static int kind(long cell) {
        return (int) (cell >>> 48);
    }

    static int model(long cell) {
        return (int) (cell >>> 32) & 0xFFFF;
    }

    static int region(long cell) {
        return (int) (cell >>> 16) & 0xFFFF;
    }

    static int sale(long cell) {
        return (int) cell & 0xFFFF;
    }
}
