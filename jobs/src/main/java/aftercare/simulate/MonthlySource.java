package aftercare.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A source delivered as one CSV file per month.
 *
 * @param columns of its files, in order
 * @param strayMonth month whose file has a column nobody agreed on, or -1
 */
record MonthlySource(String name, List<String> columns, Blemishes blemishes, int strayMonth, Window window, Path out) {
    static final String STRAY_COLUMN = "imported_by";
    static final String STRAY_VALUE = "legacy";

    String file(int month) {
        return name + "/" + name + "_" + window.month(month) + ".csv";
    }

    /** Starts the file of a month with its header. */
    OutputStream create(int month) throws IOException {
        List<String> header = new ArrayList<>(columns);
        if (month == strayMonth) {
            header.add(STRAY_COLUMN);
        }
        return create(out.resolve(file(month)), header);
    }

    /** Starts a file, gzipped when its name says so; without columns it has no header. */
    static OutputStream create(Path path, List<String> columns) throws IOException {
        Files.createDirectories(path.getParent());
        OutputStream raw = Files.newOutputStream(path);
        OutputStream stream = path.toString().endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw;
        if (!columns.isEmpty()) {
            stream.write((String.join(",", columns) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return stream;
    }

    void append(int month, Bytes bytes) throws IOException {
        try (OutputStream stream = Files.newOutputStream(out.resolve(file(month)), StandardOpenOption.APPEND)) {
            bytes.drainTo(stream);
        }
    }
}
