package aftercare.ingest;

import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import aftercare.ingest.LandedFile.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A file in tests, inspected and read as a load does it: its records as {@code line: field|field}. */
record ReadFile(LandedFile file, List<String> rows) {
    private static final Configuration HADOOP = new Configuration();

    static ReadFile text(Path folder, String name, String text, String format) {
        return bytes(folder, name, text.getBytes(StandardCharsets.UTF_8), format);
    }

    static ReadFile text(Path folder, String name, String text, String charset, String format) {
        return bytes(folder, name, text.getBytes(Charset.forName(charset)), format);
    }

    /** Reads bytes under a mapping that looks for the headers a, b and c and states a format, as YAML on one line. */
    static ReadFile bytes(Path folder, String name, byte[] bytes, String format) {
        try {
            Path file = folder.resolve(name);
            Files.write(file, bytes);
            return of(file, name, format, FileInspection.PART_BYTES);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static ReadFile of(Path file, String name, String format, long partBytes) throws IOException {
        Mapping mapping = Contracts.mappings(
                        "test",
                        "match: x\nformat: {" + format + "}\n"
                                + "into: {repairs: {repair_id: a, outlet_id: b, model_id: c}}")
                .get(0)
                .mapping();
        LandedFile landed = new FileInspection(HADOOP, partBytes)
                .inspect(
                        name,
                        new Bronze.Archived("", LandedFile.location(file), Files.size(file)),
                        mapping.format(),
                        null,
                        Wanted.of(List.of(), mapping));
        List<String> rows = new ArrayList<>();
        if (landed.damage() != null) {
            rows.add("refused: " + landed.damage().reason());
        }
        for (Split split : landed.splits()) {
            try (Records records = RecordFiles.open(landed, split, null, HADOOP)) {
                while (records.next()) {
                    List<String> fields = new ArrayList<>();
                    for (int i = 0; i < records.fieldCount(); i++) {
                        fields.add(records.fields()[i] == null ? "" : records.fields()[i]);
                    }
                    rows.add(records.line() + ": " + String.join("|", fields));
                }
            }
        }
        return new ReadFile(landed, rows);
    }

    String notes() {
        return String.join("; ", file.notes());
    }

    /** Why it is not read. */
    String refusal() {
        return file.damage() == null ? "it is read" : file.damage().reason();
    }
}
