package aftercare.referee;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes one CSV file by RFC 4180: fields are quoted where they must be, quotes doubled, no escape character. */
final class LandingFile implements AutoCloseable {

    private final BufferedWriter out;
    private final List<String> columns;
    private final String newline;

    private LandingFile(BufferedWriter out, List<String> columns, String newline) {
        this.out = out;
        this.columns = columns;
        this.newline = newline;
    }

    static LandingFile plain(Path file, List<String> columns) throws IOException {
        return open(file, columns, "\n", "");
    }

    /** As Windows tools write it: a byte order mark, and carriage returns. */
    static LandingFile windows(Path file, List<String> columns) throws IOException {
        return open(file, columns, "\r\n", "\uFEFF");
    }

    private static LandingFile open(Path file, List<String> columns, String newline, String mark) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        out.write(mark + String.join(",", columns) + newline);
        return new LandingFile(out, columns, newline);
    }

    void row(Map<String, String> values) throws IOException {
        StringBuilder line = new StringBuilder();
        for (String column : columns) {
            line.append(line.isEmpty() && column.equals(columns.get(0)) ? "" : ",")
                    .append(quoted(values.getOrDefault(column, "")));
        }
        line(line.toString());
    }

    /** Writes a line as it stands, for rows that are no rows. */
    void line(String line) throws IOException {
        out.write(line + newline);
    }

    private static String quoted(String value) {
        boolean plain =
                value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
