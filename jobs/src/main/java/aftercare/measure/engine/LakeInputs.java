package aftercare.measure.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.last_day;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.lake.ChangeFeed;
import aftercare.lake.Columns;
import aftercare.lake.GoldTable;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.StoredColumns;
import aftercare.lake.TableCache;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Scenario;
import aftercare.measure.api.Spoken;
import aftercare.table.RefusedRowsTable;
import aftercare.table.SalesForecastsTable;
import aftercare.table.Tables;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/** Reads what measures need from the lake. */
final class LakeInputs implements Inputs, AutoCloseable {
    private final Lake lake;
    private final Contracts contracts;
    private final TableCache tables;
    private final Scenario scenario;
    private final RunContext context;
    private final Queue<Dataset<Row>> kept = new ConcurrentLinkedQueue<>();

    LakeInputs(RunContext context) {
        this.lake = context.lake();
        this.contracts = context.contracts();
        this.tables = context.tables();
        this.scenario = context.scenario();
        this.context = context;
    }

    @Override
    public SparkSession spark() {
        return lake.spark();
    }

    @Override
    public Scenario scenario() {
        return scenario;
    }

    @Override
    public Dataset<Row> silver(String source) {
        Dataset<Row> stored = stored(source);
        return source.equals(Tables.SALES_FORECASTS) && scenario.salesPlan().isPresent()
                ? overruled(stored, scenario.salesPlan().get().rows().get())
                : stored;
    }

    /**
     * Planned sales of a scenario count in place of those stored for the same model, region and month. A month that had
     * ended when they were issued stays as it was planned, for plans are judged by what came of them.
     */
    private static Dataset<Row> overruled(Dataset<Row> stored, Dataset<Row> given) {
        Dataset<Row> plan =
                given.filter(last_day(col(SalesForecastsTable.MONTH)).gt(col(SalesForecastsTable.ISSUED_ON)));
        String[] cell = {SalesForecastsTable.MODEL_ID, SalesForecastsTable.REGION_ID, SalesForecastsTable.MONTH};
        return stored.join(plan.select(col(cell[0]), col(cell[1]), col(cell[2])), cell, "left_anti")
                .unionByName(plan, true);
    }

    private Dataset<Row> stored(String source) {
        Contract contract = contracts.source(source);
        Path silver = lake.silver(source);
        if (!lake.hasTable(silver)) {
            return empty(SilverColumns.of(contract));
        }
        Dataset<Row> stored = tables.read(silver);
        new StoredColumns(source, stored.schema()).requireTypes(contract.silverType());
        Dataset<Row> rows = SilverColumns.all(stored, contract);
        return SharedNumbers.mayBeIn(source) ? SharedNumbers.without(standIns(source), rows) : rows;
    }

    @Override
    public StandIns standIns(String source) {
        Path silver = lake.silver(source);
        return context.sharedNumbers()
                .of(
                        source,
                        lake.version(silver),
                        () -> lake.hasTable(silver)
                                ? tables.read(silver)
                                : empty(SilverColumns.of(contracts.source(source))));
    }

    @Override
    public Optional<Dataset<Row>> replaced(String source, String column) {
        Path silver = lake.silver(source);
        return lake.hasTable(silver)
                ? ChangeFeed.replaced(lake, silver, lake.version(silver), column)
                : Optional.empty();
    }

    @Override
    public Spoken spoken(Need need) {
        return context.spoken().of(need);
    }

    @Override
    public Dataset<Row> gold(String table) {
        if (!lake.hasTable(lake.gold(table))) {
            return empty(contracts.gold(table).sparkType());
        }
        Dataset<Row> stored = tables.read(lake.gold(table));
        return new GoldTable(lake, contracts.gold(table)).hasScenarios()
                ? stored.filter(col(Scenario.COLUMN).equalTo(context.scenarioOf(table)))
                : stored;
    }

    @Override
    public Dataset<Row> book(String name) {
        return name.equals("ledger") ? new Ledger(lake).rows() : lake.read(lake.ops(name));
    }

    @Override
    public Dataset<Row> quarantine(String source) {
        return lake.hasTable(lake.quarantine(source))
                ? Columns.completed(lake.read(lake.quarantine(source)), RefusedRowsTable.SCHEMA)
                : empty(RefusedRowsTable.SCHEMA);
    }

    @Override
    public Dataset<Row> keep(Dataset<Row> rows) {
        Dataset<Row> persisted = rows.persist(StorageLevel.MEMORY_AND_DISK());
        kept.add(persisted);
        return persisted;
    }

    @Override
    public Dataset<Row> found(Dataset<Row> rows) {
        if (lake.isSmall()) {
            return rows;
        }
        Dataset<Row> found = keep(rows);
        found.count();
        return found;
    }

    private Dataset<Row> empty(StructType type) {
        return lake.spark().createDataFrame(List.of(), type);
    }

    @Override
    public void close() {
        kept.forEach(Dataset::unpersist);
    }
}
