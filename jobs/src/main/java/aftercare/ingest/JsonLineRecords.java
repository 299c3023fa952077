package aftercare.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object a line; a line that is none is one refused record, not the end of the file. */
final class JsonLineRecords implements Records {
    private final TextLines lines;
    private final List<String> header;
    private final @Nullable String[] fields;
    private @Nullable String problem;
    private @Nullable String raw;

    JsonLineRecords(Reader text, List<String> header) {
        this.lines = new TextLines(text);
        this.header = header;
        this.fields = new String[header.size()];
    }

    @Override
    public boolean next() throws IOException {
        String text = lines.next();
        while (text != null && text.isBlank()) {
            text = lines.next();
        }
        raw = text;
        if (text == null) {
            return false;
        }
        try {
            problem = JsonValues.fill(JsonValues.MAPPER.readTree(text), header, fields);
        } catch (JsonProcessingException broken) {
            Arrays.fill(fields, null);
            // The parser's own message quotes the line, which may name people.
            problem = "the line is no JSON from character "
                    + Math.max(
                            1,
                            broken.getLocation() == null
                                    ? 1
                                    : broken.getLocation().getColumnNr()) + " on";
        }
        return true;
    }

    @Override
    public @Nullable String[] fields() {
        return fields;
    }

    @Override
    public int fieldCount() {
        return fields.length;
    }

    @Override
    public long line() {
        return lines.number();
    }

    @Override
    public @Nullable String problem() {
        return problem;
    }

    @Override
    public @Nullable String raw() {
        return raw;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
