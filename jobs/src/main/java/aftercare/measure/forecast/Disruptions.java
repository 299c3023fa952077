package aftercare.measure.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Months far from what their neighbours make expect: of a category (a lockdown), a region (a flood) or a model (a
 * recall). What passed again happened once, says nothing about age, season or level, and is left out of them; what
 * stays is a new level, which the forecast follows from its second month on. A month that is as unusual every year is
 * season. The last two months cannot be told apart: what they do is taken to stay.
 */
final class Disruptions {
    /** Months within which something that happens once is over. */
    private static final int LONGEST_ONCE = 3;
    /** Months that must have been usual again before something is known to be over. */
    private static final int MONTHS_AFTER = 2;
    /** Months on each side that tell what is usual. */
    private static final int NEIGHBOURS = 8;

    private static final int FEWEST_MONTHS = 12;
    private static final double ONCE_FACTOR = 1.5;
    private static final double ONCE_DEVIATIONS = 4.5;
    private static final double FEWEST_REPAIRS = 10;
    /** How far months vary beyond chance at least. */
    private static final double USUAL_SPREAD = 0.06;

    private static final int FARTHEST_BACK = 24;
    private static final int MONTHS_BEFORE = 12;
    private static final double LASTING_FACTOR = 1.4;
    private static final double LASTING_DEVIATIONS = 5;
    /** A part of which so many repairs are expected in a month has a say in what is usual for the whole. */
    private static final double ENOUGH_OF_PART = 10;

    private static final int PARTS_FOR_MEDIAN = 3;

    /**
     * What was found.
     *
     * @param level category, model or region
     * @param index which of the models or regions; 0 for the category
     * @param from number of its first month
     * @param to number of its last month; the origin where it lasts
     * @param factor by what repairs were multiplied
     * @param lasts whether it is a new level
     */
    record Found(String level, int index, int from, int to, double factor, boolean lasts) {}

    final List<Found> found = new ArrayList<>();
    private final int origin;
    private final double[] ofCategory;
    private final double[][] ofModel;
    private final double[][] ofRegion;

    private Disruptions(int models, int regions, int origin) {
        this.origin = origin;
        ofCategory = ones(origin + 1);
        ofModel = new double[models][];
        ofRegion = new double[regions][];
        Arrays.setAll(ofModel, m -> ones(origin + 1));
        Arrays.setAll(ofRegion, r -> ones(origin + 1));
    }

    /** Whether nothing was unusual. */
    boolean none() {
        return found.isEmpty();
    }

    /** By what repairs of a series and month were multiplied. */
    double at(int model, int region, int month) {
        return ofCategory[month] * ofModel[model][month] * ofRegion[region][month];
    }

    /** By what repairs of a series go on to be multiplied. */
    double lasting(int model, int region) {
        double factor = 1;
        for (Found each : found) {
            boolean concerns = each.level().equals("model") ? each.index() == model : each.index() == region;
            factor *= each.lasts() && concerns ? each.factor() : 1;
        }
        return factor;
    }

    /** Whether nobody could have foreseen at an origin what came in a month after it, as far as is known by now. */
    boolean unforeseen(int model, int region, int origin, int month) {
        for (Found each : found) {
            boolean concerns = each.level().equals("category")
                    || (each.level().equals("model") ? each.index() == model : each.index() == region);
            boolean notYetOver = origin >= each.from() && origin < each.to() + MONTHS_AFTER;
            boolean comes = month >= each.from() && month <= each.to();
            boolean notYetSeen = origin < each.from() + MONTHS_AFTER - 1;
            if (concerns && (each.lasts() ? comes && notYetSeen : comes || notYetOver)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Looks for what is unusual.
     *
     * @param seen repairs by model, region and month
     * @param expected the same as the model makes expect; 0 where it knows of no units
     */
    static Disruptions find(double[][][] seen, double[][][] expected) {
        int models = seen.length;
        int regions = models == 0 ? 0 : seen[0].length;
        int months = models == 0 || regions == 0 ? 0 : seen[0][0].length;
        Disruptions all = new Disruptions(models, regions, months - 1);
        if (months >= FEWEST_MONTHS) {
            all.ofCategory(seen, expected);
            for (int m = 0; m < models; m++) {
                all.of("model", m, all.ofModel[m], seen[m], expected[m], m, -1);
            }
            for (int r = 0; r < regions; r++) {
                double[][] seenThere = new double[models][];
                double[][] expectedThere = new double[models][];
                for (int m = 0; m < models; m++) {
                    seenThere[m] = seen[m][r];
                    expectedThere[m] = expected[m][r];
                }
                all.of("region", r, all.ofRegion[r], seenThere, expectedThere, -1, r);
            }
        }
        return all;
    }

    /**
     * A category's month is unusual where most of its models' and most of its regions' are: one model's recall is none
     * of the category, nor is one region's flood.
     */
    private void ofCategory(double[][][] seen, double[][][] expected) {
        int regions = seen[0].length;
        Parts byModel = new Parts(seen.length, origin + 1);
        Parts byRegion = new Parts(regions, origin + 1);
        for (int m = 0; m < seen.length; m++) {
            for (int r = 0; r < regions; r++) {
                for (int t = 0; t <= origin; t++) {
                    byModel.add(m, t, seen[m][r][t], expected[m][r][t]);
                    byRegion.add(r, t, seen[m][r][t], expected[m][r][t]);
                }
            }
        }
        Ratios ofModels = byModel.ratios();
        boolean[] inMostRegions = unusual(byRegion.ratios());
        once("category", 0, ofCategory, ofModels, inMostRegions);
    }

    /** A model's month is unusual where it is so in most regions, and a region's where it is so for most models. */
    private void of(
            String level, int index, double[] factors, double[][] seen, double[][] expected, int model, int region) {
        Parts parts = new Parts(seen.length, origin + 1);
        for (int i = 0; i < seen.length; i++) {
            for (int t = 0; t <= origin; t++) {
                // What is known of the wholes that the part belongs to.
                double whole = at(model < 0 ? i : model, region < 0 ? i : region, t);
                parts.add(i, t, seen[i][t], whole * expected[i][t]);
            }
        }
        Ratios ratios = parts.ratios();
        once(level, index, factors, ratios, unusual(ratios));
        lasting(level, index, factors, ratios);
    }

    /** What came and what was expected of the parts of something, by month. */
    private static final class Parts {
        private final double[][] came;
        private final double[][] expected;

        Parts(int parts, int months) {
            came = new double[parts][months];
            expected = new double[parts][months];
        }

        void add(int part, int month, double seen, double usual) {
            if (usual > 0) {
                came[part][month] += seen;
                expected[part][month] += usual;
            }
        }

        /** The median of the parts where enough of them are large enough to have a say, else their sum's. */
        Ratios ratios() {
            int months = came[0].length;
            double[] ratio = new double[months];
            double[] size = new double[months];
            for (int t = 0; t < months; t++) {
                double sum = 0;
                List<Double> ratios = new ArrayList<>();
                for (int i = 0; i < came.length; i++) {
                    sum += came[i][t];
                    size[t] += expected[i][t];
                    if (expected[i][t] >= ENOUGH_OF_PART) {
                        ratios.add(came[i][t] / expected[i][t]);
                    }
                }
                ratio[t] =
                        ratios.size() >= PARTS_FOR_MEDIAN ? median(ratios) : size[t] > 0 ? sum / size[t] : Double.NaN;
            }
            return new Ratios(ratio, size);
        }
    }

    /**
     * What came over what was expected, by month.
     *
     * @param came NaN where nothing was expected
     * @param expected repairs
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
    private record Ratios(double[] came, double[] expected) {
        /** Beside the months around it. */
        double[] besideNeighbours() {
            double[] beside = new double[came.length];
            for (int t = 0; t < came.length; t++) {
                List<Double> around = new ArrayList<>();
                for (int i = Math.max(0, t - NEIGHBOURS); i <= Math.min(came.length - 1, t + NEIGHBOURS); i++) {
                    if (Math.abs(i - t) > 1 && !Double.isNaN(came[i])) {
                        around.add(came[i]);
                    }
                }
                double usual = around.size() < NEIGHBOURS / 2 ? Double.NaN : median(around);
                beside[t] = usual > 0 ? came[t] / usual : Double.NaN;
            }
            return beside;
        }
    }

    private boolean[] unusual(Ratios ratios) {
        double[] beside = ratios.besideNeighbours();
        double spread = spread(beside);
        boolean[] unusual = new boolean[origin + 1];
        for (int t = 0; t <= origin; t++) {
            double usual = ratios.expected()[t] * ratios.came()[t] / beside[t];
            double log = Math.abs(Math.log(Math.max(beside[t], 0.02)));
            unusual[t] = log > Math.log(ONCE_FACTOR)
                    && log > ONCE_DEVIATIONS * Math.sqrt(spread * spread + 1 / Math.max(1, usual))
                    && Math.abs(usual * (beside[t] - 1)) >= FEWEST_REPAIRS
                    && !everyYear(beside, t);
        }
        return unusual;
    }

    /** Notes what happened once, as far as it is unusual elsewhere, too. */
    private void once(String level, int index, double[] factors, Ratios ratios, boolean[] elsewhere) {
        double[] beside = ratios.besideNeighbours();
        boolean[] unusual = unusual(ratios);
        for (int t = 0; t <= origin; t++) {
            unusual[t] &= elsewhere[t];
        }
        for (int from = 0; from <= origin; from++) {
            int to = from;
            while (to <= origin && unusual[to]) {
                to++;
            }
            if (to > from && to - from <= LONGEST_ONCE && to - 1 <= origin - MONTHS_AFTER) {
                double sum = 0;
                for (int t = from; t < to; t++) {
                    factors[t] = Math.max(beside[t], 0.02);
                    sum += beside[t];
                }
                found.add(new Found(level, index, from, to - 1, sum / (to - from), false));
            }
            from = Math.max(from, to - 1);
        }
    }

    private boolean everyYear(double[] beside, int t) {
        double log = Math.log(Math.max(beside[t], 0.02));
        for (int other : new int[] {t - CategoryFleet.SEASONS, t + CategoryFleet.SEASONS}) {
            if (other >= 0 && other <= origin && !Double.isNaN(beside[other])) {
                double then = Math.log(Math.max(beside[other], 0.02));
                if (then * log > 0 && Math.abs(then) > Math.abs(log) / 3) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The month, if any, from which on repairs stand at another level than in the year before it. */
    private void lasting(String level, int index, double[] factors, Ratios ratios) {
        double spread = spread(ratios.besideNeighbours());
        double best = LASTING_DEVIATIONS;
        int since = -1;
        double factor = 1;
        for (int from = Math.max(MONTHS_BEFORE / 2, origin + 1 - FARTHEST_BACK);
                from <= origin + 1 - MONTHS_AFTER;
                from++) {
            Side before = side(ratios, factors, Math.max(0, from - MONTHS_BEFORE), from - 1);
            Side after = side(ratios, factors, from, origin);
            double log = Math.log(after.level() / before.level());
            double deviation = Math.sqrt(1 / before.repairs
                    + 1 / after.repairs
                    + spread * spread * (1.0 / before.months + 1.0 / after.months));
            if (before.repairs >= FEWEST_REPAIRS
                    && after.repairs >= FEWEST_REPAIRS
                    && Math.abs(log) > Math.log(LASTING_FACTOR)
                    && Math.abs(log) / deviation > best
                    && stays(ratios, factors, from, before.level(), log)) {
                best = Math.abs(log) / deviation;
                since = from;
                factor = Math.exp(log);
            }
        }
        if (since >= 0) {
            for (int t = since; t <= origin; t++) {
                factors[t] *= factor;
            }
            found.add(new Found(level, index, since, origin, factor, true));
        }
    }

    /** Whether each month stands nearer to the new level than to the old one. */
    private boolean stays(Ratios ratios, double[] factors, int from, double before, double log) {
        for (int t = from; t <= origin; t++) {
            double now = Math.log(Math.max(ratios.came()[t] / factors[t], 0.02 * before) / before);
            if (Double.isNaN(now) || now * Math.signum(log) < Math.abs(log) / 2) {
                return false;
            }
        }
        return true;
    }

    private static final class Side {
        double repairs;
        double expected;
        int months;

        double level() {
            return repairs / expected;
        }
    }

    private static Side side(Ratios ratios, double[] factors, int from, int to) {
        Side side = new Side();
        for (int t = from; t <= to; t++) {
            if (!Double.isNaN(ratios.came()[t])) {
                side.repairs += ratios.came()[t] / factors[t] * ratios.expected()[t];
                side.expected += ratios.expected()[t];
                side.months++;
            }
        }
        return side;
    }

    /** How far logarithms usually lie from 0, robustly. */
    private static double spread(double[] beside) {
        List<Double> logs = new ArrayList<>();
        for (double each : beside) {
            if (!Double.isNaN(each)) {
                logs.add(Math.abs(Math.log(Math.max(each, 0.02))));
            }
        }
        return logs.isEmpty() ? USUAL_SPREAD : Math.max(USUAL_SPREAD, 1.4826 * median(logs));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double[] ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return ones;
    }
}
