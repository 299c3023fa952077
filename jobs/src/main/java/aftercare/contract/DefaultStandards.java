package aftercare.contract;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.table.StandardsTable;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The standards that ship with the program, {@code schemas/standards.csv}; rows of the source {@code standards}
 * override them.
 *
 * @param rows the standards, each under the name it is kept by
 * @param names for each measure whose standard is kept under another name, such as that of a promise, this name
 */
public record DefaultStandards(List<Standard> rows, Map<String, String> names) implements Serializable {
    public DefaultStandards {
        rows = List.copyOf(rows);
        names = java.util.Collections.unmodifiableMap(new TreeMap<>(names));
    }

    /** Standards of which each is kept under the name of its measure. */
    public static DefaultStandards of(List<Standard> rows) {
        return new DefaultStandards(rows, Map.of());
    }

    /** The name under which the standard of a metric or promise is kept. */
    public String nameOf(String metric) {
        return names.getOrDefault(metric, metric);
    }

    /**
     * Reads the file; none hold when there is none.
     *
     * @param tables the gold tables, whose measures say under which names their standards are kept
     */
    static DefaultStandards read(Path file, Collection<GoldContract> tables) {
        Map<String, String> names = new TreeMap<>();
        for (GoldContract table : tables) {
            for (GoldColumn column : table.columns()) {
                if (column.metric() != null && column.metric().standard() != null) {
                    names.put(column.name(), column.metric().standard());
                }
            }
        }
        return new DefaultStandards(rows(file, names), names);
    }

    private static List<Standard> rows(Path file, Map<String, String> names) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Standard> standards = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                Standard standard = standard(file, row);
                String name = names.get(standard.metric());
                if (name != null) {
                    throw unfit(
                            file,
                            "line " + row.getStartingLineNumber() + ": the standard of " + standard.metric()
                                    + " is that of " + name + " and stands under this name",
                            null);
                }
                standards.add(standard);
            }
        } catch (IOException unreadable) {
            throw unfit(file, unreadable.getMessage(), unreadable);
        }
        return standards;
    }

    private static Standard standard(Path file, NamedCsvRecord row) {
        try {
            String floor = row.getField(StandardsTable.FLOOR);
            return new Standard(
                    row.getField(StandardsTable.METRIC),
                    row.getField(StandardsTable.SCOPE),
                    row.getField(StandardsTable.SCOPE_ID),
                    LocalDate.parse(row.getField(StandardsTable.VALID_FROM)),
                    Double.parseDouble(row.getField(StandardsTable.TARGET)),
                    floor.isEmpty() ? null : Double.valueOf(floor));
        } catch (RuntimeException unfit) {
            throw unfit(file, "line " + row.getStartingLineNumber() + ": " + unfit.getMessage(), unfit);
        }
    }

    private static AftercareException unfit(Path file, @Nullable String reason, @Nullable Exception cause) {
        return new AftercareException(
                ErrorCode.BAD_CONTRACT,
                "The file " + file + " does not say what it must.",
                reason + ".",
                "Correct the line, or load standards of your own with the source standards.",
                cause);
    }
}
