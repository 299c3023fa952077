package aftercare.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects of a JSON text: one array of objects, or one object after the other. A record is known by its place in the
 * text, from 1, and not by its line: most programs write the whole array on one.
 */
final class JsonRecords implements Records {
    private final JsonValues.Bounded text;
    private final JsonParser parser;
    private final List<String> header;
    private final @Nullable String[] fields;
    private long ordinal;
    private boolean inArray;
    private @Nullable String problem;
    private @Nullable JsonNode record;

    /**
     * @param path where in the text the records are, a dotted path; null for the text itself
     */
    JsonRecords(Reader text, @Nullable String path, List<String> header) throws IOException {
        this.text = new JsonValues.Bounded(text);
        this.parser = JsonValues.parser(this.text, path);
        this.header = header;
        this.fields = new String[header.size()];
    }

    @Override
    public boolean next() throws IOException {
        JsonToken token = parser.nextToken();
        while (inArray ? token == JsonToken.END_ARRAY : token == JsonToken.START_ARRAY) {
            inArray = !inArray;
            token = parser.nextToken();
        }
        if (token == null) {
            return false;
        }
        ordinal++;
        text.begin();
        JsonNode node = JsonValues.MAPPER.readTree(parser);
        record = node;
        text.end();
        problem = JsonValues.fill(node, header, fields);
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
        return ordinal;
    }

    @Override
    public @Nullable String problem() {
        return problem;
    }

    @Override
    public @Nullable String raw() {
        return record == null ? null : record.toString();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
