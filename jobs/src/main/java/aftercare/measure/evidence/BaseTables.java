package aftercare.measure.evidence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.lake.ChangeFeed;
import aftercare.lake.ComputedRun;
import aftercare.lake.Lake;
import aftercare.lake.StandInNumbers;
import aftercare.lake.TableFiles;
import aftercare.table.RunsTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The tables of the lake as a computation read them: as data for Spark, and as text for DuckDB, which reads their
 * files.
 */
final class BaseTables implements EventViews.Read {
    /** The book of computations, under a name of its own: table is a word that SQL keeps for itself. */
    static final String RUNS = Tables.RUNS;

    private static final String COMPUTED = "computed";

    private final Lake lake;
    private final Contracts contracts;
    private final ComputedRun run;
    private final Map<String, Dataset<Row>> read = new HashMap<>();
    private final Map<String, Set<String>> standIns = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    /** Takes the computation whose inputs count. */
    BaseTables(Lake lake, Contracts contracts, ComputedRun run) {
        this.lake = lake;
        this.contracts = contracts;
        this.run = run;
    }

    @Override
    public boolean has(String name) {
        return name.equals(RUNS) || isSource(name) || isGold(name);
    }

    private boolean isSource(String name) {
        return contracts.sources().stream().anyMatch(source -> source.source().equals(name));
    }

    private boolean isGold(String name) {
        return contracts.gold().stream().anyMatch(table -> table.table().equals(name));
    }

    private Path path(String name) {
        return name.equals(RUNS) ? lake.ops(name) : isSource(name) ? lake.silver(name) : lake.gold(name);
    }

    /** The version that was read; of a table that the computation wrote itself, the one it wrote. */
    long version(String name) {
        Long before = run.inputs().get((isSource(name) ? "silver/" : "gold/") + name);
        return name.equals(run.table()) ? run.goldVersion() : before == null ? lake.version(path(name)) : before;
    }

    @Override
    public Optional<Dataset<Row>> replaced(String source, String id) {
        return ChangeFeed.replaced(lake, lake.silver(source), version(source), id);
    }

    @Override
    public Dataset<Row> rows(String name) {
        return read.computeIfAbsent(name, this::find);
    }

    private Dataset<Row> find(String name) {
        if (version(name) < 0) {
            return lake.spark().createDataFrame(List.of(), wanted(name));
        }
        Dataset<Row> rows = at(name);
        if (name.equals(RUNS)) {
            return rows.withColumnRenamed(RunsTable.TABLE, COMPUTED);
        }
        Set<String> there = Set.of(rows.columns());
        for (StructField field : wanted(name).fields()) {
            if (!there.contains(field.name())) {
                rows = rows.withColumn(field.name(), lit(null).cast(field.dataType()));
            }
        }
        Set<String> unknown = standIns(name);
        return unknown.isEmpty()
                ? rows
                : rows.withColumn(
                        column(name), when(not(col(column(name)).isin(unknown.toArray())), col(column(name))));
    }

    /** A table as it was computed from. */
    private Dataset<Row> at(String name) {
        try {
            return lake.read(path(name), version(name));
        } catch (Exception gone) {
            // Spark throws checked exceptions that it does not declare.
            throw EvidenceErrors.versionGone(name, gone);
        }
    }

    private static String column(String source) {
        return StandInNumbers.column(source).orElseThrow();
    }

    /** Numbers that so many rows share that they tell no unit and no customer. */
    private Set<String> standIns(String name) {
        return standIns.computeIfAbsent(name, source -> {
            Optional<String> column = isSource(source) ? StandInNumbers.column(source) : Optional.empty();
            return column.isEmpty() || version(source) < 0
                    ? Set.of()
                    : StandInNumbers.in(at(source), column.get()).keySet();
        });
    }

    /** The columns that queries may ask for, whenever the table was written. */
    private StructType wanted(String name) {
        if (name.equals(RUNS)) {
            return RunsTable.SCHEMA;
        }
        return isGold(name)
                ? contracts.gold(name).sparkType()
                : contracts
                        .source(name)
                        .silverType()
                        .add(Contract.DAYS, DataTypes.StringType)
                        .add(FigureSql.FILE, DataTypes.StringType)
                        .add(FigureSql.LINE, DataTypes.IntegerType);
    }

    /** What makes the rows a view in DuckDB. */
    String duckDb(String name) {
        return texts.computeIfAbsent(name, this::text);
    }

    private String text(String name) {
        List<TableFiles> files = version(name) < 0 ? List.of() : TableFiles.of(lake, path(name), version(name));
        if (files.isEmpty()) {
            return "select "
                    + java.util.Arrays.stream(wanted(name).fields())
                            .map(field -> "cast(null as " + type(field) + ") as " + field.name())
                            .collect(Collectors.joining(", "))
                    + " where false";
        }
        StringBuilder sql = new StringBuilder("select *");
        Set<String> unknown = standIns(name);
        if (!unknown.isEmpty()) {
            String column = column(name);
            sql.append(" replace (case when ")
                    .append(column)
                    .append(" not in (")
                    .append(unknown.stream().sorted().map(Sql::text).collect(Collectors.joining(", ")))
                    .append(") then ")
                    .append(column)
                    .append(" end as ")
                    .append(column)
                    .append(")");
        }
        Set<String> there = Set.of(at(name).columns());
        for (StructField field : wanted(name).fields()) {
            if (!there.contains(field.name())) {
                sql.append(", cast(null as ")
                        .append(type(field))
                        .append(") as ")
                        .append(field.name());
            }
        }
        if (name.equals(RUNS)) {
            sql.append(", \"table\" as " + COMPUTED);
        }
        sql.append("\nfrom read_parquet([\n    ")
                .append(files.stream().map(file -> Sql.text(place(file.file()))).collect(Collectors.joining(",\n    ")))
                .append("],\n    union_by_name = true, filename = true, file_row_number = true")
                .append(partitions(name))
                .append(")");
        List<String> deleted = new ArrayList<>();
        for (TableFiles file : files) {
            if (!file.deleted().isEmpty()) {
                deleted.add("not (filename = " + Sql.text(place(file.file())) + " and file_row_number in ("
                        + file.deleted().stream().map(String::valueOf).collect(Collectors.joining(", ")) + "))");
            }
        }
        return deleted.isEmpty() ? sql.toString() : sql + "\nwhere " + String.join("\n    and ", deleted);
    }

    /** Gold keeps the month in the names of its folders. */
    private String partitions(String name) {
        if (!isGold(name)) {
            return "";
        }
        GoldContract contract = contracts.gold(name);
        return contract.month() == null
                ? ""
                : ", hive_partitioning = true, hive_types = {'" + contract.month() + "': date}";
    }

    private static String place(Path file) {
        String scheme = file.toUri().getScheme();
        return scheme == null || scheme.equals("file")
                ? file.toUri().getPath()
                : file.toString().replaceFirst("^s3a:", "s3:");
    }

    private static String type(StructField field) {
        String type = field.dataType().simpleString();
        return switch (type) {
            case "string" -> "varchar";
            case "timestamp" -> "timestamp with time zone";
            default -> type.startsWith("map") ? "varchar" : type;
        };
    }
}
