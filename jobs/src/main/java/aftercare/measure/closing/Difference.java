package aftercare.measure.closing;

import aftercare.table.RestatementTable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One figure that is no longer what was pinned.
 *
 * @param column which
 * @param pinned as it was; null when it was none, or the row is new
 * @param current as it is; null when it is none, or the row is gone
 * @param difference current less pinned; null when one of them is no number
 */
record Difference(
        String column,
        @Nullable String pinned,
        @Nullable String current,
        @Nullable Double difference) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Figures this close, as a share of their size, are the same: sums of doubles depend on the order of their parts.
     */
    private static final double SAME = 1e-9;

    /**
     * What differs between two rows.
     *
     * @param pinned the figures as JSON; null for a row that was not there
     * @param current likewise for one that is gone
     */
    static List<Difference> between(@Nullable String pinned, @Nullable String current) {
        JsonNode was = parsed(pinned);
        JsonNode is = parsed(current);
        TreeSet<String> columns = new TreeSet<>();
        was.fieldNames().forEachRemaining(columns::add);
        is.fieldNames().forEachRemaining(columns::add);
        List<Difference> differences = new ArrayList<>();
        for (String column : columns) {
            JsonNode one = was.path(column);
            JsonNode other = is.path(column);
            if (!same(one, other) && !column.startsWith(RestatementTable.REASON)) {
                differences.add(new Difference(column, text(one), text(other), difference(one, other)));
            }
        }
        return differences;
    }

    private static JsonNode parsed(@Nullable String json) {
        try {
            return json == null ? MissingNode.getInstance() : JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("no figures: " + json, broken);
        }
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            double scale = Math.max(1, Math.max(Math.abs(one.asDouble()), Math.abs(other.asDouble())));
            return Math.abs(one.asDouble() - other.asDouble()) <= SAME * scale;
        }
        return one.equals(other);
    }

    private static @Nullable String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    private static @Nullable Double difference(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber() ? (Double) (other.asDouble() - one.asDouble()) : null;
    }
}
