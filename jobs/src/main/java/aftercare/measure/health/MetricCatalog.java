package aftercare.measure.health;

import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What each measure of the gold tables means, in both languages, as the contracts say it; one row per metric. Defined in
 * schemas/gold/metric_catalog.yaml.
 */
public final class MetricCatalog implements Measure {
    private static final StructType TYPE = new StructType()
            .add("metric", DataTypes.StringType)
            .add("gold_table", DataTypes.StringType)
            .add("name_en", DataTypes.StringType)
            .add("name_zh", DataTypes.StringType)
            .add("definition_en", DataTypes.StringType)
            .add("definition_zh", DataTypes.StringType)
            .add("unit", DataTypes.StringType)
            .add("better", DataTypes.StringType)
            .add("owner", DataTypes.StringType)
            .add("numerator", DataTypes.StringType)
            .add("denominator", DataTypes.StringType);

    private final List<GoldContract> contracts;

    /**
     * @param contracts the contracts of all gold tables
     */
    public MetricCatalog(Collection<GoldContract> contracts) {
        this.contracts = List.copyOf(contracts);
    }

    @Override
    public String table() {
        return "metric_catalog";
    }

    @Override
    public List<String> sources() {
        return List.of();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        List<Row> metrics = contracts.stream()
                .flatMap(contract -> contract.columns().stream()
                        .filter(column -> column.metric() != null)
                        .map(column -> metric(contract.table(), column)))
                .toList();
        return inputs.spark().createDataFrame(metrics, TYPE);
    }

    private static Row metric(String table, GoldColumn column) {
        return RowFactory.create(
                column.name(),
                table,
                column.label().en(),
                column.label().zh(),
                column.description().en(),
                column.description().zh(),
                column.unit(),
                column.metric().better(),
                column.metric().owner(),
                column.metric().numerator(),
                column.metric().denominator());
    }
}
