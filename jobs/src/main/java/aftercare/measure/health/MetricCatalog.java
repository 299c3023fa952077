package aftercare.measure.health;

import aftercare.contract.Contracts;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.MetricCatalogTable;
import aftercare.table.Tables;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What each measure of the gold tables means, in both languages, as the contracts say it; one row per metric. Defined
 * in schemas/gold/metric_catalog.yaml.
 */
public final class MetricCatalog implements Measure {
    private final List<GoldContract> contracts;

    /** Takes the contracts of all gold tables. */
    public MetricCatalog(Contracts contracts) {
        this.contracts = List.copyOf(contracts.gold());
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
        return inputs.spark().createDataFrame(metrics, MetricCatalogTable.SCHEMA);
    }

    private static Row metric(String table, GoldColumn column) {
        GoldColumn.Metric metric = Objects.requireNonNull(column.metric(), "only measures are listed");
        return MetricCatalogTable.row()
                .metric(column.name())
                .goldTable(table)
                .nameEn(column.label().en())
                .nameZh(column.label().zh())
                .definitionEn(column.description().en())
                .definitionZh(column.description().zh())
                .unit(column.unit())
                .better(metric.better())
                .owner(metric.owner())
                .numerator(metric.numerator())
                .denominator(metric.denominator())
                .build();
    }
}
