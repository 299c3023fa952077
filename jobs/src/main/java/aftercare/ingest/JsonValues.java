package aftercare.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How JSON becomes records: nested objects by dotted paths, lists as their text, numbers as they were written. */
final class JsonValues {
    /** Deeper than this nobody nests what is to be read. */
    private static final int DEEPEST = 200;
    /** A text whose objects have more different fields uses field names for values. */
    private static final int MOST_NAMES = 5_000;

    private static final int LOOKED_AT = 100;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(CsvRecords.LARGEST_RECORD_CHARS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonValues() {}

    /** Spreads an object over the header's fields; says what is wrong when it is no object. */
    static @Nullable String fill(JsonNode node, List<String> header, @Nullable String[] fields) {
        Arrays.fill(fields, null);
        if (!node.isObject()) {
            return "the record is no JSON object";
        }
        for (int i = 0; i < fields.length; i++) {
            fields[i] = text(found(node, header.get(i)));
        }
        return null;
    }

    /** The value at a dotted path; a field whose own name has dots comes first. */
    private static @Nullable JsonNode found(JsonNode object, String path) {
        JsonNode whole = object.get(path);
        int dot = path.indexOf('.');
        if (whole != null || dot < 0) {
            return whole;
        }
        JsonNode inner = object.get(path.substring(0, dot));
        return inner == null || !inner.isObject() ? null : found(inner, path.substring(dot + 1));
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /**
     * Adds the names of an object's fields to those known: of an object in it its fields' names, and its own only where
     * it is looked for.
     *
     * @throws IOException when there are more names than any table has columns
     */
    static void collectNames(JsonNode object, String before, Wanted wanted, Set<String> names) throws IOException {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = before + field.getKey();
            boolean nested = field.getValue().isObject();
            if (nested) {
                collectNames(field.getValue(), name + ".", wanted, names);
            }
            if (!nested || wanted.has(name)) {
                names.add(name);
            }
            if (names.size() > MOST_NAMES) {
                throw new IOException("its objects have more than " + MOST_NAMES + " different fields");
            }
        }
    }

    /**
     * A parser of the records of a text.
     *
     * @param path where they are, a dotted path; null for the text itself
     */
    static JsonParser parser(Reader text, @Nullable String path) throws IOException {
        JsonParser whole = MAPPER.getFactory().createParser(text);
        if (path == null) {
            return whole;
        }
        JsonPointer pointer = JsonPointer.empty();
        for (String name : path.split("\\.", -1)) {
            pointer = pointer.appendProperty(name);
        }
        return new FilteringParserDelegate(
                whole, new JsonPointerBasedFilter(pointer), Inclusion.ONLY_INCLUDE_ALL, false);
    }

    /**
     * The lists of objects that lie in a single object around them, as interfaces answer: for each its path and some of
     * its fields. Empty where the text has any other form.
     *
     * @param own is given the names of the outer object's plain fields
     */
    static Map<String, Set<String>> lists(Reader text, Set<String> own) throws IOException {
        Map<String, Set<String>> lists = new LinkedHashMap<>();
        try (JsonParser parser = MAPPER.getFactory().createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_ARRAY) {
                    Set<String> fields = fieldsOfList(parser);
                    if (!fields.isEmpty() && name.indexOf('.') < 0) {
                        lists.put(name, fields);
                    }
                } else {
                    own.add(name);
                    parser.skipChildren();
                }
            }
            // A second object behind the first: the objects are the records themselves.
            return parser.nextToken() == null ? lists : Map.of();
        }
    }

    private static Set<String> fieldsOfList(JsonParser parser) throws IOException {
        Set<String> names = new TreeSet<>();
        int items = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT && items++ < LOOKED_AT) {
                collectNames(MAPPER.readTree(parser), "", Wanted.NOTHING, names);
            } else {
                parser.skipChildren();
            }
        }
        return names;
    }

    /** A text of which only so much may be read for one record, so that a hostile one cannot fill the memory. */
    static final class Bounded extends FilterReader {
        private long left = Long.MAX_VALUE;

        Bounded(Reader text) {
            super(text);
        }

        /** Says that a record begins. */
        void begin() {
            left = 2L * CsvRecords.LARGEST_RECORD_CHARS;
        }

        /** Says that the record has been read; what lies between records is kept nowhere. */
        void end() {
            left = Long.MAX_VALUE;
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            take(c < 0 ? 0 : 1);
            return c;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            take(Math.max(0, count));
            return count;
        }

        private void take(int count) throws IOException {
            left -= count;
            if (left < 0) {
                throw new IOException(
                        "one of its records is longer than " + (CsvRecords.LARGEST_RECORD_CHARS >> 20) + " MB");
            }
        }
    }
}
