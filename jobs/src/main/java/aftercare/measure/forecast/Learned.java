package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.col;

import aftercare.table.ForecastAccuracyTable;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The weights and spreads that the forecast takes from its own track record, the rows of forecast_accuracy that hold
 * them.
 */
final class Learned implements Serializable {
    private static final long serialVersionUID = 1;
    /** How far a forecast errs in a month where nothing has been tried yet. */
    private static final double UNTRIED_SPREAD = 0.3;

    private final Map<String, Double> weights = new HashMap<>();
    private final Map<String, Double> spreads = new HashMap<>();

    static Learned from(Dataset<Row> accuracy) {
        Learned learned = new Learned();
        accuracy.filter(col(ForecastAccuracyTable.WEIGHT)
                        .isNotNull()
                        .or(col(ForecastAccuracyTable.SPREAD).isNotNull()))
                .select(
                        ForecastAccuracyTable.LEVEL,
                        ForecastAccuracyTable.SEGMENT,
                        ForecastAccuracyTable.METHOD,
                        ForecastAccuracyTable.HORIZON,
                        ForecastAccuracyTable.WEIGHT,
                        ForecastAccuracyTable.SPREAD,
                        ForecastAccuracyTable.SPAN)
                .collectAsList()
                .forEach(row -> learned.note(ForecastAccuracyTable.of(row)));
        return learned;
    }

    private void note(ForecastAccuracyTable.Values row) {
        Double weight = row.weight();
        if (weight != null) {
            learnedWeight(row.segment(), row.method(), weight);
        }
        Double spread = row.spread();
        if (spread != null) {
            learnedSpread(row.level(), row.segment(), row.span(), row.horizon(), spread);
        }
    }

    void learnedWeight(String segment, String method, double weight) {
        weights.put(segment + "|" + method, weight);
    }

    /**
     * Notes how far forecasts of a level were wrong.
     *
     * @param span months for single months up to the horizon, total for their sum
     */
    void learnedSpread(String level, String segment, String span, int horizon, double spread) {
        spreads.put(key(level, segment, span, horizon), spread);
    }

    private static String key(String level, String segment, String span, int horizon) {
        return level + "|" + segment + "|" + span + "|" + horizon;
    }

    /** Weights of the methods in a volume band, in the order of {@link Methods#NAMES}. */
    double[] weights(String category, int band) {
        double[] found = new double[Methods.COUNT];
        double sum = 0;
        for (int method = 0; method < found.length; method++) {
            found[method] =
                    weights.getOrDefault(category + "/" + Trial.bandName(band) + "|" + Methods.NAMES.get(method), 0.0);
            sum += found[method];
        }
        return sum > 0.5 ? found : FittedWeights.untried();
    }

    /** Weights of {@link TotalWeights} for the total of a category. */
    double[] ofTotal(String category) {
        double[] found = TotalWeights.onlySum();
        for (int i = 0; i < TotalWeights.CANDIDATES.length; i++) {
            found[i] = weights.getOrDefault(category + "|" + Methods.NAMES.get(TotalWeights.CANDIDATES[i]), 0.0);
            found[found.length - 1] -= found[i];
        }
        return found;
    }

    /** What a series, its model and its region err beyond their category in a month ahead. */
    SamplePaths.Parts parts(String category, int band, int h) {
        return SamplePaths.Parts.of(
                        ofCategory(category, h),
                        error("model", category, h, Spreads.OF_MODELS),
                        error("region", category, h, Spreads.OF_REGIONS),
                        error("model_region", segment(category, band), h, Spreads.OF_SERIES))
                .times(Horizons.stretch(h));
    }

    private static String segment(String category, int band) {
        return category + "/" + Trial.bandName(band);
    }

    /** How far a series errs in a month ahead. */
    double ofSeries(String category, int band, int h) {
        return Horizons.stretch(h) * spread("model_region", segment(category, band), h, UNTRIED_SPREAD);
    }

    /** What the category's sum errs, by month ahead. */
    ForecastError[] ofCategory(String category) {
        return IntStream.range(0, Horizons.FORECAST)
                .mapToObj(h -> ofCategory(category, h).times(Horizons.stretch(h)))
                .toArray(ForecastError[]::new);
    }

    /** A sum cannot err more than every part of it does. */
    private ForecastError ofCategory(String category, int h) {
        double spread = spread("model", category, h, UNTRIED_SPREAD);
        for (String level : List.of("category", "region")) {
            spread = Math.min(spread, spread(level, category, h, spread));
        }
        for (int band = 0; band < Trial.BANDS; band++) {
            spread = Math.min(spread, spread("model_region", segment(category, band), h, spread));
        }
        return new ForecastError(
                spread, error("category", category, h, Spreads.OF_CATEGORIES).lasting());
    }

    private ForecastError error(String level, String segment, int h, ForecastError usual) {
        double[] all = new double[Horizons.COUNT];
        for (int i = 0; i < Horizons.SUMMED.length; i++) {
            int last = Horizons.SUMMED[i] - 1;
            all[Horizons.ofMonth(last)] = spread(level, segment, last, Double.NaN);
            all[Horizons.ofSum(i)] = spreads.getOrDefault(key(level, segment, "total", last + 1), Double.NaN);
        }
        return new ForecastError(
                spread(level, segment, h, UNTRIED_SPREAD), ForecastError.lasting(all, usual.lasting()));
    }

    /** The spread in single months of the band, or of the nearest shorter one that was tried. */
    private double spread(String level, String segment, int h, double otherwise) {
        Double found = null;
        for (int i = 0; i <= Horizons.ofMonth(h); i++) {
            Double ofBand = spreads.get(key(level, segment, "months", Horizons.SUMMED[i]));
            found = ofBand == null ? found : ofBand;
        }
        return found == null ? otherwise : found;
    }
}
