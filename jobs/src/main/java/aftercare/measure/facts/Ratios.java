package aftercare.measure.facts;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;

/** The ratios of a gold table, as its contract says them. */
public final class Ratios {
    private Ratios() {}

    /**
     * For each column that its contract calls a ratio, numerator / denominator, times 1,000 where that is its unit;
     * null where the denominator is not above 0.
     */
    public static Map<String, Column> of(GoldContract contract) {
        Map<String, Column> ratios = new LinkedHashMap<>();
        for (GoldColumn column : contract.columns()) {
            GoldColumn.Metric metric = column.metric();
            if (metric != null && metric.numerator() != null && metric.denominator() != null) {
                Column over = col(metric.numerator());
                Column under = col(metric.denominator());
                Column scaled = "per_1000".equals(column.unit()) ? over.multiply(1000.0) : over;
                ratios.put(column.name(), when(under.gt(0), scaled.divide(under)));
            }
        }
        return ratios;
    }
}
