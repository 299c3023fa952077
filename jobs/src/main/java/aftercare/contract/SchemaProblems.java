package aftercare.contract;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.serialization.JsonNodeReader;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a YAML file, each with its line and column. */
public final class SchemaProblems {
    private static final Pattern PLACE = Pattern.compile("^ in .*, line (\\d+), column (\\d+):");
    private static final String DUPLICATE = "Duplicate field ";

    private SchemaProblems() {}

    /**
     * Says where each breach of a JSON Schema stands.
     *
     * @param yaml the text that was checked; it is read once more, since what keeps places takes longer to read
     */
    public static List<String> of(Collection<ValidationMessage> broken, String yaml) {
        return placed(
                broken.stream()
                        .map(each -> new Found(each.getInstanceLocation(), each.getError()))
                        .toList(),
                yaml);
    }

    /** Something wrong, and the node it is about. */
    record Found(JsonNodePath node, String what) {}

    /** Says where each problem stands, in the order of the file. */
    static List<String> placed(Collection<Found> found, String yaml) {
        JsonNode tree;
        try {
            tree = placed(yaml);
        } catch (IOException impossible) {
            throw new UncheckedIOException("it was read before", impossible);
        }
        return found.stream()
                .map(each -> new Problem(location(nearest(tree, each.node())), named(each.node()) + each.what()))
                .sorted(Comparator.comparing(
                                Problem::place,
                                Comparator.comparingInt(JsonLocation::getLineNr)
                                        .thenComparingInt(JsonLocation::getColumnNr))
                        .thenComparing(Problem::what))
                .map(Problem::text)
                .distinct()
                .toList();
    }

    /** Where a key stands, for the front of an error. */
    static String place(String yaml, String... path) throws IOException {
        JsonNode node = placed(yaml);
        for (String step : path) {
            JsonNode next = node.get(step);
            if (next == null) {
                break;
            }
            node = next;
        }
        return new Problem(location(node), "").text();
    }

    /** A text that holds nothing is a node without a place. */
    private static JsonLocation location(JsonNode node) {
        return node.isMissingNode() ? new JsonLocation(null, 0, 1, 1) : JsonNodes.tokenLocationOf(node);
    }

    /** What keeps a text from being YAML. */
    static String of(JsonProcessingException broken) {
        List<String> lines = broken.getOriginalMessage().lines().toList();
        String what = lines.isEmpty() ? "" : lines.get(0);
        String place = "";
        // SnakeYAML says first where the context begins, and last where the fault is.
        for (int i = 1; i < lines.size(); i++) {
            Matcher mark = PLACE.matcher(lines.get(i));
            if (mark.find()) {
                what = lines.get(i - 1).strip();
                place = "line " + mark.group(1) + ", column " + mark.group(2) + ": ";
            }
        }
        if (what.contains("(TAB)")) {
            what = "a tab stands there; YAML is indented by blanks";
        } else if (what.startsWith(DUPLICATE)) {
            what = what.substring(DUPLICATE.length()) + " stands twice";
        }
        return place.isEmpty() && broken.getLocation() != null
                ? new Problem(broken.getLocation(), what).text()
                : place + what;
    }

    /** A YAML text, each of whose nodes knows its place. */
    static JsonNode placed(String yaml) throws IOException {
        return JsonNodeReader.builder().locationAware().build().readTree(yaml, InputFormat.YAML);
    }

    private record Problem(JsonLocation place, String what) {
        String text() {
            return "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": " + what;
        }
    }

    /** The node at a path; where an alias stands for it, the alias. */
    private static JsonNode nearest(JsonNode tree, JsonNodePath path) {
        JsonNode node = tree;
        for (int i = 0; i < path.getNameCount(); i++) {
            JsonNode next = path.getElement(i) instanceof Integer index ? node.get(index) : node.get(path.getName(i));
            if (next == null) {
                return node;
            }
            node = next;
        }
        return node;
    }

    /**
     * What the file calls the place, counted from the last list on: {@code min}, {@code costs.per_visit}, {@code
     * columns[3]}.
     */
    private static String named(JsonNodePath path) {
        String name = "";
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            if (path.getElement(i) instanceof Integer index) {
                return (name.isEmpty() && i > 0 ? path.getName(i - 1) + "[" + index + "]" : name) + ": ";
            }
            name = path.getName(i) + (name.isEmpty() ? "" : "." + name);
        }
        return name.isEmpty() ? "" : name + ": ";
    }
}
