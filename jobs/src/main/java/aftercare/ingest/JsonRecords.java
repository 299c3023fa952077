package aftercare.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects of a JSON text: one array of objects, or one object after the other. A record is known by its place in the
 * text, from 1, and not by its line: most programs write the whole array on one.
 */
final class JsonRecords implements Records {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonParser parser;
    private final List<String> header;
    private final @Nullable String[] fields;
    private long ordinal;
    private boolean inArray;
    private @Nullable String problem;

    JsonRecords(Reader text, List<String> header) throws IOException {
        this.parser = JSON.getFactory().createParser(text);
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
        JsonNode node = parser.readValueAsTree();
        problem = fill(node, header, fields);
        return true;
    }

    /** Spreads an object over the header's fields; says what is wrong when it is no object. */
    static @Nullable String fill(JsonNode node, List<String> header, @Nullable String[] fields) {
        Arrays.fill(fields, null);
        if (!node.isObject()) {
            return "the record is no JSON object";
        }
        for (int i = 0; i < fields.length; i++) {
            fields[i] = text(node.get(header.get(i)));
        }
        return null;
    }

    /** Adds the names of an object's fields to those known. */
    static void collectNames(JsonNode node, java.util.Set<String> names) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            names.add(field.getKey());
        }
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
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
    public void close() throws IOException {
        parser.close();
    }
}
