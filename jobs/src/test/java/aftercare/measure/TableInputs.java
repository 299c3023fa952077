package aftercare.measure;

import aftercare.TestSpark;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Spoken;
import aftercare.table.RefusedRowsTable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What a measure may read, from tables written down in a test; one that is not written is empty. */
public final class TableInputs implements Inputs {
    private static final Contracts CONTRACTS = Contracts.load();

    private static final StructType LEDGER = CONTRACTS.gold("load_ledger").sparkType();

    private final Map<String, Dataset<Row>> tables = new HashMap<>();
    private final Map<Need, Spoken> spokenOf = new HashMap<>();

    /** Silver of a source in the types of its contract. */
    public static Dataset<Row> silverOf(String source, String written) {
        return WrittenTable.as(silverType(source), written);
    }

    private static StructType silverType(String source) {
        return CONTRACTS.source(source).silverType().add(Contract.DAYS, DataTypes.StringType);
    }

    public TableInputs withSilver(String source, String written) {
        tables.put("silver/" + source, silverOf(source, written));
        return this;
    }

    public TableInputs withSilver(String source, Dataset<Row> rows) {
        tables.put("silver/" + source, rows);
        return this;
    }

    public TableInputs withGold(String table, String written) {
        tables.put("gold/" + table, WrittenTable.as(CONTRACTS.gold(table).sparkType(), written));
        return this;
    }

    /** Rows that a measure computed, in the types of its contract. */
    public TableInputs withGold(String table, Dataset<Row> rows) {
        org.apache.spark.sql.Column[] columns = java.util.Arrays.stream(
                        CONTRACTS.gold(table).sparkType().fields())
                .map(field -> org.apache
                        .spark
                        .sql
                        .functions
                        .col(field.name())
                        .cast(field.dataType())
                        .as(field.name()))
                .toArray(org.apache.spark.sql.Column[]::new);
        tables.put("gold/" + table, rows.select(columns).localCheckpoint());
        return this;
    }

    public TableInputs withQuarantine(String source, String written) {
        tables.put("quarantine/" + source, WrittenTable.as(RefusedRowsTable.SCHEMA, written));
        return this;
    }

    public TableInputs withLedger(String written) {
        tables.put("ledger", WrittenTable.as(LEDGER, written).drop("month", "reject_share"));
        return this;
    }

    /** Of which months a source, or a column of it, speaks; of all where that is not written. */
    public TableInputs withSpoken(Need need, Spoken spoken) {
        spokenOf.put(need, spoken);
        return this;
    }

    @Override
    public Spoken spoken(Need need) {
        return spokenOf.getOrDefault(need, Spoken.ALWAYS);
    }

    @Override
    public SparkSession spark() {
        return TestSpark.session();
    }

    @Override
    public Dataset<Row> silver(String source) {
        return stored("silver/" + source, silverType(source));
    }

    @Override
    public Dataset<Row> gold(String table) {
        return stored("gold/" + table, CONTRACTS.gold(table).sparkType());
    }

    @Override
    public Dataset<Row> book(String name) {
        Dataset<Row> book = tables.get(name);
        if (book == null) {
            throw new IllegalArgumentException("no book " + name);
        }
        return book;
    }

    @Override
    public Dataset<Row> quarantine(String source) {
        return stored("quarantine/" + source, RefusedRowsTable.SCHEMA);
    }

    private Dataset<Row> stored(String name, StructType type) {
        return tables.computeIfAbsent(name, absent -> spark().createDataFrame(java.util.List.of(), type));
    }
}
