package aftercare.measure.forecast;

import aftercare.stats.GammaPoissonShrinkage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Repair rates of one category as an origin's month saw them: repairs of a unit-month = rate at its age x model level x
 * season x region level x level of the model in the region. The factors are fitted in turn, each to the repairs that
 * the others leave it, until they hardly change; levels are shrunk (Gamma-Poisson).
 */
final class RepairModel {
    private static final int ROUNDS = 6;
    /** How often what is unusual is looked for: what is found makes the rest clearer. */
    private static final int PASSES = 2;
    /** How many repairs the category weighs at most against a model, and the company against a region. */
    private static final double MOST_PRIOR_REPAIRS_OF_MODEL = 25;

    private static final double MOST_PRIOR_REPAIRS_OF_REGION = 400;
    /** How much weight design rates have before experience, as a mean and a standard deviation. */
    private static final double DESIGN_WEIGHT = 0.7;

    private static final double DESIGN_WEIGHT_SD = 0.5;
    private static final double DESIGN_ERROR = 0.2;
    /** Of what a month says about the recent level, the share that still counts a month later. */
    private static final double MEMORY = 0.9;

    private static final double RECENT_PRIOR_REPAIRS = 40;

    final CategoryHistory history;
    final CategoryFleet fleet;
    final int origin;
    final int ages;
    /** Share of each month's repairs known at the origin. */
    final double[] reported;

    AgeShape shape;
    double[][] seasons;
    final double[] modelLevel;
    final double[] modelLevelSd;
    final double[] regionLevel;
    final double[][] seriesLevel;
    final double[] recentLevel;
    double designWeight = DESIGN_WEIGHT;
    /** Repairs and unit-months per model and age, as seen. */
    final double[][] repairsAtAge;

    final double[][] exposureAtAge;
    /** Expected repairs by model, region and month up to the origin, without the recent level. */
    final double[][][] expected;
    /** Repairs known at the origin, lifted, by model, region and month. */
    final double[][][] lifted;
    /** What was unusual in them. */
    Disruptions disruptions;

    Vintage vintage;
    /** {@link #lifted} without what was unusual. */
    private double[][][] usual;

    /** Units in service, as known at the origin. */
    final Cohorts[][] cohorts;

    private final boolean[][] sold;
    /** Whether any units in service are stated rather than estimated. */
    private final boolean stated;

    private RepairModel(CategoryHistory history, Delays delays, int origin, int ages) {
        this.history = history;
        this.fleet = history.fleet;
        this.origin = origin;
        this.ages = ages;
        int models = fleet.models().size();
        int regions = fleet.regions().size();
        reported = delays.reported(origin);
        shape = AgeShape.fit(new double[ages], new double[ages], meanDesignRate());
        seasons = Seasons.none(fleet.zones().size());
        modelLevel = filled(models);
        modelLevelSd = filled(models);
        regionLevel = filled(regions);
        recentLevel = filled(models);
        seriesLevel = new double[models][];
        repairsAtAge = new double[models][ages];
        exposureAtAge = new double[models][ages];
        expected = new double[models][regions][origin + 1];
        lifted = new double[models][regions][origin + 1];
        usual = lifted;
        disruptions = Disruptions.find(new double[0][][], new double[0][][]);
        vintage = Vintage.none(origin + fleet.salesBefore());
        sold = new boolean[models][regions];
        cohorts = new Cohorts[models][regions];
        boolean anyStated = false;
        for (int m = 0; m < models; m++) {
            seriesLevel[m] = filled(regions);
            for (int r = 0; r < regions; r++) {
                cohorts[m][r] = history.cohorts(m, r, origin);
                anyStated |= cohorts[m][r].areStated();
                sold[m][r] = !cohorts[m][r].isEmpty(origin + fleet.salesBefore());
                for (int t = 0; t <= origin; t++) {
                    lifted[m][r][t] = history.known(m, r, t, origin) / reported[t];
                }
            }
        }
        stated = anyStated;
    }

    /**
     * Fits the model to what was known at the end of a month.
     *
     * @param origin number of the month
     * @param ages how many ages to give rates for; ages beyond take the last
     */
    static RepairModel fit(CategoryHistory history, Delays delays, int origin, int ages) {
        // Where nobody knows when units were sold there is one rate for all of them.
        RepairModel model = new RepairModel(history, delays, origin, history.hasUnitsOfUnknownAge() ? 1 : ages);
        model.fitInTurn();
        model.levels();
        for (int pass = 0; pass < PASSES; pass++) {
            Disruptions found = Disruptions.find(model.lifted, model.expected);
            if (found.none() && model.disruptions.none()) {
                break;
            }
            model.withoutDisruptions(found);
            model.fitInTurn();
            model.levels();
        }
        return model;
    }

    private void withoutDisruptions(Disruptions found) {
        disruptions = found;
        usual = new double[lifted.length][][];
        for (int m = 0; m < lifted.length; m++) {
            usual[m] = new double[lifted[m].length][origin + 1];
            for (int r = 0; r < lifted[m].length; r++) {
                for (int t = 0; t <= origin; t++) {
                    usual[m][r][t] = lifted[m][r][t] / (found.none() ? 1 : found.at(m, r, t));
                }
            }
        }
    }

    /** Repairs of a series without what happened once, and all at the level that lasts: what methods go on with. */
    double[] goingOn(int m, int r) {
        if (disruptions.none()) {
            return lifted[m][r];
        }
        double lasting = disruptions.lasting(m, r);
        return Arrays.stream(usual[m][r]).map(each -> each * lasting).toArray();
    }

    /** Fits the model to all that is known, with rates for the ages up to the end of the forecast. */
    static RepairModel fit(CategoryHistory history, Delays delays) {
        return fit(history, delays, history.fleet.months() - 1, Horizons.ages(history.fleet));
    }

    /**
     * Whether any unit of a model was sold or is stated to be in a region by the origin: without, there is nothing to
     * compute a rate from.
     */
    boolean hasUnits(int model, int region) {
        return sold[model][region];
    }

    private void fitInTurn() {
        int zones = fleet.zones().size();
        double design = meanDesignRate();
        for (int round = 0; round < ROUNDS; round++) {
            ZoneUnits[][] units = unitsByZone();
            ages(units, design);
            double[][][] unshaped = byMonth(units);
            modelLevels(unshaped);
            if (round > 0) {
                seasons(unshaped, zones);
            }
            regionLevels();
        }
    }

    private double meanDesignRate() {
        return fleet.models().stream()
                        .mapToDouble(CategoryFleet.Model::designRate)
                        .filter(rate -> rate > 0)
                        .average()
                        .orElse(Double.NaN)
                / 12;
    }

    /** Units of a model in a zone by sale month: of regions where all stay, and of those with stated units. */
    private static final class ZoneUnits {
        private record Weighed(double level, Cohorts cohorts) {}

        final double[] staying;
        final List<Weighed> stated = new ArrayList<>();

        ZoneUnits(int sales) {
            staying = new double[sales];
        }

        /** What of each sale month is there in a month, before the scrap curve. */
        double[] in(int month) {
            if (stated.isEmpty()) {
                return staying;
            }
            double[] all = staying.clone();
            for (Weighed each : stated) {
                for (int sale = 0; sale <= month; sale++) {
                    all[sale] += each.level() * each.cohorts().at(sale, month);
                }
            }
            return all;
        }

        double convolved(int month, double[] weights) {
            double sum = RepairModel.convolved(staying, month, weights);
            for (Weighed each : stated) {
                sum += each.level() * each.cohorts().convolved(month, weights);
            }
            return sum;
        }
    }

    /** Units by model, zone and sale month, each region weighed by its level. */
    private ZoneUnits[][] unitsByZone() {
        int sales = origin + 1 + fleet.salesBefore();
        ZoneUnits[][] units = new ZoneUnits[fleet.models().size()][fleet.zones().size()];
        for (int m = 0; m < units.length; m++) {
            Arrays.setAll(units[m], zone -> new ZoneUnits(sales));
            for (int r = 0; r < regionLevel.length; r++) {
                ZoneUnits zone = units[m][fleet.regions().get(r).zone()];
                if (cohorts[m][r].areStated()) {
                    zone.stated.add(new ZoneUnits.Weighed(regionLevel[r], cohorts[m][r].weighed(vintage)));
                } else {
                    for (int s = 0; s < sales; s++) {
                        zone.staying[s] += regionLevel[r] * cohorts[m][r].at(s, s) * vintage.factor(s);
                    }
                }
            }
        }
        return units;
    }

    /**
     * Gathers repairs and exposure by age and fits the shape. Repairs without an age are spread over ages in proportion
     * to exposure x rate.
     */
    private void ages(ZoneUnits[][] units, double design) {
        int sales = origin + 1 + fleet.salesBefore();
        double[][] repairs = new double[ages][sales];
        double[][] exposure = new double[ages][sales];
        double[] seenByMonth = new double[origin + 1];
        double[] expectedByMonth = new double[origin + 1];
        for (int m = 0; m < units.length; m++) {
            Arrays.fill(repairsAtAge[m], 0);
            Arrays.fill(exposureAtAge[m], 0);
            for (int z = 0; z < units[m].length; z++) {
                double[][] known = knownByMonth(m, z);
                for (int t = 0; t <= origin; t++) {
                    seenByMonth[t] += known[t][0];
                    expectedByMonth[t] +=
                            agesOfMonth(m, z, t, units[m][z].in(t + fleet.salesBefore()), known[t], repairs, exposure);
                }
            }
        }
        vintage = Vintage.fit(repairs, exposure, dispersion(seenByMonth, expectedByMonth));
        double[] repairsOfAge = new double[ages];
        double[] exposureOfAge = new double[ages];
        for (int age = 0; age < ages; age++) {
            for (int sale = 0; sale < sales; sale++) {
                repairsOfAge[age] += repairs[age][sale];
                exposureOfAge[age] += exposure[age][sale] * vintage.factor(sale);
            }
        }
        shape = AgeShape.fit(repairsOfAge, exposureOfAge, design);
    }

    /** How many times more than Poisson counts the category's months vary around what is expected. */
    private static double dispersion(double[] seen, double[] expected) {
        double scale = Arrays.stream(seen).sum() / Arrays.stream(expected).sum();
        double sum = 0;
        int months = 0;
        for (int t = 0; t < seen.length; t++) {
            double mean = scale * expected[t];
            if (mean > 0) {
                sum += (seen[t] - mean) * (seen[t] - mean) / mean;
                months++;
            }
        }
        return months == 0 ? 1 : sum / months;
    }

    /**
     * Per month: repairs of the zone in regions where the model was sold, lifted, without what was unusual and with it.
     */
    private double[][] knownByMonth(int m, int z) {
        double[][] known = new double[origin + 1][2];
        for (int r = 0; r < regionLevel.length; r++) {
            if (fleet.regions().get(r).zone() == z && sold[m][r]) {
                for (int t = 0; t <= origin; t++) {
                    known[t][0] += usual[m][r][t];
                    known[t][1] += lifted[m][r][t];
                }
            }
        }
        return known;
    }

    /** Gathers one month and gives the repairs that are expected in it. */
    private double agesOfMonth(
            int m, int z, int t, double[] units, double[] known, double[][] repairs, double[][] exposure) {
        int now = t + fleet.salesBefore();
        double usualShare = known[1] > 0 ? known[0] / known[1] : 1;
        double weight = modelLevel[m] * seasons[z][fleet.calendar(t)];
        double all = 0;
        double aged = 0;
        for (int s = 0; s <= now; s++) {
            int age = now - s;
            int at = Math.min(age, ages - 1);
            double months = units[s] * fleet.exposure(age);
            exposureAtAge[m][at] += months / vintage.factor(s);
            exposure[at][s] += weight * months / vintage.factor(s);
            all += months * shape.rate()[at];
            int seen = history.knownAtAge(m, z, t, age, origin);
            // A repair at an age that no unit in service has counts as one of unknown age.
            if (seen > 0 && (!stated || units[s] > 0)) {
                double whole = seen / reported[t] * usualShare;
                aged += whole;
                repairsAtAge[m][at] += whole;
                repairs[at][s] += whole;
            }
        }
        double without = known[0] - aged;
        if (without > 1e-9 && all > 0) {
            for (int s = 0; s <= now; s++) {
                int at = Math.min(now - s, ages - 1);
                double share = units[s] * fleet.exposure(now - s) * shape.rate()[at] / all;
                repairsAtAge[m][at] += without * share;
                repairs[at][s] += without * share;
            }
        }
        return weight * all;
    }

    /** Repairs that age alone makes expect, by model, zone and month. */
    private double[][][] byMonth(ZoneUnits[][] units) {
        double[][][] expectedByAge = new double[units.length][fleet.zones().size()][origin + 1];
        double[] weights = ageWeights(ages + fleet.saleMonths());
        for (int m = 0; m < units.length; m++) {
            for (int z = 0; z < units[m].length; z++) {
                for (int t = 0; t <= origin; t++) {
                    expectedByAge[m][z][t] = units[m][z].convolved(t + fleet.salesBefore(), weights);
                }
            }
        }
        return expectedByAge;
    }

    /** Repairs of a unit in the month it gets to each age. */
    double[] ageWeights(int upTo) {
        double[] weights = new double[upTo];
        for (int age = 0; age < upTo; age++) {
            weights[age] = fleet.exposure(age) * shape.rate()[Math.min(age, ages - 1)];
        }
        return weights;
    }

    static double convolved(double[] units, int now, double[] weights) {
        double sum = 0;
        for (int s = Math.max(0, now - weights.length + 1); s <= Math.min(now, units.length - 1); s++) {
            sum += units[s] * weights[now - s];
        }
        return sum;
    }

    private void modelLevels(double[][][] unshaped) {
        int models = modelLevel.length;
        double[] seen = new double[models];
        double[] without = new double[models];
        for (int m = 0; m < models; m++) {
            for (int z = 0; z < unshaped[m].length; z++) {
                for (int t = 0; t <= origin; t++) {
                    without[m] += unshaped[m][z][t] * seasons[z][fleet.calendar(t)];
                }
            }
            for (int r = 0; r < regionLevel.length; r++) {
                for (int t = 0; t <= origin && sold[m][r]; t++) {
                    seen[m] += usual[m][r][t];
                }
            }
        }
        double[] prior = designPriors(seen, without);
        double[] exposure = new double[models];
        for (int m = 0; m < models; m++) {
            exposure[m] = without[m] * prior[m];
        }
        GammaPoissonShrinkage shrinkage =
                GammaPoissonShrinkage.fitAround(1, seen, exposure).weighingAtMost(MOST_PRIOR_REPAIRS_OF_MODEL);
        for (int m = 0; m < models; m++) {
            modelLevel[m] = prior[m] * shrinkage.shrink(seen[m], exposure[m]);
            modelLevelSd[m] = shrinkage.relativeSd(seen[m]);
        }
    }

    /** What each model's level is thought to be before any of its repairs is seen, from its design rate. */
    private double[] designPriors(double[] seen, double[] without) {
        int models = seen.length;
        double[] prior = filled(models);
        double weights = 0;
        double meanX = 0;
        double meanY = 0;
        double[] x = new double[models];
        double[] y = new double[models];
        double[] w = new double[models];
        for (int m = 0; m < models; m++) {
            double design = fleet.models().get(m).designRate();
            if (design > 0) {
                x[m] = Math.log(design);
                y[m] = Math.log((seen[m] + 0.5) / (without[m] + 0.5));
                w[m] = without[m] > 0 ? 1 / (DESIGN_ERROR * DESIGN_ERROR + 1 / (seen[m] + 1)) : 0;
                weights += w[m];
                meanX += w[m] * x[m];
                meanY += w[m] * y[m];
            }
        }
        if (!(weights > 0)) {
            return prior;
        }
        meanX /= weights;
        meanY /= weights;
        double top = DESIGN_WEIGHT / (DESIGN_WEIGHT_SD * DESIGN_WEIGHT_SD);
        double bottom = 1 / (DESIGN_WEIGHT_SD * DESIGN_WEIGHT_SD);
        for (int m = 0; m < models; m++) {
            top += w[m] * (x[m] - meanX) * (y[m] - meanY);
            bottom += w[m] * (x[m] - meanX) * (x[m] - meanX);
        }
        designWeight = Math.max(0, Math.min(1.2, top / bottom));
        for (int m = 0; m < models; m++) {
            if (fleet.models().get(m).designRate() > 0) {
                prior[m] = Math.exp(designWeight * (x[m] - meanX));
            }
        }
        return prior;
    }

    private void seasons(double[][][] unshaped, int zones) {
        double[][] seen = new double[zones][CategoryFleet.SEASONS];
        double[][] without = new double[zones][CategoryFleet.SEASONS];
        for (int m = 0; m < modelLevel.length; m++) {
            for (int t = 0; t <= origin; t++) {
                int calendar = fleet.calendar(t);
                for (int z = 0; z < zones; z++) {
                    without[z][calendar] += unshaped[m][z][t] * modelLevel[m];
                }
                for (int r = 0; r < regionLevel.length; r++) {
                    if (sold[m][r]) {
                        seen[fleet.regions().get(r).zone()][calendar] += usual[m][r][t];
                    }
                }
            }
        }
        seasons = Seasons.fit(seen, without, origin + 1);
    }

    private void regionLevels() {
        int regions = regionLevel.length;
        double[] seen = new double[regions];
        double[] without = new double[regions];
        int sales = origin + 1 + fleet.salesBefore();
        double[][] lifetime = lifetimeWeights(sales);
        for (int r = 0; r < regions; r++) {
            double[] weights = lifetime[fleet.regions().get(r).zone()];
            for (int m = 0; m < modelLevel.length; m++) {
                without[r] += modelLevel[m] * (cohorts[m][r].areStated() ? ofStated(m, r) : ofSold(m, r, weights));
                for (int t = 0; t <= origin && sold[m][r]; t++) {
                    seen[r] += usual[m][r][t];
                }
            }
        }
        GammaPoissonShrinkage shrinkage =
                GammaPoissonShrinkage.fitAround(1, seen, without).weighingAtMost(MOST_PRIOR_REPAIRS_OF_REGION);
        for (int r = 0; r < regions; r++) {
            regionLevel[r] = shrinkage.shrink(seen[r], without[r]);
        }
    }

    private double ofSold(int m, int r, double[] weights) {
        double sum = 0;
        for (int s = 0; s < weights.length; s++) {
            sum += cohorts[m][r].at(s, s) * weights[s];
        }
        return sum;
    }

    /** Repairs that age and season make expect of stated units over the months of history. */
    private double ofStated(int m, int r) {
        double[] weights = ageWeights(ages + fleet.saleMonths());
        Cohorts failing = cohorts[m][r].weighed(vintage);
        double[] season = seasons[fleet.regions().get(r).zone()];
        double sum = 0;
        for (int t = 0; t <= origin; t++) {
            sum += failing.convolved(t + fleet.salesBefore(), weights) * season[fleet.calendar(t)];
        }
        return sum;
    }

    /** Repairs of a unit over the months of history, by zone and sale month. */
    private double[][] lifetimeWeights(int sales) {
        double[] weights = ageWeights(ages + sales);
        double[][] lifetime = new double[fleet.zones().size()][sales];
        for (int z = 0; z < lifetime.length; z++) {
            for (int s = 0; s < sales; s++) {
                for (int t = Math.max(0, s - fleet.salesBefore()); t <= origin; t++) {
                    lifetime[z][s] +=
                            vintage.factor(s) * weights[t + fleet.salesBefore() - s] * seasons[z][fleet.calendar(t)];
                }
            }
        }
        return lifetime;
    }

    /** What age, season, model and region leave unexplained: the model in the region, and lately. */
    private void levels() {
        int models = modelLevel.length;
        int regions = regionLevel.length;
        double[] weights = ageWeights(ages + fleet.saleMonths());
        double[] seen = new double[models * regions];
        double[] without = new double[models * regions];
        for (int m = 0; m < models; m++) {
            double recentSeen = RECENT_PRIOR_REPAIRS;
            double recentExpected = RECENT_PRIOR_REPAIRS;
            for (int r = 0; r < regions; r++) {
                int zone = fleet.regions().get(r).zone();
                Cohorts failing = cohorts[m][r].weighed(vintage);
                for (int t = 0; t <= origin && sold[m][r]; t++) {
                    expected[m][r][t] = failing.convolved(t + fleet.salesBefore(), weights)
                            * modelLevel[m]
                            * regionLevel[r]
                            * seasons[zone][fleet.calendar(t)];
                    seen[m * regions + r] += usual[m][r][t];
                    without[m * regions + r] += expected[m][r][t];
                    double memory = Math.pow(MEMORY, origin - t);
                    recentSeen += memory * usual[m][r][t];
                    recentExpected += memory * expected[m][r][t];
                }
            }
            recentLevel[m] = recentSeen / recentExpected;
        }
        GammaPoissonShrinkage shrinkage = GammaPoissonShrinkage.fitAround(1, seen, without);
        for (int m = 0; m < models; m++) {
            for (int r = 0; r < regions; r++) {
                int i = m * regions + r;
                seriesLevel[m][r] = without[i] > 0 ? shrinkage.shrink(seen[i], without[i]) : 1;
                for (int t = 0; t <= origin; t++) {
                    expected[m][r][t] *= seriesLevel[m][r];
                }
            }
        }
    }

    /** Everything but age, units, season and the recent level. */
    double level(int model, int region) {
        return modelLevel[model] * regionLevel[region] * seriesLevel[model][region];
    }

    private static double[] filled(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return ones;
    }
}
