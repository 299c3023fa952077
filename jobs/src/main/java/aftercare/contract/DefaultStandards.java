package aftercare.contract;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads the standards that ship with the program, {@code schemas/standards.csv}; rows of the source {@code standards} override them. */
final class DefaultStandards {
    private DefaultStandards() {}

    static List<Standard> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Standard> standards = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                standards.add(standard(file, row));
            }
        } catch (IOException unreadable) {
            throw unfit(file, unreadable.getMessage(), unreadable);
        }
        return List.copyOf(standards);
    }

    private static Standard standard(Path file, NamedCsvRecord row) {
        try {
            String floor = row.getField("floor");
            return new Standard(
                    row.getField("metric"),
                    row.getField("scope"),
                    row.getField("scope_id"),
                    LocalDate.parse(row.getField("valid_from")),
                    Double.parseDouble(row.getField("target")),
                    floor.isEmpty() ? null : Double.valueOf(floor));
        } catch (RuntimeException unfit) {
            throw unfit(file, "line " + row.getStartingLineNumber() + ": " + unfit.getMessage(), unfit);
        }
    }

    private static AftercareException unfit(Path file, String reason, Exception cause) {
        return new AftercareException(
                ErrorCode.BAD_CONTRACT,
                "The file " + file + " does not say what it must.",
                reason + ".",
                "Mend the line, or load standards of your own with the source standards.",
                cause);
    }
}
