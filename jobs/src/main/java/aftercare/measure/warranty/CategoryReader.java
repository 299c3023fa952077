package aftercare.measure.warranty;

import aftercare.measure.warranty.ModelFacts.CostSums;
import java.sql.Date;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Reads a row of {@link CategoryRows}. */
final class CategoryReader {
    private CategoryReader() {}

    static List<ModelFacts> models(Row category) {
        return each(category, "models", CategoryReader::model);
    }

    /** What a repair costs over all categories. */
    static CostSums allCosts(Row category) {
        return new CostSums(
                category.<Long>getAs("all_n"), category.<Double>getAs("all_sum"), category.<Double>getAs("all_squares"));
    }

    private static ModelFacts model(Row row) {
        return new ModelFacts(
                row.getAs("model_id"),
                row.getAs("warranty_months"),
                row.<Double>getAs("model_level"),
                row.<Double>getAs("level_sd"),
                each(row, "rates", rate -> new AgeRate(rate.getInt(0), rate.getDouble(1), rate.getDouble(2))),
                each(row, "sold", CategoryReader::units),
                inService(row.getAs("in_service"), row.getAs("sold_n")),
                each(row, "planned", CategoryReader::units),
                costs(row));
    }

    private static Units units(Row row) {
        return new Units(YearMonth.from(row.<Date>getAs("month").toLocalDate()), row.<Double>getAs("units"));
    }

    private static double inService(Double inService, Double sold) {
        return inService == null || sold == null || sold <= 0 ? 1 : Math.min(1, inService / sold);
    }

    private static CostSums costs(Row row) {
        Long n = row.getAs("costed_n");
        return n == null
                ? CostSums.NONE
                : new CostSums(n, row.<Double>getAs("cost_sum"), row.<Double>getAs("cost_squares"));
    }

    private static <T> List<T> each(Row row, String column, Function<Row, T> reader) {
        int at = row.fieldIndex(column);
        return row.isNullAt(at) ? List.of() : row.<Row>getList(at).stream().map(reader).toList();
    }
}
