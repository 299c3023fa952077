package aftercare.timeseries;

import java.util.ArrayList;
import java.util.List;

/**
 * Several methods together: more accurate than choosing one, since their errors differ (Bates and Granger, Operational
 * Research Quarterly 20, 1969). The spread is that of the mixture: the methods' own, and how far they disagree. Demand
 * that is often zero is forecast by {@link Imapa} alone. docs/decisions.md (DT1) says how members and shares were
 * chosen.
 */
public final class Combination implements ForecastMethod {
    /**
     * Mixing takes what methods disagree on for chance; histories' last 18 values lay in such intervals too often
     * (docs/decisions.md DT3).
     */
    private static final double NARROWER = .92;

    /** From here on a season is strong: where seasonal differences are usual (Wang, Smith and Hyndman's measure). */
    private static final double STRONG_SEASON = .64;
    /** What a strong season's last course counts for. */
    private static final double SHARE_OF_LAST_SEASON = .25;

    private static final int HIGHEST_ORDER = 6;

    private static final ForecastMethod SPARSE = new Imapa();
    private static final ForecastMethod LAST_SEASON = new SeasonalNaive();
    private static final ForecastMethod ETS = Ets.full();
    private static final ForecastMethod THETA = Theta.dynamicOptimised();
    private static final ForecastMethod LOGARITHMS = new Logged("ets_of_logarithms", Ets.fast());

    /** A method and its share among the members. */
    private record Member(ForecastMethod method, double share) {}

    @Override
    public String name() {
        return "combination";
    }

    @Override
    public Forecast forecast(double[] history, int period, int horizon) {
        History.check(history, period, horizon);
        if (History.isConstant(history)) {
            return History.constant(history, horizon);
        }
        if (Imapa.isSparse(history)) {
            return SPARSE.forecast(history, period, horizon);
        }
        List<Member> members = members(history, period);
        List<Forecast> forecasts = new ArrayList<>();
        for (Member member : members) {
            forecasts.add(member.method().forecast(history, period, horizon));
        }
        return mixture(members, forecasts, horizon);
    }

    /** ETS, itself a mean of models, counts twice; halves of a season show the course without the noise. */
    private static List<Member> members(double[] history, int period) {
        double rest = Seasonality.strength(history, period) > STRONG_SEASON ? 1 - SHARE_OF_LAST_SEASON : 1;
        List<Member> members = new ArrayList<>(List.of(
                new Member(ETS, rest / 3),
                new Member(THETA, rest / 6),
                new Member(LOGARITHMS, rest / 6),
                new Member(ofHalfSeasons(period, THETA), rest / 6),
                new Member(
                        new Logged(
                                "autoregression_of_half_seasons",
                                ofHalfSeasons(period, new Autoregression(HIGHEST_ORDER))),
                        rest / 6)));
        if (rest < 1) {
            members.add(new Member(LAST_SEASON, 1 - rest));
        }
        return members;
    }

    private static ForecastMethod ofHalfSeasons(int period, ForecastMethod inner) {
        return new SeasonallyAdjusted(
                inner.name() + "_of_half_seasons", new LongerSteps(inner.name(), period / 2, inner));
    }

    private static Forecast mixture(List<Member> members, List<Forecast> forecasts, int horizon) {
        double[] mean = new double[horizon];
        double[] sigma = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            double variance = 0;
            for (int i = 0; i < members.size(); i++) {
                mean[step] += members.get(i).share() * forecasts.get(i).mean(step);
            }
            for (int i = 0; i < members.size(); i++) {
                double own = forecasts.get(i).sigma(step);
                double apart = forecasts.get(i).mean(step) - mean[step];
                variance += members.get(i).share() * (own * own + apart * apart);
            }
            sigma[step] = NARROWER * Math.sqrt(variance);
        }
        return Forecast.of(mean, sigma);
    }
}
