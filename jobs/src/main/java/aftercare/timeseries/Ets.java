package aftercare.timeseries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Exponential smoothing (Hyndman, Koehler, Snyder and Grose, International Journal of Forecasting 18, 2002): the mean
 * of candidate models by Akaike weights of AICc, which is more accurate than the best of them alone (Kolassa,
 * International Journal of Forecasting 27, 2011). Candidates that multiply are left out unless all values are positive,
 * seasonal ones unless there are two seasons and more values than parameters.
 */
public final class Ets implements ForecastMethod {
    /** A model less than a hundredth as likely as the best adds nothing but its time. */
    private static final double TRIFLE = .01;

    private final String name;
    private final List<EtsModel> candidates;

    private Ets(String name, List<EtsModel> candidates) {
        this.name = name;
        this.candidates = candidates;
    }

    /**
     * The 15 candidates of the literature's automatic choice: no trends that multiply, no multiplying season with
     * additive errors.
     */
    public static Ets full() {
        return of(
                "ets", "ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN", "ANA", "AAA", "AAdA", "MNA", "MAA", "MAdA", "MNM",
                "MAM", "MAdM");
    }

    /** Few candidates, for many series: level or damped trend, without or with an additive season. */
    public static Ets fast() {
        return of("ets_fast", "ANN", "AAdN", "ANA", "AAdA");
    }

    /** Candidates by their usual names, such as {@code MAdM}. */
    static Ets of(String name, String... models) {
        return new Ets(name, Stream.of(models).map(EtsModel::of).toList());
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
        Magnitude unit = Magnitude.of(history);
        List<EtsFit> fits = fits(unit.measured(history), period);
        return fits.isEmpty()
                ? new LastValue().forecast(history, period, horizon)
                : unit.restored(weighted(fits, horizon));
    }

    /** All candidates that may and can be fitted, in the order of the candidates. */
    List<EtsFit> fits(double[] history, int period) {
        boolean positive = Arrays.stream(history).allMatch(value -> value > 0);
        boolean seasons = Decomposition.possible(history, period);
        List<EtsFit> fits = new ArrayList<>();
        for (EtsModel model : candidates) {
            boolean enough = history.length > model.parameters(period) + 1;
            if (enough && (positive || !model.multiplies()) && (seasons || !model.hasSeason())) {
                EtsFit fit = EtsFit.of(model, history, period);
                if (fit.aicc() < Double.POSITIVE_INFINITY) {
                    fits.add(fit);
                }
            }
        }
        return fits;
    }

    private static Forecast weighted(List<EtsFit> fits, int horizon) {
        double least = fits.stream().mapToDouble(EtsFit::aicc).min().orElseThrow();
        double[] mean = new double[horizon];
        double[] sigma = new double[horizon];
        double sum = 0;
        for (EtsFit fit : fits) {
            double weight = Math.exp((least - fit.aicc()) / 2);
            if (weight >= TRIFLE) {
                Forecast forecast = fit.forecast(horizon);
                sum += weight;
                for (int step = 0; step < horizon; step++) {
                    mean[step] += weight * forecast.mean(step);
                    sigma[step] += weight * forecast.sigma(step);
                }
            }
        }
        for (int step = 0; step < horizon; step++) {
            mean[step] /= sum;
            sigma[step] /= sum;
        }
        return Forecast.of(mean, sigma);
    }
}
