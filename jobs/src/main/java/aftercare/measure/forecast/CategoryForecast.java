package aftercare.measure.forecast;

import aftercare.measure.api.Scenario;
import aftercare.stats.NegativeBinomial;
import aftercare.table.RepairForecastMonthTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** The forecast of one category: of its series, models and itself, and what it adds to regions and the company. */
final class CategoryForecast {
    private final CategoryFleet fleet;
    private final RepairModel model;
    private final Projection projection;
    private final Learned learned;
    private final Consumer<Row> into;
    private final double[][] ofCategory;
    private final double planSpread;
    private final List<SamplePaths.Deviates> ofRegions;
    private final TreeMap<String, Sum> regions = new TreeMap<>();
    private final Sum all = new Sum();

    /** Figures and futures by month ahead. */
    private static final class Sum {
        final List<Figures> figures =
                Stream.generate(Figures::new).limit(Horizons.FORECAST).toList();
        final double[] futures = new double[Horizons.FORECAST * SamplePaths.PATHS];

        void add(Sum other) {
            for (int h = 0; h < Horizons.FORECAST; h++) {
                figures.get(h).add(other.figures.get(h));
            }
            for (int i = 0; i < futures.length; i++) {
                futures[i] += other.futures[i];
            }
        }

        double expected() {
            return figures.stream().mapToDouble(month -> month.expected).sum();
        }
    }

    CategoryForecast(CategoryHistory history, Delays delays, Learned learned, Consumer<Row> into) {
        this.fleet = history.fleet;
        this.learned = learned;
        this.into = into;
        model = RepairModel.fit(history, delays);
        projection = new Projection(model, new PlannedSales(history, model.origin), Horizons.FORECAST);
        ofCategory = SamplePaths.ofCategory(fleet.category(), learned.ofCategory(fleet.category()));
        planSpread = PlanError.spread(history, model.origin);
        ofRegions = fleet.regions().stream()
                .map(region -> SamplePaths.Deviates.ofRegion(fleet.category(), region.id(), Horizons.FORECAST))
                .toList();
    }

    /** What a series is expected to do by itself. */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
    private record Series(Projection.Expected expected, int band, double[] weights, double[] forecast) {}

    /** Sums from below, corrected where their record says so. */
    void all() {
        Series[][] series = new Series[fleet.models().size()][fleet.regions().size()];
        double[][] totals = new double[Horizons.FORECAST][TotalWeights.CANDIDATES.length + 1];
        double[] ofTotal = learned.ofTotal(fleet.category());
        for (int m = 0; m < series.length; m++) {
            for (int r = 0; r < series[m].length; r++) {
                series[m][r] = series(m, r, ofTotal, totals);
            }
        }
        double[] factors = Arrays.stream(totals)
                .mapToDouble(total -> TotalWeights.factor(ofTotal, total))
                .toArray();
        String correction = inWords(ofTotal, TotalWeights.NAMES);
        for (int m = 0; m < fleet.models().size(); m++) {
            String id = fleet.models().get(m).id();
            Sum ofModel = new Sum();
            SamplePaths.Deviates deviates = SamplePaths.Deviates.ofModel(fleet.category(), id, Horizons.FORECAST);
            for (int r = 0; r < fleet.regions().size(); r++) {
                Series one = series[m][r];
                if (one != null) {
                    add(m, r, one, factors, correction, ofModel, deviates);
                }
            }
            SamplePaths.multiply(ofModel.futures, ofCategory);
            if (ofModel.figures.get(0).units > 0 || ofModel.expected() > 0) {
                summed("model", id, ofModel);
            }
            all.add(ofModel);
        }
        summed("category", fleet.category(), all);
        regions.forEach((region, sum) -> {
            SamplePaths.multiply(sum.futures, ofCategory);
            parts("region", region, sum);
        });
        parts("company", "all", all);
    }

    /** Null where nothing is in service and nothing expected. */
    private @Nullable Series series(int m, int r, double[] ofTotal, double[][] totals) {
        Projection.Expected expected = projection.of(m, r);
        double total = 0;
        for (int h = 0; h < Horizons.FORECAST; h++) {
            total += expected.total(h) + expected.units()[h];
        }
        if (!(total > 0)) {
            return null;
        }
        int band = Trial.band(monthly(expected));
        double[] weights = learned.weights(fleet.category(), band);
        double[] before = model.goingOn(m, r);
        double[] forecast = combined(weights, expected, before);
        for (int k = 0; k <= TotalWeights.CANDIDATES.length; k++) {
            boolean isSum = k == TotalWeights.CANDIDATES.length;
            if (isSum || ofTotal[k] > 0) {
                double[] each = isSum ? forecast : own(TotalWeights.CANDIDATES[k], expected, before);
                for (int h = 0; h < Horizons.FORECAST; h++) {
                    totals[h][k] += each[h];
                }
            }
        }
        return new Series(expected, band, weights, forecast);
    }

    private void add(
            int m,
            int r,
            Series series,
            double[] toTotal,
            String correction,
            Sum ofModel,
            SamplePaths.Deviates ofThisModel) {
        String modelId = fleet.models().get(m).id();
        String regionId = fleet.regions().get(r).id();
        Projection.Expected expected = series.expected();
        int band = series.band();
        String method = inWords(series.weights(), Methods.NAMES)
                + (correction.equals(TotalWeights.UNCORRECTED) ? "" : "; total " + correction);
        double[] forecast = new double[Horizons.FORECAST];
        Arrays.setAll(forecast, h -> series.forecast()[h] * toTotal[h]);
        SamplePaths.Errors errors = new SamplePaths.Errors(
                ofThisModel,
                ofRegions.get(r),
                SamplePaths.Deviates.ofSeries(fleet.category(), modelId, regionId, Horizons.FORECAST));
        double[] ofPlans = SamplePaths.ofPlans(fleet.category(), modelId, planSpread);
        Sum ofRegion = regions.computeIfAbsent(regionId, absent -> new Sum());
        for (int h = 0; h < Horizons.FORECAST; h++) {
            double[] factors = errors.factors(learned.parts(fleet.category(), band, h), h);
            double share = expected.plannedShare(h);
            double spread = Math.hypot(learned.ofSeries(fleet.category(), band, h), share * planSpread);
            Figures figures = new Figures();
            figures.add(forecast[h], forecast[h] * (1 - share), forecast[h] * share, expected.units()[h]);
            add(
                    row("model_region", modelId, regionId, h).method(method),
                    figures,
                    new NegativeBinomial(forecast[h], spread).quantiles(Figures.SHARES));
            for (Sum sum : List.of(ofModel, ofRegion)) {
                sum.figures.get(h).add(figures);
                SamplePaths.add(
                        sum.futures, h * SamplePaths.PATHS, figures.installed, figures.planned, factors, ofPlans);
            }
        }
    }

    private static double monthly(Projection.Expected expected) {
        double sum = 0;
        for (int h = 0; h < Horizons.SCORED; h++) {
            sum += expected.total(h);
        }
        return sum / Horizons.SCORED;
    }

    private static double[] combined(double[] weights, Projection.Expected expected, double[] before) {
        double[] forecast = new double[Horizons.FORECAST];
        for (int method = 0; method < weights.length; method++) {
            if (weights[method] > 0) {
                double[] each = own(method, expected, before);
                for (int h = 0; h < forecast.length; h++) {
                    forecast[h] += weights[method] * each[h];
                }
            }
        }
        return forecast;
    }

    private static double[] own(int method, Projection.Expected expected, double[] before) {
        if (method >= Methods.FROM_SERIES) {
            return Methods.fromSeries(method, before, Horizons.FORECAST);
        }
        double[] own = new double[Horizons.FORECAST];
        for (int h = 0; h < own.length; h++) {
            own[h] = method == Methods.AGE_BASE
                    ? expected.total(h)
                    : method == Methods.AGE_LEVEL ? expected.withRecentLevel(h) : expected.recentRate()[h];
        }
        return own;
    }

    private static String inWords(double[] weights, List<String> names) {
        List<String> words = new ArrayList<>();
        for (int method = 0; method < weights.length; method++) {
            if (weights[method] >= 0.005) {
                words.add(String.format(Locale.ROOT, "%s %.2f", names.get(method), weights[method]));
            }
        }
        return String.join(" + ", words);
    }

    private void summed(String level, String id, Sum sum) {
        for (int h = 0; h < Horizons.FORECAST; h++) {
            add(
                    row(level, id, "all", h).method(RepairForecastMonth.TOTAL),
                    sum.figures.get(h),
                    SamplePaths.quantiles(sum.futures, h * SamplePaths.PATHS, Figures.SHARES));
        }
    }

    private void add(RepairForecastMonthTable.Builder row, Figures figures, double[] quantiles) {
        into.accept(RowFactory.create(figures.in(row, quantiles), null, null));
    }

    /** What this category adds to a sum over categories. */
    private void parts(String level, String region, Sum sum) {
        for (int h = 0; h < Horizons.FORECAST; h++) {
            Row row = sum.figures.get(h).in(row(level, "all", region, h), new double[Figures.SHARES.length]);
            double[] futures = Arrays.copyOfRange(sum.futures, h * SamplePaths.PATHS, (h + 1) * SamplePaths.PATHS);
            into.accept(RowFactory.create(row, fleet.category(), futures));
        }
    }

    private RepairForecastMonthTable.Builder row(String level, String modelId, String regionId, int h) {
        int origin = fleet.firstMonth() + model.origin;
        return RepairForecastMonthTable.row()
                .scenario(Scenario.BASE_NAME)
                .origin(ForecastInputs.firstDay(origin))
                .level(level)
                .modelId(modelId)
                .regionId(regionId)
                .month(ForecastInputs.firstDay(origin + 1 + h))
                .horizon(h + 1);
    }
}
