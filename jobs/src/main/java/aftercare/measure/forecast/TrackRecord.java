package aftercare.measure.forecast;

import aftercare.stats.NegativeBinomial;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The backtest of one category: all methods at some past months, with what was known then. Weights and spreads of an
 * origin are learned from the other origins, so that no forecast is judged by what it was fitted to.
 */
final class TrackRecord {
    /** Months that the first origin has seen at least: a year, so that seasons can be told. */
    static final int FEWEST_MONTHS = 12;

    private static final int[] BEFORE_LAST = {18, 15, 12, 6, 3};
    /** Thousands of series teach as much from two origins as few do from five, and each costs its time. */
    private static final int MANY_SERIES = 2_000;

    private static final int[] BEFORE_LAST_OF_MANY = {18, 12};

    private final CategoryFleet fleet;
    private final List<Trial> trials;
    final FittedWeights fitted;
    private final List<Totals> sums = new ArrayList<>();

    /**
     * Judges trials.
     *
     * @param trials by origin, the earliest first
     */
    TrackRecord(CategoryFleet fleet, List<Trial> trials) {
        this.fleet = fleet;
        this.trials = List.copyOf(trials);
        fitted = FittedWeights.from(trials, fleet.regions().size());
        for (int origin = 0; origin < trials.size(); origin++) {
            sums.addAll(new Judge(origin).sums());
        }
    }

    /** Tries all methods on the past of a category and judges them. */
    static TrackRecord of(CategoryHistory history, Delays delays) {
        CategoryFleet fleet = history.fleet;
        int series = fleet.models().size() * fleet.regions().size();
        Disruptions known = RepairModel.fit(history, delays).disruptions;
        return new TrackRecord(
                fleet,
                origins(fleet.months(), series).stream()
                        .map(origin -> Trial.at(history, delays, origin, known))
                        .toList());
    }

    /**
     * The months at which forecasts are tried, by number.
     *
     * @param months of history
     * @param series in the category
     */
    static List<Integer> origins(int months, int series) {
        TreeSet<Integer> origins = new TreeSet<>();
        for (int before : series > MANY_SERIES ? BEFORE_LAST_OF_MANY : BEFORE_LAST) {
            int origin = months - 1 - before;
            if (origin >= FEWEST_MONTHS - 1) {
                origins.add(origin);
            }
        }
        return List.copyOf(origins);
    }

    /**
     * Scores of the levels that lie within the category: series, models, regions as far as they are the category's, the
     * category itself.
     */
    Scores scores() {
        Scores scores = new Scores();
        for (int origin = 0; origin < trials.size(); origin++) {
            new Judge(origin).series(scores);
        }
        for (Totals sum : sums) {
            if (sum.level().equals("model") || sum.level().equals("category")) {
                sum.score(scores, "all");
            }
            if (!sum.level().equals("company")) {
                sum.score(scores, fleet.category());
            }
        }
        weights(scores);
        return scores;
    }

    /** Notes the weights and spreads that the forecast uses, on the rows that show how they did. */
    private void weights(Scores scores) {
        String category = fleet.category();
        for (int band = 0; band < Trial.BANDS; band++) {
            String segment = category + "/" + Trial.bandName(band);
            double[] weights = fitted.weights(band, -1);
            for (int method = 0; method < Methods.COUNT; method++) {
                for (int horizon : Horizons.SUMMED) {
                    weight(
                            scores,
                            "model_region",
                            segment,
                            Methods.NAMES.get(method),
                            "months",
                            horizon,
                            weights[method]);
                    weight(
                            scores,
                            "model_region",
                            segment,
                            Methods.NAMES.get(method),
                            "total",
                            horizon,
                            weights[method]);
                }
            }
            spreads(scores, "model_region", segment, fitted.series[band]);
        }
        double[] ofTotal = fitted.ofTotal.of(-1);
        for (int i = 0; i < ofTotal.length; i++) {
            String method = i < TotalWeights.CANDIDATES.length
                    ? Methods.NAMES.get(TotalWeights.CANDIDATES[i])
                    : Methods.COMBINED;
            for (int horizon : Horizons.SUMMED) {
                weight(scores, "category", category, method, "months", horizon, ofTotal[i]);
                weight(scores, "category", category, method, "total", horizon, ofTotal[i]);
            }
        }
        spreads(scores, "model", category, fitted.model);
        spreads(scores, "region", category, fitted.region);
        spreads(scores, "category", category, fitted.category);
    }

    private static void weight(
            Scores scores, String level, String segment, String method, String span, int horizon, double weight) {
        Score score = scores.byKey.get(new Score.Key(level, segment, method, span, horizon));
        if (score != null) {
            score.weight = weight;
        }
    }

    private static void spreads(Scores scores, String level, String segment, Spreads spreads) {
        for (int i = 0; i < Horizons.SUMMED.length; i++) {
            int horizon = Horizons.SUMMED[i];
            Score months = scores.byKey.get(new Score.Key(level, segment, Methods.COMBINED, "months", horizon));
            Score total = scores.byKey.get(new Score.Key(level, segment, Methods.COMBINED, "total", horizon));
            if (months != null) {
                months.spread = spreads.of(Horizons.ofMonth(horizon - 1), -1);
            }
            if (total != null) {
                total.spread = spreads.of(Horizons.ofSum(i), -1);
            }
        }
    }

    /** What the category adds to regions and the company, per origin. */
    List<Totals> totals() {
        return sums.stream()
                .filter(sum -> sum.level().equals("region") || sum.level().equals("company"))
                .toList();
    }

    /** One origin. */
    private final class Judge {
        private final int origin;
        private final Trial trial;
        private final double[][] combined;
        private final int regions = fleet.regions().size();

        Judge(int origin) {
            this.origin = origin;
            trial = trials.get(origin);
            combined = fitted.combined(origin, trial);
        }

        /** Sums over the series, each with its futures. */
        List<Totals> sums() {
            List<Totals> models = fleet.models().stream()
                    .map(model -> empty("model", model.id()))
                    .toList();
            List<Totals> ofRegions = fleet.regions().stream()
                    .map(region -> empty("region", region.id()))
                    .toList();
            List<SamplePaths.Deviates> modelDeviates = fleet.models().stream()
                    .map(model -> SamplePaths.Deviates.ofModel(fleet.category(), model.id(), trial.horizon()))
                    .toList();
            List<SamplePaths.Deviates> regionDeviates = fleet.regions().stream()
                    .map(region -> SamplePaths.Deviates.ofRegion(fleet.category(), region.id(), trial.horizon()))
                    .toList();
            Totals all = empty("category", fleet.category());
            for (int i = 0; i < combined.length; i++) {
                if (trial.band()[i] >= 0) {
                    add(models.get(i / regions), i);
                    add(ofRegions.get(i % regions), i);
                    SamplePaths.Errors errors = new SamplePaths.Errors(
                            modelDeviates.get(i / regions),
                            regionDeviates.get(i % regions),
                            SamplePaths.Deviates.ofSeries(
                                    fleet.category(),
                                    models.get(i / regions).id(),
                                    ofRegions.get(i % regions).id(),
                                    trial.horizon()));
                    futures(models.get(i / regions), ofRegions.get(i % regions), i, errors);
                }
            }
            double[][] ofCategory =
                    SamplePaths.ofCategory(fleet.category(), fitted.ofCategory(trial.horizon(), origin));
            models.forEach(sum -> SamplePaths.multiply(sum.futures(), ofCategory));
            ofRegions.forEach(sum -> SamplePaths.multiply(sum.futures(), ofCategory));
            models.forEach(all::add);
            Totals company = empty("company", "all");
            company.add(all);
            List<Totals> sums = new ArrayList<>(models);
            sums.addAll(ofRegions);
            sums.add(all);
            sums.add(company);
            return sums;
        }

        private Totals empty(String level, String id) {
            return Totals.empty(level, id, fleet.category(), trial.origin(), trial.horizon());
        }

        private void add(Totals sum, int i) {
            for (int h = 0; h < trial.horizon(); h++) {
                sum.actual()[h] += trial.actual()[i][h];
                sum.forecasts()[Methods.COUNT][h] += combined[i][h];
                for (int method = 0; method < Methods.COUNT; method++) {
                    sum.forecasts()[method][h] += trial.scored(method, i)[h];
                }
            }
        }

        private void futures(Totals model, Totals region, int i, SamplePaths.Errors errors) {
            double[] ofPlans = SamplePaths.ofPlans(fleet.category(), model.id(), trial.planSpread());
            int band = Horizons.ofMonth(0);
            SamplePaths.Parts parts = fitted.parts(trial.band()[i], band, origin);
            for (int h = 0; h < trial.horizon(); h++) {
                if (Horizons.ofMonth(h) != band) {
                    band = Horizons.ofMonth(h);
                    parts = fitted.parts(trial.band()[i], band, origin);
                }
                double[] factors = errors.factors(parts, h);
                double planned = combined[i][h] * trial.planned()[i][h];
                for (Totals sum : List.of(model, region)) {
                    SamplePaths.add(
                            sum.futures(), h * SamplePaths.PATHS, combined[i][h] - planned, planned, factors, ofPlans);
                }
            }
        }

        void series(Scores scores) {
            for (int i = 0; i < combined.length; i++) {
                if (trial.band()[i] >= 0) {
                    double[] spreads = spreads(trial.band()[i]);
                    series(scores, "all", i, spreads);
                    series(scores, fleet.category() + "/" + Trial.bandName(trial.band()[i]), i, spreads);
                }
            }
        }

        /** By band of horizons. */
        private double[] spreads(int band) {
            double[] spreads = new double[Horizons.COUNT];
            for (int horizons = 0; horizons < Horizons.COUNT; horizons++) {
                spreads[horizons] = fitted.series[band].of(horizons, trials.size() > 1 ? origin : -1);
            }
            return spreads;
        }

        private void series(Scores scores, String segment, int i, double[] spreads) {
            double[] actual = trial.actual()[i];
            double[] scales = trial.scales()[i];
            for (int method = 0; method < Methods.COUNT; method++) {
                double[] forecast = trial.scored(method, i);
                scores.series(
                        "model_region",
                        segment,
                        Methods.NAMES.get(method),
                        trial.origin(),
                        forecast,
                        actual,
                        scales,
                        null);
            }
            scores.series(
                    "model_region",
                    segment,
                    Methods.COMBINED,
                    trial.origin(),
                    combined[i],
                    actual,
                    scales,
                    (from, to) -> interval(i, from, to, spreads));
        }

        private double[] interval(int i, int from, int to, double[] spreads) {
            double mean = 0;
            double planned = 0;
            for (int h = from; h <= to; h++) {
                mean += combined[i][h];
                planned += combined[i][h] * trial.planned()[i][h];
            }
            int horizons = Horizons.ofMonth(to);
            for (int sum = 0; sum < Horizons.SUMMED.length && to > from; sum++) {
                horizons = to + 1 == Horizons.SUMMED[sum] ? Horizons.ofSum(sum) : horizons;
            }
            double ofPlans = mean > 0 ? trial.planSpread() * planned / mean : 0;
            return new NegativeBinomial(mean, Math.hypot(spreads[horizons], ofPlans)).quantiles(Score.SHARES);
        }
    }
}
