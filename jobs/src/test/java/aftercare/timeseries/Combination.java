package aftercare.timeseries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several methods together: more accurate than choosing one, since their errors differ (Bates and Granger, Operational
 * Research Quarterly 20, 1969). The spread is that of the mixture: the methods' own, and how far they disagree.
 */
public final class Combination implements ForecastMethod {
    /**
     * Mixing takes what methods disagree on for chance; histories' last 18 values lay in such intervals too often
     * (docs/decisions.md DT3).
     */
    private static final double NARROWER = .92;

    private static final int ENOUGH_TO_TRIM = 5;
    private static final int FOLDS_AS_GOOD_AS_EQUALITY = 4;

    private final String name;
    private final Members members;
    private final int origins;

    private Combination(String name, Members members, int origins) {
        this.name = name;
        this.members = members;
        this.origins = origins;
    }

    /** The members for a season's length: those on longer steps depend on it. */
    private interface Members {
        List<ForecastMethod> of(int period);
    }

    /**
     * What forecasts best: Theta, exponential smoothing of values, of logarithms and of the seasonally adjusted series,
     * and the course of half seasons and seasons. docs/decisions.md tells how it was chosen.
     */
    public static Combination standard() {
        return new Combination("combination", Combination::standardMembers, 0);
    }

    /** For many series: a few methods that cost little. */
    public static Combination fast() {
        return new Combination("combination_fast", Combination::fastMembers, 0);
    }

    /** Equal weights; from 5 methods on the lowest and the highest value of each step are left out. */
    public static Combination of(String name, List<ForecastMethod> members) {
        List<ForecastMethod> all = List.copyOf(members);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("A combination of nothing forecasts nothing");
        }
        return new Combination(name, period -> all, 0);
    }

    /**
     * Weights by how the methods fared on the series' own past, drawn towards equal ones as if 4 more origins had found
     * them equal; equal without a past long enough.
     *
     * @param origins at most how many origins are looked at, a twelfth of the history apart at most
     */
    public Combination weighted(int origins) {
        return new Combination(name + "_weighted", members, origins);
    }

    private static List<ForecastMethod> standardMembers(int period) {
        return List.of(
                Theta.standard(),
                Ets.full(),
                new Logged("ets_of_logarithms", Ets.fast()),
                new SeasonallyAdjusted("ets_damped", Ets.of("ets_damped", "AAdN")),
                new SeasonallyAdjusted(
                        "theta_of_half_seasons", new LongerSteps("", period / 2, Theta.dynamicOptimised())),
                new SeasonallyAdjusted("theta_of_seasons", new LongerSteps("", period, Theta.dynamicOptimised())),
                autoregression(period));
    }

    private static List<ForecastMethod> fastMembers(int period) {
        return List.of(
                Theta.standard(),
                new SeasonallyAdjusted("ets_damped", Ets.of("ets_damped", "AAdN")),
                new SeasonallyAdjusted(
                        "theta_of_half_seasons", new LongerSteps("", period / 2, Theta.dynamicOptimised())),
                autoregression(period));
    }

    private static ForecastMethod autoregression(int period) {
        ForecastMethod halves = new LongerSteps("", period / 2, new Autoregression(6));
        return new Logged("autoregression_of_half_seasons", new SeasonallyAdjusted("", halves));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        History.check(history, period, horizon);
        if (History.isConstant(history)) {
            return History.constant(history, horizon);
        }
        List<ForecastMethod> all = members.of(period);
        double[] weights = origins == 0 ? null : weights(all, history, period, horizon);
        List<Forecast> forecasts = new ArrayList<>();
        for (ForecastMethod member : all) {
            forecasts.add(member.forecast(history, period, horizon));
        }
        return weights == null ? trimmed(forecasts, horizon) : mixture(forecasts, weights, horizon);
    }

    private double[] weights(List<ForecastMethod> all, double[] history, int period, int horizon) {
        int ahead = Math.max(1, Math.min(horizon, history.length / 4));
        Backtest backtest =
                new Backtest(period, ahead, origins, Math.max(1, history.length / 12), Math.max(2, history.length / 2));
        double[] errors = new double[all.size()];
        int folds = 0;
        for (int i = 0; i < errors.length; i++) {
            List<Backtest.Fold> found = backtest.run(all.get(i), history);
            folds = found.size();
            for (Backtest.Fold fold : found) {
                errors[i] += Accuracy.meanAbsoluteError(
                        fold.actual(), fold.forecast().mean());
            }
        }
        double least = Arrays.stream(errors).filter(error -> error > 0).min().orElse(1);
        double equality = (double) FOLDS_AS_GOOD_AS_EQUALITY / (folds + FOLDS_AS_GOOD_AS_EQUALITY);
        double[] weights = new double[errors.length];
        double sum = 0;
        for (int i = 0; i < errors.length; i++) {
            double ratio = least / Math.max(errors[i], least);
            weights[i] = ratio * ratio;
            sum += weights[i];
        }
        for (int i = 0; i < errors.length; i++) {
            weights[i] = equality / errors.length + (1 - equality) * weights[i] / sum;
        }
        return weights;
    }

    private static Forecast trimmed(List<Forecast> forecasts, int horizon) {
        double[] equal = new double[forecasts.size()];
        Arrays.fill(equal, 1.0 / equal.length);
        Forecast mixture = mixture(forecasts, equal, horizon);
        if (equal.length < ENOUGH_TO_TRIM) {
            return mixture;
        }
        double[] mean = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            int at = step;
            double[] sorted = forecasts.stream()
                    .mapToDouble(each -> each.mean(at))
                    .sorted()
                    .toArray();
            mean[step] = Arrays.stream(sorted, 1, sorted.length - 1).average().orElseThrow();
        }
        return Forecast.of(mean, mixture.sigma());
    }

    private static Forecast mixture(List<Forecast> forecasts, double[] weights, int horizon) {
        double[] mean = new double[horizon];
        double[] sigma = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            double variance = 0;
            for (int i = 0; i < weights.length; i++) {
                mean[step] += weights[i] * forecasts.get(i).mean(step);
            }
            for (int i = 0; i < weights.length; i++) {
                double own = forecasts.get(i).sigma(step);
                double apart = forecasts.get(i).mean(step) - mean[step];
                variance += weights[i] * (own * own + apart * apart);
            }
            sigma[step] = NARROWER * Math.sqrt(variance);
        }
        return Forecast.of(mean, sigma);
    }
}
