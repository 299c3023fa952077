package aftercare.timeseries;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Exponential smoothing, the model chosen by AICc among candidates (Hyndman, Koehler, Snyder and Grose, International
 * Journal of Forecasting 18, 2002). Candidates that multiply are left out unless all values are positive, seasonal ones
 * unless there are two seasons and more values than parameters.
 */
public final class Ets implements ForecastMethod {
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
        EtsFit best = best(unit.measured(history), period);
        return best == null
                ? new LastValue().forecast(history, period, horizon)
                : unit.restored(best.forecast(horizon));
    }

    /** The fit of least AICc; null when there are too few values for any candidate. */
    @Nullable
    EtsFit best(double[] history, int period) {
        boolean positive = Arrays.stream(history).allMatch(value -> value > 0);
        boolean seasons = Decomposition.possible(history, period);
        EtsFit best = null;
        for (EtsModel model : candidates) {
            boolean enough = history.length > model.parameters(period) + 1;
            if (enough && (positive || !model.multiplies()) && (seasons || !model.hasSeason())) {
                EtsFit fit = EtsFit.of(model, history, period);
                if (fit.aicc() < (best == null ? Double.POSITIVE_INFINITY : best.aicc())) {
                    best = fit;
                }
            }
        }
        return best;
    }
}
