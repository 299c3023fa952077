package aftercare.measure.forecast;

import aftercare.stats.SimplexWeights;
import java.util.List;

/** What the past taught about one category: the weight of each method per volume band, and how far forecasts err. */
final class Settled {
    /** How hard weights are held to the repair model's, as a share of the errors. */
    private static final double HELD = 0.1;
    /** Below so many repairs a segment's past does not tell methods apart. */
    private static final double FEWEST_REPAIRS = 30;
    /** How much of the category's errors counts in each of its segments. */
    private static final double BORROWED = 0.2;

    private final double[][][][] errors;
    private final double[][] repairs;
    final Spreads[] series;
    final Spreads model;
    final Spreads category;

    private Settled(int origins) {
        errors = new double[Trial.BANDS][origins][Methods.COUNT][Methods.COUNT];
        repairs = new double[Trial.BANDS][origins];
        series = new Spreads[Trial.BANDS];
        for (int band = 0; band < Trial.BANDS; band++) {
            series[band] = new Spreads(origins);
        }
        model = new Spreads(origins);
        category = new Spreads(origins);
    }

    /** The methods' weights when nothing has been tried yet: the repair model, half with its recent level. */
    static double[] untried() {
        double[] weights = new double[Methods.COUNT];
        weights[Methods.AGE_BASE] = 0.5;
        weights[Methods.AGE_LEVEL] = 0.5;
        return weights;
    }

    static Settled from(List<Trial> trials, int regions) {
        Settled settled = new Settled(trials.size());
        for (int origin = 0; origin < trials.size(); origin++) {
            settled.errors(origin, trials.get(origin));
        }
        for (int origin = 0; origin < trials.size(); origin++) {
            settled.spreads(origin, trials.get(origin), regions);
        }
        return settled;
    }

    private void errors(int origin, Trial trial) {
        for (int i = 0; i < trial.band().length; i++) {
            int band = trial.band()[i];
            if (band < 0) {
                continue;
            }
            for (int h = 0; h < trial.horizon(); h++) {
                double size = trial.forecasts()[Methods.AGE_BASE][i][h] + 0.5;
                double came = trial.actual()[i][h];
                repairs[band][origin] += came;
                for (int a = 0; a < Methods.COUNT; a++) {
                    double error = (trial.forecasts()[a][i][h] - came) / size;
                    for (int b = 0; b <= a; b++) {
                        double product = error * (trial.forecasts()[b][i][h] - came);
                        errors[band][origin][a][b] += product;
                        errors[band][origin][b][a] += a == b ? 0 : product;
                    }
                }
            }
        }
    }

    /** The weights of a volume band, learned from all origins but one (-1 for none). */
    double[] weights(int band, int without) {
        double[][] sum = new double[Methods.COUNT][Methods.COUNT];
        double seen = 0;
        for (int other = 0; other < Trial.BANDS; other++) {
            for (int origin = 0; origin < repairs[other].length; origin++) {
                if (origin != without) {
                    double share = other == band ? 1 : BORROWED;
                    seen += share * repairs[other][origin];
                    for (int a = 0; a < Methods.COUNT; a++) {
                        for (int b = 0; b < Methods.COUNT; b++) {
                            sum[a][b] += share * errors[other][origin][a][b];
                        }
                    }
                }
            }
        }
        return seen < FEWEST_REPAIRS ? untried() : SimplexWeights.leastError(sum, untried(), HELD);
    }

    private void spreads(int origin, Trial trial, int regions) {
        double[][] combined = combined(origin, trial);
        int models = combined.length / regions;
        double[][] ofCategory = new double[2][trial.horizon()];
        for (int m = 0; m < models; m++) {
            double[][] ofModel = new double[2][trial.horizon()];
            for (int r = 0; r < regions; r++) {
                int i = m * regions + r;
                if (trial.band()[i] >= 0) {
                    noteAll(series[trial.band()[i]], origin, combined[i], trial.actual()[i]);
                    for (int h = 0; h < trial.horizon(); h++) {
                        ofModel[0][h] += combined[i][h];
                        ofModel[1][h] += trial.actual()[i][h];
                    }
                }
            }
            noteAll(model, origin, ofModel[0], ofModel[1]);
            for (int h = 0; h < trial.horizon(); h++) {
                ofCategory[0][h] += ofModel[0][h];
                ofCategory[1][h] += ofModel[1][h];
            }
        }
        noteAll(category, origin, ofCategory[0], ofCategory[1]);
    }

    private static void noteAll(Spreads spreads, int origin, double[] forecast, double[] actual) {
        double sum = 0;
        double came = 0;
        for (int h = 0; h < forecast.length; h++) {
            spreads.add(Horizons.ofMonth(h), origin, forecast[h], actual[h]);
            sum += forecast[h];
            came += actual[h];
            for (int i = 0; i < Horizons.SUMMED.length; i++) {
                if (h + 1 == Horizons.SUMMED[i]) {
                    spreads.add(Horizons.ofSum(i), origin, sum, came);
                }
            }
        }
    }

    /** The combined forecasts of an origin by series and month; its own errors have no say in its weights. */
    double[][] combined(int origin, Trial trial) {
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

    /** Spreads of a series in a volume band and its sums, for a band of horizons. */
    SamplePaths.Parts parts(int band, int horizons, int without) {
        int one = repairs[0].length > 1 ? without : -1;
        return SamplePaths.Parts.of(
                category.of(horizons, one), model.of(horizons, one), series[band].of(horizons, one));
    }
}
