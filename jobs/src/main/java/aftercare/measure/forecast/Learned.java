package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The weights and spreads that the forecast takes from its own track record, the rows of forecast_accuracy that hold them. */
final class Learned implements Serializable {
    private static final long serialVersionUID = 1;
    /** How far a forecast errs where nothing has been tried yet. */
    private static final double UNTRIED_SPREAD = 0.3;

    private final Map<String, Double> weights = new HashMap<>();
    private final Map<String, Double> spreads = new HashMap<>();

    static Learned from(Dataset<Row> accuracy) {
        Learned learned = new Learned();
        accuracy.filter(col("span").equalTo("months"))
                .filter(col("weight").isNotNull().or(col("spread").isNotNull()))
                .select("level", "segment", "method", "horizon", "weight", "spread")
                .collectAsList()
                .forEach(learned::note);
        return learned;
    }

    private void note(Row row) {
        String segment = row.getString(1);
        if (!row.isNullAt(4)) {
            learnedWeight(segment, row.getString(2), row.getDouble(4));
        }
        if (!row.isNullAt(5)) {
            learnedSpread(row.getString(0), segment, row.getInt(3), row.getDouble(5));
        }
    }

    void learnedWeight(String segment, String method, double weight) {
        weights.put(segment + "|" + method, weight);
    }

    void learnedSpread(String level, String segment, int horizon, double spread) {
        spreads.put(level + "|" + segment + "|" + horizon, spread);
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
        return sum > 0.5 ? found : Settled.untried();
    }

    /** Spreads of a series and its model beyond their category, for a month ahead. */
    SamplePaths.Parts parts(String category, int band, int h) {
        double stretch = Horizons.stretch(h);
        return SamplePaths.Parts.of(
                stretch * ofCategory(category, h), stretch * ofModel(category, h), ofSeries(category, band, h));
    }

    /** How far a series errs in a month ahead. */
    double ofSeries(String category, int band, int h) {
        return Horizons.stretch(h) * spread("model_region", category + "/" + Trial.bandName(band), h, UNTRIED_SPREAD);
    }

    /** How far the category's sum errs, by month ahead. */
    double[] ofCategory(String category) {
        double[] spreads = new double[Horizons.FORECAST];
        for (int h = 0; h < spreads.length; h++) {
            spreads[h] = Horizons.stretch(h) * ofCategory(category, h);
        }
        return spreads;
    }

    /** A sum cannot err more than every part of it does. */
    private double ofCategory(String category, int h) {
        double spread = Math.min(spread("category", category, h, ofModel(category, h)), ofModel(category, h));
        for (int band = 0; band < Trial.BANDS; band++) {
            spread = Math.min(
                    spread, spread("model_region", category + "/" + Trial.bandName(band), h, Double.POSITIVE_INFINITY));
        }
        return spread;
    }

    private double ofModel(String category, int h) {
        return spread("model", category, h, UNTRIED_SPREAD);
    }

    /** The band's own, or that of the nearest shorter one that was tried. */
    private double spread(String level, String segment, int h, double otherwise) {
        Double found = null;
        for (int i = 0; i <= Horizons.ofMonth(h); i++) {
            Double ofBand = spreads.get(level + "|" + segment + "|" + Horizons.SUMMED[i]);
            found = ofBand == null ? found : ofBand;
        }
        return found == null ? otherwise : found;
    }
}
