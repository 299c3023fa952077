package aftercare.simulate;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Expected orders of one month by kind, model, region and sale month, ready to draw from. */
final class Demand {
    static final int REPAIR = 0;
    static final int FLAW = 1;
    static final int INSTALL = 2;
    static final int MAINTENANCE = 3;
    static final int EXCHANGE = 4;

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
        double target = random.nextDouble() * total;
        int low = 0;
        int high = size - 1;
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
