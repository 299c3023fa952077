package aftercare.measure.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A category of 4 models in 5 regions whose repairs follow the model's own terms (age, model, region, season, a passing
 * error of each month) but for what {@link Case} says; the year after its last month is known, too.
 */
final class InventedFleet {
    static final int AHEAD = 12;

    private static final int MODELS = 4;
    private static final int REGIONS = 5;
    private static final int BEFORE = 36;
    private static final double LATE = 0.03;
    private static final int MONTHS_STATED = 24;
    private static final int CLEARED_MONTHS = 4;

    /** What happens to a fleet. */
    enum Case {
        PLAIN("nothing", 48),
        RECALL("a recall: one model comes in five times for two months, once", 48),
        LOCKDOWN("a lockdown: a third of the repairs for two months, once", 48),
        DEFECT("a lasting defect: one model four times, two months ago", 48),
        DEFECT_YEAR("a lasting defect: one model twice, eight months ago", 48),
        VINTAGE("newer units are better, by 1.5 % a month of sale", 48),
        RETIREMENT("units leave from their third year on, 3 % a month, and nobody says so", 48),
        RETIREMENT_STATED("the same, units in service stated for the last two years", 48),
        CLEARED("six of ten units of one model retired four months ago, and nobody says so", 48),
        CLEARED_STATED("the same, units in service stated for the last two years", 48),
        NO_SHIPMENTS("no shipments", 48),
        FLEET_ALONE("no shipments, units in service stated for the last two years", 48),
        EIGHT_MONTHS("eight months of history", 8),
        ONE_COHORT("all units sold within three months, then none", 48),
        SPARSE("a twentieth of the units", 48);

        final String what;
        final int months;

        boolean isStated() {
            return this == RETIREMENT_STATED || this == CLEARED_STATED || this == FLEET_ALONE;
        }

        boolean hasShipments() {
            return this != NO_SHIPMENTS && this != FLEET_ALONE;
        }

        Case(String what, int months) {
            this.what = what;
            this.months = months;
        }
    }

    final CategoryHistory history;
    final Delays delays;
    /** Repairs that came in the year after, by model, region and month. */
    final double[][][] came = new double[MODELS][REGIONS][AHEAD];

    private final Case happens;
    private final SplittableRandom random;
    private final CategoryFleet fleet;
    private final double[][] size = new double[MODELS][REGIONS];
    private final double[] modelLevel = new double[MODELS];
    private final double[] regionLevel = new double[REGIONS];
    private final int struck;
    private final int when;

    InventedFleet(Case happens, long seed) {
        this.happens = happens;
        random = new SplittableRandom(seed);
        List<CategoryFleet.Model> models = new ArrayList<>();
        List<CategoryFleet.Region> regions = new ArrayList<>();
        for (int m = 0; m < MODELS; m++) {
            modelLevel[m] = Math.exp(0.3 * random.nextGaussian());
            models.add(new CategoryFleet.Model("M" + m, Double.NaN, 24));
        }
        for (int r = 0; r < REGIONS; r++) {
            regionLevel[r] = Math.exp(0.15 * random.nextGaussian());
            regions.add(new CategoryFleet.Region("R" + r, r % 2));
        }
        double scale = happens == Case.SPARSE ? 1.5 : happens == Case.ONE_COHORT ? 600 : 30;
        for (double[] ofModel : size) {
            for (int r = 0; r < REGIONS; r++) {
                ofModel[r] = scale * Math.exp(0.5 * random.nextGaussian());
            }
        }
        fleet = new CategoryFleet(
                "fridge", models, regions, List.of("cold", "hot"), 2021 * 12, happens.months, BEFORE, new double[0]);
        struck = random.nextInt(MODELS);
        when = fleet.months() - 5 - random.nextInt(10);
        history = new CategoryHistory(fleet);
        long[][] counts = new long[fleet.months()][CategoryHistory.DELAYS];
        draw(counts);
        delays = new Delays(counts);
        if (happens.isStated()) {
            state();
        }
    }

    private void draw(long[][] counts) {
        double[][] passing = new double[MODELS][fleet.months() + AHEAD];
        for (int t = 0; t < fleet.months() + AHEAD; t++) {
            double common = 0.03 * random.nextGaussian();
            for (int m = 0; m < MODELS; m++) {
                passing[m][t] = Math.exp(common + 0.05 * random.nextGaussian());
            }
        }
        for (int m = 0; m < MODELS; m++) {
            for (int r = 0; r < REGIONS; r++) {
                for (int s = -BEFORE; s < fleet.months() + AHEAD; s++) {
                    double units = sold(m, r, s);
                    if (s < fleet.months() && happens.hasShipments()) {
                        history.sold(m, r, s, units);
                    }
                    for (int t = Math.max(0, s); t < fleet.months() + AHEAD && units > 0; t++) {
                        double mean = units * rate(m, r, t, t - s) * passing[m][t];
                        repairs(m, r, t, t - s, KnownFleet.poisson(random, mean), counts);
                    }
                }
            }
        }
    }

    /** The share of units of an age that is still in service. */
    private double staying(int m, int t, int age) {
        int cleared = fleet.months() - CLEARED_MONTHS;
        return switch (happens) {
            case RETIREMENT, RETIREMENT_STATED -> age < 24 ? 1 : Math.pow(0.97, age - 24);
            case CLEARED, CLEARED_STATED -> m == struck && t >= cleared && t - age < cleared ? 0.4 : 1;
            default -> 1;
        };
    }

    private void state() {
        for (int m = 0; m < MODELS; m++) {
            for (int r = 0; r < REGIONS; r++) {
                for (int t = fleet.months() - MONTHS_STATED; t < fleet.months(); t++) {
                    double units = 0;
                    for (int s = -BEFORE; s <= t; s++) {
                        units += sold(m, r, s) * staying(m, t, t - s);
                    }
                    history.stated(m, r, t, Math.rint(units));
                }
            }
        }
    }

    private double sold(int m, int r, int s) {
        double start = happens == Case.ONE_COHORT ? -6 : m == 3 ? 12 : -BEFORE;
        double end = happens == Case.ONE_COHORT ? -4 : Integer.MAX_VALUE;
        return s < start || s > end ? 0 : Math.rint(size[m][r] * (1 + 0.15 * Math.cos(2 * Math.PI * (s - 5) / 12.0)));
    }

    private double rate(int m, int r, int t, int age) {
        double rate = fleet.exposure(age) * KnownFleet.rate(age) * modelLevel[m] * regionLevel[r];
        rate *= KnownFleet.season(r % 2, fleet.calendar(t));
        int last = fleet.months() - 1;
        return rate
                * switch (happens) {
                    case RECALL -> m == struck && (t == when || t == when + 1) ? 5 : 1;
                    case LOCKDOWN -> t == when || t == when + 1 ? 1 / 3.0 : 1;
                    case DEFECT -> m == struck && t > last - 2 ? 4 : 1;
                    case DEFECT_YEAR -> m == struck && t > last - 8 ? 2 : 1;
                    case VINTAGE -> Math.exp(-0.015 * (t - age - 12));
                    case RETIREMENT, RETIREMENT_STATED, CLEARED, CLEARED_STATED -> staying(m, t, age);
                    default -> 1;
                };
    }

    private void repairs(int m, int r, int t, int age, int n, long[][] counts) {
        for (int i = 0; i < n; i++) {
            if (t >= fleet.months()) {
                came[m][r][t - fleet.months()]++;
                continue;
            }
            int delay = 0;
            while (delay < CategoryHistory.DELAYS - 1 && random.nextDouble() < LATE) {
                delay++;
            }
            boolean dated = happens.hasShipments() && random.nextDouble() < 0.9;
            history.repaired(m, r, t, dated ? age : -1, delay, 1);
            counts[t][delay] += t + delay < fleet.months() ? 1 : 0;
        }
    }
}
