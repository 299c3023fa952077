package aftercare.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ExportFormat;
import aftercare.config.SheetText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Writes a table of the lake to one file. */
public final class Export {
    private static final List<String> LAYERS = List.of("silver", "gold", "quarantine", "ops");

    private final Lake lake;

    /**
     * What was written.
     *
     * @param rows how many rows
     * @param guarded how many of them have a text that begins like a formula and got an apostrophe before it
     */
    public record Written(long rows, long guarded) {}

    public Export(Lake lake) {
        this.lake = lake;
    }

    /**
     * Writes all rows, in the order of the columns, so that the same table gives the same file. Columns of the lake's
     * own (their names begin with an underscore) are left out, but for lineage in silver.
     *
     * @param table such as {@code gold.outlet_kpi_month}
     * @param file where to; replaced when it is there
     * <p>A CSV file holds no formulas: see {@link SheetText}.
     *
     * @return what was written
     * @throws AftercareException AFC-1104 when there is no such table, AFC-2101 when the file cannot be written
     */
    public Written write(String table, ExportFormat format, Path file) {
        Dataset<Row> rows = rows(table);
        Column[] order = Stream.of(rows.schema().fields())
                .filter(field -> !(field.dataType() instanceof MapType))
                .map(field -> col(field.name()).asc_nulls_first())
                .toArray(Column[]::new);
        Path target = file.toAbsolutePath().normalize();
        Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
        try {
            Files.createDirectories(target.getParent());
            Dataset<Row> sorted = rows.sort(order).coalesce(1).cache();
            try {
                long written = sorted.count();
                long guarded = format == ExportFormat.CSV ? formulas(sorted) : 0;
                Path made = write(format == ExportFormat.CSV ? guarded(sorted) : sorted, format, draft, table, written);
                Files.move(made, target, StandardCopyOption.REPLACE_EXISTING);
                return new Written(written, guarded);
            } finally {
                sorted.unpersist();
            }
        } catch (IOException unwritable) {
            throw new AftercareException(
                    ErrorCode.OUTPUT_UNWRITABLE,
                    "The file " + file + " cannot be written.",
                    unwritable.getMessage() + ".",
                    "Name a file in a folder this user may write to.",
                    unwritable);
        } finally {
            deleteAll(draft);
        }
    }

    private static List<String> texts(Dataset<Row> rows) {
        return Stream.of(rows.schema().fields())
                .filter(field -> field.dataType() instanceof StringType)
                .map(StructField::name)
                .toList();
    }

    private static Dataset<Row> guarded(Dataset<Row> rows) {
        Dataset<Row> guarded = rows;
        for (String name : texts(rows)) {
            guarded = guarded.withColumn(name, regexp_replace(col(name), SheetText.GUARDED, SheetText.GUARD));
        }
        return guarded;
    }

    /** How many rows hold a text that a spreadsheet would run. */
    private static long formulas(Dataset<Row> rows) {
        return texts(rows).stream()
                .map(name -> coalesce(col(name).rlike(SheetText.GUARDED), lit(false)))
                .reduce(Column::or)
                .map(any -> rows.filter(any).count())
                .orElse(0L);
    }

    /** Writes rows that lie in one part to a draft; returns the file that holds them. */
    private static Path write(Dataset<Row> rows, ExportFormat format, Path draft, String table, long count)
            throws IOException {
        if (format == ExportFormat.XLSX) {
            WorkbookFile.write(rows, count, draft, table);
            return draft;
        }
        String folder = draft.toUri().toString();
        var writer = rows.write().mode("overwrite").option("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss[.SSSSSS]XXX");
        if (format == ExportFormat.CSV) {
            writer.option("header", "true")
                    .option("escape", "\"")
                    .option("emptyValue", "")
                    .csv(folder);
        } else if (format == ExportFormat.JSON) {
            writer.json(folder);
        } else {
            writer.parquet(folder);
        }
        return part(draft);
    }

    private Dataset<Row> rows(String table) {
        int dot = table.indexOf('.');
        String layer = dot < 0 ? "" : table.substring(0, dot);
        String name = table.substring(dot + 1);
        if (!LAYERS.contains(layer) || !lake.hasTable(lake.at(layer, name))) {
            throw new AftercareException(
                    ErrorCode.UNKNOWN_TABLE,
                    "The lake has no table " + table + ".",
                    "It has " + String.join(", ", tables()) + ".",
                    "Use one of these names.");
        }
        Dataset<Row> rows = lake.read(lake.at(layer, name));
        return rows.drop("_hash", "_month");
    }

    private List<String> tables() {
        return LAYERS.stream()
                .flatMap(layer -> lake.list(lake.at(layer)).stream()
                        .filter(name -> lake.hasTable(lake.at(layer, name)))
                        .map(name -> layer + "." + name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static Path part(Path folder) throws IOException {
        try (Stream<Path> parts = Files.list(folder)) {
            return parts.filter(part -> part.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("Spark wrote no file"));
        }
    }

    private static void deleteAll(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException leftBehind) {
            throw new java.io.UncheckedIOException(leftBehind);
        }
    }
}
