package aftercare.bench;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.measure.api.Inputs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A clean generated company as measures see it, without the way through a lake. */
final class LandedInputs implements Inputs, AutoCloseable {
    /** What the contracts say of a version without a first day. */
    private static final String ALWAYS = "1970-01-01";

    private final SparkSession spark;
    private final Contracts contracts;
    private final Path landing;
    private final Map<String, Dataset<Row>> silver = new HashMap<>();
    private final Map<String, Dataset<Row>> gold = new HashMap<>();

    LandedInputs(SparkSession spark, Contracts contracts, Path landing) {
        this.spark = spark;
        this.contracts = contracts;
        this.landing = landing;
    }

    @Override
    public SparkSession spark() {
        return spark;
    }

    @Override
    public Dataset<Row> silver(String source) {
        return silver.computeIfAbsent(source, this::read);
    }

    private Dataset<Row> read(String source) {
        Contract contract = contracts.source(source);
        StructType type = contract.silverType().add(Contract.DAYS, DataTypes.StringType);
        Path folder = landing.resolve(source);
        if (!Files.isDirectory(folder)) {
            return spark.createDataFrame(List.of(), type);
        }
        Dataset<Row> text = spark.read()
                .option("header", "true")
                .option("escape", "\"")
                .option("multiLine", "true")
                .csv(folder.toString());
        List<String> delivered = Arrays.asList(text.columns());
        Dataset<Row> typed = text.select(Arrays.stream(type.fields())
                .map(field -> coalesce(
                                under(contract, field.name(), delivered),
                                lit(field.name().equals("valid_from") ? ALWAYS : null))
                        .cast(field.dataType())
                        .as(field.name()))
                .toArray(Column[]::new));
        return latest(typed, contract).persist();
    }

    /** A column under its own header or another that the contract knows; null where there is none. */
    private static Column under(Contract contract, String column, List<String> delivered) {
        return contract.columns().stream()
                .filter(each -> each.name().equals(column))
                .flatMap(each -> Stream.concat(Stream.of(column), each.aliases().stream()))
                .filter(delivered::contains)
                .findFirst()
                .map(header -> col(header))
                .orElse(lit(null));
    }

    /** Of several versions of a key the latest, where versions tell their time. */
    private static Dataset<Row> latest(Dataset<Row> rows, Contract contract) {
        if (!Arrays.asList(rows.columns()).contains("updated_at")) {
            return rows;
        }
        Column whole =
                struct(Arrays.stream(rows.columns()).map(name -> col(name)).toArray(Column[]::new));
        return rows.groupBy(contract.key().stream()
                        .map(name -> col(name).as("_" + name))
                        .toArray(Column[]::new))
                .agg(max_by(whole, col("updated_at")).as("latest"))
                .select("latest.*");
    }

    void putGold(String table, Dataset<Row> rows) {
        StructType type = contracts.gold(table).sparkType();
        gold.put(
                table,
                rows.select(Arrays.stream(type.fields())
                                .map(field ->
                                        col(field.name()).cast(field.dataType()).as(field.name()))
                                .toArray(Column[]::new))
                        .persist());
    }

    @Override
    public Dataset<Row> gold(String table) {
        return gold.getOrDefault(
                table, spark.createDataFrame(List.of(), contracts.gold(table).sparkType()));
    }

    @Override
    public Dataset<Row> book(String name) {
        throw new UnsupportedOperationException("no books here: " + name);
    }

    @Override
    public Dataset<Row> quarantine(String source) {
        throw new UnsupportedOperationException("no quarantine here: " + source);
    }

    @Override
    public void close() {
        silver.values().forEach(Dataset::unpersist);
        gold.values().forEach(Dataset::unpersist);
    }
}
