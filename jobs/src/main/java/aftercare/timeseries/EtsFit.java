package aftercare.timeseries;

import java.util.Arrays;

/**
 * One exponential smoothing model fitted to a series by maximum likelihood over the usual parameter space (0 &lt; beta
 * &lt; alpha &lt; 1, 0 &lt; gamma &lt; 1 - alpha, .8 &lt; phi &lt; .98), the initial level and trend. Initial seasons
 * come from {@link Decomposition}: to fit them too would add 11 dimensions to the search on monthly series
 * (docs/decisions.md DT4).
 */
final class EtsFit {
    private static final double TOLERANCE = 1e-3;
    private static final int ITERATIONS = 250;
    private static final double[] STARTING_ALPHAS = {-2, 0, 2};
    private static final double PHI_LEAST = .8;
    private static final double PHI_MOST = .98;

    private final EtsModel model;
    private final double[] series;
    private final int period;
    private final EtsFilter filter;
    private final double[] initialSeason;
    private double levelCentre;
    private double levelUnit;
    private double trendCentre;
    private double trendUnit;

    private EtsModel.Parameters parameters;
    private double likelihood;

    private EtsFit(EtsModel model, double[] series, int period) {
        this.model = model;
        this.series = series;
        this.period = period;
        filter = new EtsFilter(model, series, period);
        initialSeason = new double[model.hasSeason() ? period : 1];
        start(period);
        search();
    }

    /** Fits a model; a seasonal one needs {@link Decomposition#possible}, a multiplying one positive values. */
    static EtsFit of(EtsModel model, double[] series, int period) {
        return new EtsFit(model, series, period);
    }

    private void start(int period) {
        double[] adjusted = series;
        if (model.hasSeason()) {
            boolean times = model.season() == EtsModel.Season.MULTIPLICATIVE;
            Decomposition decomposition = Decomposition.of(series, period, times);
            for (int phase = 0; phase < period; phase++) {
                initialSeason[phase] = decomposition.at(phase);
            }
            adjusted = decomposition.adjusted(series);
        }
        startLine(adjusted, Math.min(adjusted.length, Math.max(10, 2 * period)));
    }

    /** Centres the search for level and trend on a line through the first values. */
    private void startLine(double[] adjusted, int first) {
        double middle = (first - 1) / 2.0;
        double mean = Arrays.stream(adjusted, 0, first).sum() / first;
        double slope = 0;
        double squares = 0;
        double spread = 0;
        for (int i = 0; i < first; i++) {
            slope += (i - middle) * (adjusted[i] - mean);
            squares += (i - middle) * (i - middle);
            spread += (adjusted[i] - mean) * (adjusted[i] - mean);
        }
        slope = squares > 0 ? slope / squares : 0;
        levelUnit = Math.sqrt(spread / first);
        if (!(levelUnit > 0)) {
            levelUnit = Math.abs(mean) > 0 ? Math.abs(mean) / 10 : 1;
        }
        trendUnit = Math.max(levelUnit / first, Math.abs(slope) / 2);
        trendCentre = slope;
        levelCentre = model.hasTrend() ? mean - slope * (middle + 1) : mean;
        if (model.multiplies() && !(levelCentre > 0)) {
            levelCentre = Math.max(mean, 1e-3 * levelUnit);
            trendCentre = 0;
        }
    }

    private void search() {
        int dimensions = 2 + (model.hasTrend() ? 2 : 0) + (model.isDamped() ? 1 : 0) + (model.hasSeason() ? 1 : 0);
        double[] start = new double[dimensions];
        double best = Double.POSITIVE_INFINITY;
        for (double alpha : STARTING_ALPHAS) {
            double[] candidate = point(dimensions, alpha);
            double value = value(candidate);
            if (value < best) {
                best = value;
                start = candidate;
            }
        }
        double[] found = Simplex.minimum(this::value, start, 1, TOLERANCE, ITERATIONS);
        parameters = parameters(found);
        likelihood = filter.run(parameters, initialSeason);
    }

    private double[] point(int dimensions, double alpha) {
        double[] point = new double[dimensions];
        int next = 0;
        point[next++] = alpha;
        next++; // the level's own start is its centre
        if (model.hasTrend()) {
            point[next++] = -2;
            next++;
        }
        if (model.isDamped()) {
            point[next++] = 1;
        }
        if (model.hasSeason()) {
            point[next] = -3;
        }
        return point;
    }

    private double value(double[] point) {
        return filter.run(parameters(point), initialSeason);
    }

    /** The parameters that a point of the unbounded search stands for. */
    private EtsModel.Parameters parameters(double[] point) {
        int next = 0;
        double alpha = between(1e-4, .9999, point[next++]);
        double level = levelCentre + levelUnit * point[next++];
        double beta = 0;
        double trend = 0;
        double phi = model.hasTrend() ? 1 : 0;
        if (model.hasTrend()) {
            beta = alpha * between(1e-4, .9999, point[next++]);
            trend = trendCentre + trendUnit * point[next++];
        }
        if (model.isDamped()) {
            phi = between(PHI_LEAST, PHI_MOST, point[next++]);
        }
        double gamma = model.hasSeason() ? (1 - alpha) * between(1e-4, .9999, point[next]) : 0;
        return new EtsModel.Parameters(alpha, beta, gamma, phi, level, trend);
    }

    private static double between(double least, double most, double unbounded) {
        return least + (most - least) / (1 + Math.exp(-unbounded));
    }

    EtsModel model() {
        return model;
    }

    EtsModel.Parameters parameters() {
        return parameters;
    }

    /** Akaike's criterion, corrected for small samples; infinite when there are too few values for the model. */
    double aicc() {
        int k = model.parameters(period);
        int n = series.length;
        if (n - k - 1 <= 0 || (Double.isInfinite(likelihood) && likelihood > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        return likelihood + 2.0 * k * n / (n - k - 1);
    }

    /** The variance of one-step errors, relative to the fitted value where errors multiply. */
    double variance() {
        int free = series.length
                - (2 + (model.hasTrend() ? 2 : 0) + (model.isDamped() ? 1 : 0) + (model.hasSeason() ? 1 : 0));
        return filter.errorSquares() / Math.max(free, 1);
    }

    Forecast forecast(int horizon) {
        return new EtsMoments(model, parameters, variance(), filter, period).forecast(horizon);
    }
}
