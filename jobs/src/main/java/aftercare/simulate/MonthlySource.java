package aftercare.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A source delivered as one CSV file per month.
 *
 * @param strayMonth month whose file has a column nobody agreed on, or -1
 */
record MonthlySource(String name, String header, Blemishes blemishes, int strayMonth, Window window, Path out) {
    static final String STRAY_COLUMN = "imported_by";
    static final String STRAY_VALUE = "legacy";

    String file(int month) {
        return name + "/" + name + "_" + window.month(month) + ".csv";
    }

    /** Starts the file of a month with its header. */
    OutputStream create(int month) throws IOException {
        return create(out.resolve(file(month)), month == strayMonth ? header + "," + STRAY_COLUMN : header);
    }

    static OutputStream create(Path path, String header) throws IOException {
        Files.createDirectories(path.getParent());
        OutputStream stream = Files.newOutputStream(path);
        stream.write((header + "\n").getBytes(StandardCharsets.UTF_8));
        return stream;
    }

    void append(int month, Bytes bytes) throws IOException {
        try (OutputStream stream = Files.newOutputStream(out.resolve(file(month)), StandardOpenOption.APPEND)) {
            bytes.drainTo(stream);
        }
    }
}
