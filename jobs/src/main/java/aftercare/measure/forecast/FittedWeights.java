package aftercare.measure.forecast;

import aftercare.stats.SimplexWeights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What the past taught about one category: the weight of each method per volume band, and how far forecasts err. */
final class FittedWeights {
    /** How hard weights are drawn to the repair model's, as a share of the errors. */
    private static final double PULL = 0.1;
    /** Below so many repairs a segment's past does not tell methods apart. */
    private static final double FEWEST_REPAIRS = 30;
    /** A weight below is none. */
    private static final double TRIFLE = 0.1;
    /** How much of the category's errors counts in each of its segments. */
    private static final double BORROWED = 0.2;

    private final double[][][][] errors;
    private final double[][] repairs;
    final Spreads[] series;
    final Spreads model;
    /** Of a region within the category. */
    final Spreads region;

    final Spreads category;
    /** What the category's total is made of. */
    final TotalWeights ofTotal;

    private final double[][][] uncorrected;

    private FittedWeights(int origins) {
        errors = new double[Trial.BANDS][origins][Methods.COUNT][Methods.COUNT];
        repairs = new double[Trial.BANDS][origins];
        series = new Spreads[Trial.BANDS];
        for (int band = 0; band < Trial.BANDS; band++) {
            series[band] = new Spreads(origins, Spreads.OF_SERIES);
        }
        model = new Spreads(origins, Spreads.OF_MODELS);
        region = new Spreads(origins, Spreads.OF_REGIONS);
        category = new Spreads(origins, Spreads.OF_CATEGORIES);
        ofTotal = new TotalWeights(origins);
        uncorrected = new double[origins][][];
    }

    /** The methods' weights when nothing has been tried yet: the repair model, half with its recent level. */
    static double[] untried() {
        double[] weights = new double[Methods.COUNT];
        weights[Methods.AGE_BASE] = 0.5;
        weights[Methods.AGE_LEVEL] = 0.5;
        return weights;
    }

    static FittedWeights from(List<Trial> trials, int regions) {
        FittedWeights fitted = new FittedWeights(trials.size());
        for (int origin = 0; origin < trials.size(); origin++) {
            fitted.errors(origin, trials.get(origin));
        }
        for (int origin = 0; origin < trials.size(); origin++) {
            fitted.total(origin, trials.get(origin));
        }
        for (int origin = 0; origin < trials.size(); origin++) {
            fitted.spreads(origin, trials.get(origin), regions);
        }
        return fitted;
    }

    /**
     * Notes the errors of series, and those of the sum of all series of a band: methods that are blind to a growing
     * fleet look good series by series, where chance rules, and make every sum too low.
     */
    private void errors(int origin, Trial trial) {
        double[] sizes = new double[Trial.BANDS];
        double[][] sums = new double[Trial.BANDS][Methods.COUNT];
        double[] each = new double[Methods.COUNT];
        for (int i = 0; i < trial.band().length; i++) {
            int band = trial.band()[i];
            for (int h = 0; h < trial.horizon() && band >= 0; h++) {
                if (trial.unusual()[i][h]) {
                    continue;
                }
                double came = trial.actual()[i][h];
                repairs[band][origin] += came;
                for (int method = 0; method < Methods.COUNT; method++) {
                    each[method] = trial.forecasts()[method][i][h] - came;
                    sums[band][method] += each[method];
                }
                double expected = trial.forecasts()[Methods.AGE_BASE][i][h];
                sizes[band] += expected;
                products(errors[band][origin], each, expected);
            }
        }
        for (int band = 0; band < Trial.BANDS; band++) {
            // A sum over all months shows what is always too low; it weighs as much as the months of a series.
            for (int h = 0; h < trial.horizon(); h++) {
                products(errors[band][origin], sums[band], sizes[band]);
            }
        }
    }

    private static void products(double[][] into, double[] errors, double size) {
        for (int a = 0; a < Methods.COUNT; a++) {
            for (int b = 0; b < Methods.COUNT; b++) {
                into[a][b] += errors[a] * errors[b] / (size + 0.5);
            }
        }
    }

    /** The weights of a volume band, learned from all origins but one (-1 for none). */
    double[] weights(int band, int without) {
        int methods = Methods.weighed(band);
        double[][] sum = new double[methods][methods];
        double seen = 0;
        for (int other = 0; other < Trial.BANDS; other++) {
            for (int origin = 0; origin < repairs[other].length; origin++) {
                if (origin != without) {
                    double share = other == band ? 1 : BORROWED;
                    seen += share * repairs[other][origin];
                    for (int a = 0; a < methods; a++) {
                        for (int b = 0; b < methods; b++) {
                            sum[a][b] += share * errors[other][origin][a][b];
                        }
                    }
                }
            }
        }
        if (seen < FEWEST_REPAIRS) {
            return untried();
        }
        double[] weights = SimplexWeights.leastError(sum, Arrays.copyOf(untried(), methods), PULL);
        return withoutTrifles(Arrays.copyOf(weights, Methods.COUNT));
    }

    /** A few hundredths of a method that is blind to growth gain nothing in a series and make every sum too low. */
    private static double[] withoutTrifles(double[] weights) {
        double kept = Arrays.stream(weights).filter(weight -> weight >= TRIFLE).sum();
        return Arrays.stream(weights)
                .map(weight -> weight >= TRIFLE ? weight / kept : 0)
                .toArray();
    }

    private void spreads(int origin, Trial trial, int regions) {
        double[][] combined = combined(origin, trial);
        Sum ofCategory = new Sum(trial);
        List<Sum> ofRegions =
                IntStream.range(0, regions).mapToObj(r -> new Sum(trial)).toList();
        for (int m = 0; m < combined.length / regions; m++) {
            Sum ofModel = new Sum(trial);
            for (int i = m * regions; i < (m + 1) * regions; i++) {
                if (trial.band()[i] >= 0) {
                    Sum one = new Sum(trial);
                    one.add(combined[i], trial.actual()[i], trial.planned()[i]);
                    one.note(series[trial.band()[i]], origin);
                    for (Sum sum : List.of(ofModel, ofRegions.get(i % regions), ofCategory)) {
                        sum.add(combined[i], trial.actual()[i], trial.planned()[i]);
                    }
                }
            }
            ofModel.note(model, origin);
        }
        ofRegions.forEach(sum -> sum.note(region, origin));
        ofCategory.note(category, origin);
    }

    /** Forecasts and what came, summed over series, by month ahead. */
    private static final class Sum {
        private final double[] forecast;
        private final double[] actual;
        private final double[] planned;
        private final double planSpread;

        Sum(Trial trial) {
            forecast = new double[trial.horizon()];
            actual = new double[trial.horizon()];
            planned = new double[trial.horizon()];
            planSpread = trial.planSpread();
        }

        void add(double[] each, double[] came, double[] plannedShare) {
            for (int h = 0; h < forecast.length; h++) {
                forecast[h] += each[h];
                actual[h] += came[h];
                planned[h] += each[h] * plannedShare[h];
            }
        }

        void note(Spreads spreads, int origin) {
            double sum = 0;
            double came = 0;
            double ofPlans = 0;
            for (int h = 0; h < forecast.length; h++) {
                spreads.add(Horizons.ofMonth(h), origin, forecast[h], actual[h], ofPlans(planned[h], forecast[h]));
                sum += forecast[h];
                came += actual[h];
                ofPlans += planned[h];
                for (int i = 0; i < Horizons.SUMMED.length; i++) {
                    if (h + 1 == Horizons.SUMMED[i]) {
                        spreads.add(Horizons.ofSum(i), origin, sum, came, ofPlans(ofPlans, sum));
                    }
                }
            }
        }

        private double ofPlans(double part, double whole) {
            return whole > 0 ? planSpread * part / whole : 0;
        }
    }

    /** Notes how the category's total would have been forecast from an origin. */
    private void total(int origin, Trial trial) {
        uncorrected[origin] = uncorrected(origin, trial);
        double[] actual = new double[trial.horizon()];
        for (int i = 0; i < trial.band().length; i++) {
            for (int h = 0; h < actual.length && trial.band()[i] >= 0; h++) {
                actual[h] += trial.actual()[i][h];
            }
        }
        ofTotal.add(origin, totals(origin, trial), actual);
    }

    /** Of the category's total, by candidate of {@link TotalWeights} and month ahead. */
    private double[][] totals(int origin, Trial trial) {
        double[][] totals = new double[TotalWeights.CANDIDATES.length + 1][trial.horizon()];
        for (int i = 0; i < trial.band().length; i++) {
            for (int h = 0; h < trial.horizon() && trial.band()[i] >= 0; h++) {
                for (int k = 0; k < TotalWeights.CANDIDATES.length; k++) {
                    totals[k][h] += trial.forecasts()[TotalWeights.CANDIDATES[k]][i][h];
                }
                totals[TotalWeights.CANDIDATES.length][h] += uncorrected[origin][i][h];
            }
        }
        return totals;
    }

    /** The combined forecasts of an origin by series and month; its own errors have no say in its weights. */
    double[][] combined(int origin, Trial trial) {
        double[] weights = ofTotal.of(judging(origin));
        double[][] totals = totals(origin, trial);
        double[][] combined = new double[uncorrected[origin].length][];
        double[] factors = new double[trial.horizon()];
        for (int h = 0; h < factors.length; h++) {
            factors[h] = TotalWeights.factor(weights, column(totals, h));
        }
        for (int i = 0; i < combined.length; i++) {
            combined[i] = uncorrected[origin][i].clone();
            for (int h = 0; h < factors.length; h++) {
                combined[i][h] *= factors[h];
            }
        }
        return combined;
    }

    private static double[] column(double[][] rows, int h) {
        return Arrays.stream(rows).mapToDouble(row -> row[h]).toArray();
    }

    private double[][] uncorrected(int origin, Trial trial) {
        double[][] weights = new double[Trial.BANDS][];
        for (int band = 0; band < Trial.BANDS; band++) {
            weights[band] = weights(band, repairs[0].length > 1 ? origin : -1);
        }
        double[][] combined = new double[trial.band().length][trial.horizon()];
        for (int i = 0; i < combined.length; i++) {
            for (int method = 0; method < Methods.COUNT && trial.band()[i] >= 0; method++) {
                double weight = weights[trial.band()[i]][method];
                for (int h = 0; h < trial.horizon(); h++) {
                    combined[i][h] += weight * trial.forecasts()[method][i][h];
                }
            }
        }
        return combined;
    }

    /** What a series in a volume band, its model and its region err beyond their category, for a band of horizons. */
    SamplePaths.Parts parts(int band, int horizons, int without) {
        int one = judging(without);
        return SamplePaths.Parts.of(
                ofCategoryIn(horizons, one),
                model.error(horizons, one),
                region.error(horizons, one),
                series[band].error(horizons, one));
    }

    /** What the category's sum errs by month ahead. */
    ForecastError[] ofCategory(int horizon, int without) {
        return IntStream.range(0, horizon)
                .mapToObj(h -> ofCategoryIn(Horizons.ofMonth(h), judging(without)))
                .toArray(ForecastError[]::new);
    }

    /** A sum cannot err more than every part of it does. */
    private ForecastError ofCategoryIn(int horizons, int without) {
        ForecastError whole = category.error(horizons, without);
        double spread = Math.min(whole.spread(), Math.min(model.of(horizons, without), region.of(horizons, without)));
        for (Spreads band : series) {
            spread = Math.min(spread, band.of(horizons, without));
        }
        return new ForecastError(spread, whole.lasting());
    }

    /** An only origin has to judge itself. */
    private int judging(int origin) {
        return repairs[0].length > 1 ? origin : -1;
    }
}
