package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One form for everything that means the same, so that what Metabase answers can be compared with what we asked for:
 * keys in order, nothing that is empty, or null without a meaning, numbers without regard to how they are written.
 */
final class Canonical {
    private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

    /** Settings that mean something else when they are null than when they are not there. */
    private static final Set<String> TOLD_BY_NULL = Set.of("stackable.stack_type");

    private Canonical() {}

    static JsonNode of(JsonNode node) {
        if (node.isObject()) {
            return object(node);
        }
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode();
            node.forEach(item -> array.add(of(item)));
            return array;
        }
        if (node.isNumber()) {
            BigDecimal plain = node.decimalValue().stripTrailingZeros();
            return NODES.numberNode(plain.scale() < 0 ? plain.setScale(0) : plain);
        }
        return node;
    }

    private static ObjectNode object(JsonNode node) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(member -> {
            JsonNode value = of(member.getValue());
            if (!says(value) && !TOLD_BY_NULL.contains(member.getKey())) {
                return;
            }
            sorted.put(member.getKey(), value);
        });
        ObjectNode object = NODES.objectNode();
        sorted.forEach(object::set);
        return object;
    }

    private static boolean says(JsonNode value) {
        return !value.isNull() && !value.isMissingNode() && !(value.isContainerNode() && value.isEmpty());
    }

    /** These members of an object alone, in canonical form. */
    static ObjectNode members(JsonNode node, Collection<String> names) {
        ObjectNode chosen = NODES.objectNode();
        names.forEach(name -> {
            if (node.has(name)) {
                chosen.set(name, node.get(name));
            }
        });
        return object(chosen);
    }
}
