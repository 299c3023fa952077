package aftercare.measure.health;

import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.MetricCatalogTable;
import aftercare.table.Tables;
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
            .add(MetricCatalogTable.METRIC, DataTypes.StringType)
            .add(MetricCatalogTable.GOLD_TABLE, DataTypes.StringType)
            .add(MetricCatalogTable.NAME_EN, DataTypes.StringType)
            .add(MetricCatalogTable.NAME_ZH, DataTypes.StringType)
            .add(MetricCatalogTable.DEFINITION_EN, DataTypes.StringType)
            .add(MetricCatalogTable.DEFINITION_ZH, DataTypes.StringType)
            .add(MetricCatalogTable.UNIT, DataTypes.StringType)
            .add(MetricCatalogTable.BETTER, DataTypes.StringType)
            .add(MetricCatalogTable.OWNER, DataTypes.StringType)
            .add(MetricCatalogTable.NUMERATOR, DataTypes.StringType)
            .add(MetricCatalogTable.DENOMINATOR, DataTypes.StringType);

    private final List<GoldContract> contracts;

    /**
     * @param contracts the contracts of all gold tables
     */
    public MetricCatalog(Collection<GoldContract> contracts) {
        this.contracts = List.copyOf(contracts);
    }

    @Override
    public String table() {
        return Tables.METRIC_CATALOG;
    }

    /** The texts themselves, which tell the rules in force. */
    @Override
    public String settings() {
        return contracts.toString();
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
