package aftercare.measure;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/** Reads what measures need from the lake. */
final class LakeInputs implements Inputs, AutoCloseable {
    private static final StructType QUARANTINE = new StructType()
            .add("file", DataTypes.StringType)
            .add("line", DataTypes.IntegerType)
            .add("raw_text", DataTypes.StringType)
            .add("rule", DataTypes.StringType)
            .add("reason", DataTypes.StringType)
            .add("run_id", DataTypes.StringType)
            .add("sha256", DataTypes.StringType)
            .add("loaded_at", DataTypes.TimestampType)
            .add("resolved_at", DataTypes.TimestampType);

    private final Lake lake;
    private final Contracts contracts;
    private final HeldTables tables;
    private final Queue<Dataset<Row>> kept = new ConcurrentLinkedQueue<>();

    LakeInputs(Lake lake, Contracts contracts, HeldTables tables) {
        this.lake = lake;
        this.contracts = contracts;
        this.tables = tables;
    }

    @Override
    public SparkSession spark() {
        return lake.spark();
    }

    @Override
    public Dataset<Row> silver(String source) {
        if (lake.hasTable(lake.silver(source))) {
            return tables.read(lake.silver(source));
        }
        Contract contract = contracts.source(source);
        StructType type = contract.silverType();
        return empty(contract.month() == null ? type : type.add("_month", DataTypes.DateType));
    }

    @Override
    public Dataset<Row> gold(String table) {
        return lake.hasTable(lake.gold(table))
                ? tables.read(lake.gold(table))
                : empty(contracts.gold(table).sparkType());
    }

    @Override
    public Dataset<Row> book(String name) {
        return name.equals("ledger") ? new Ledger(lake).rows() : lake.read(lake.ops(name));
    }

    @Override
    public Dataset<Row> quarantine(String source) {
        return lake.hasTable(lake.quarantine(source)) ? lake.read(lake.quarantine(source)) : empty(QUARANTINE);
    }

    @Override
    public Dataset<Row> keep(Dataset<Row> rows) {
        Dataset<Row> persisted = rows.persist(StorageLevel.MEMORY_AND_DISK());
        kept.add(persisted);
        return persisted;
    }

    private Dataset<Row> empty(StructType type) {
        return lake.spark().createDataFrame(List.of(), type);
    }

    @Override
    public void close() {
        kept.forEach(Dataset::unpersist);
    }
}
