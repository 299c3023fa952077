package aftercare.measure.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A category whose truth is known: what repairs are drawn from, for the model to find again. */
final class KnownFleet {
    static final int MONTHS = 36;
    static final int BEFORE = 48;

    final CategoryFleet fleet;
    final CategoryHistory history;
    final Delays delays;

    private final double[] modelLevel;
    private final double[] regionLevel;

    /** Units sold per model, region and month. */
    interface Sales {
        double of(int model, int region, int month);
    }

    KnownFleet(
            double[] modelLevel, double[] designRate, double[] regionLevel, double lateShare, Sales sales, long seed) {
        this.modelLevel = modelLevel;
        this.regionLevel = regionLevel;
        List<CategoryFleet.Model> models = new ArrayList<>();
        for (int m = 0; m < modelLevel.length; m++) {
            models.add(new CategoryFleet.Model("M" + m, designRate[m], 24));
        }
        List<CategoryFleet.Region> regions = new ArrayList<>();
        for (int r = 0; r < regionLevel.length; r++) {
            regions.add(new CategoryFleet.Region("R" + r, r % 2));
        }
        fleet = new CategoryFleet(
                "fridge", models, regions, List.of("cold", "hot"), 2023 * 12, MONTHS, BEFORE, new double[0]);
        history = new CategoryHistory(fleet);
        long[][] counts = new long[MONTHS][CategoryHistory.DELAYS];
        draw(sales, lateShare, new SplittableRandom(seed), counts);
        delays = new Delays(counts);
    }

    /** Repairs per unit-month: many at first, few in mid-life, more with wear. */
    static double rate(int age) {
        double worn = Math.max(0, age - 36) / 60.0;
        return 0.012 * (1 + 0.8 * Math.exp(-age / 4.0) + worn * Math.sqrt(worn));
    }

    static double season(int zone, int calendar) {
        return 1 + (zone == 0 ? 0.2 : 0.5) * Math.cos(2 * Math.PI * (calendar - 6) / 12);
    }

    private void draw(Sales sales, double lateShare, SplittableRandom random, long[][] counts) {
        for (int m = 0; m < modelLevel.length; m++) {
            for (int r = 0; r < regionLevel.length; r++) {
                for (int s = -BEFORE; s < MONTHS; s++) {
                    double units = sales.of(m, r, s);
                    history.sold(m, r, s, units);
                    for (int t = Math.max(0, s); t < MONTHS; t++) {
                        double mean = units * mean(m, r, t, t - s);
                        for (int n = poisson(random, mean); n > 0; n--) {
                            repair(m, r, t, t - s, lateShare, random, counts);
                        }
                    }
                }
            }
        }
    }

    double mean(int m, int r, int t, int age) {
        int zone = fleet.regions().get(r).zone();
        return fleet.exposure(age) * rate(age) * modelLevel[m] * regionLevel[r] * season(zone, fleet.calendar(t));
    }

    private void repair(int m, int r, int t, int age, double lateShare, SplittableRandom random, long[][] counts) {
        int delay = 0;
        while (delay < CategoryHistory.DELAYS - 1 && random.nextDouble() < lateShare) {
            delay++;
        }
        int told = random.nextDouble() < 0.9 ? age : -1;
        history.repaired(m, r, t, told, delay, 1);
        counts[t][delay] += t + delay < MONTHS ? 1 : 0;
    }

    static int poisson(SplittableRandom random, double mean) {
        double limit = Math.exp(-mean);
        int n = -1;
        for (double p = 1; p > limit; n++) {
            p *= random.nextDouble();
        }
        return n;
    }
}
