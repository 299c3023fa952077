package aftercare.serve.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** JSON for charts, written in Java the way ECharts' own documentation writes it: single quotes, bare names. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private Json() {}

    static ObjectNode object(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("no JSON: " + text, malformed);
        }
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** An array of numbers, in which ECharts leaves a gap for null. */
    static ArrayNode numbers(@Nullable Double... values) {
        ArrayNode array = array();
        for (@Nullable Double value : values) {
            array.add(value);
        }
        return array;
    }

    /** JSON that can stand within a script element: nothing in it ends the element. */
    static String inHtml(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node)
                    .replace("<", "\\u003c")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
