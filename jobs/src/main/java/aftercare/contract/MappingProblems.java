package aftercare.contract;

import aftercare.config.DidYouMean;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in plain words what is wrong with a mapping, and what to write instead. JSON Schema would say of one slip why
 * each of several forms does not fit.
 */
final class MappingProblems {
    private static final Set<String> CHOICES = Set.of("oneOf", "anyOf");
    private static final List<String> ORIGINS = List.of("from", "expr", "join", "lookup", "constant");
    private static final int LONGEST_VALUE = 60;

    private final JsonNode schema;
    private final JsonNode tree;

    private MappingProblems(JsonNode schema, JsonNode tree) {
        this.schema = schema;
        this.tree = tree;
    }

    /**
     * What is wrong, in the order of the file.
     *
     * @param schema the JSON Schema
     * @param tree what was checked
     * @param yaml its text
     */
    static List<String> of(Collection<ValidationMessage> broken, JsonNode schema, JsonNode tree, String yaml) {
        MappingProblems problems = new MappingProblems(schema, tree);
        Map<String, SchemaProblems.Found> found = new LinkedHashMap<>();
        Set<JsonNodePath> misspelt = new java.util.HashSet<>();
        for (ValidationMessage each : broken) {
            if (isUnknownKey(each)) {
                misspelt.add(each.getInstanceLocation());
            }
        }
        for (ValidationMessage each : broken) {
            // One thing is said of each place, the misspelt key first: what else is wrong there follows from it.
            if (misspelt.contains(each.getInstanceLocation()) && !isUnknownKey(each)) {
                continue;
            }
            JsonNodePath place = each.getInstanceLocation();
            String choice = problems.choiceAround(each);
            String what = choice == null ? problems.plain(each) : problems.noChoice(choice, place);
            found.putIfAbsent(
                    place + (isUnknownKey(each) ? each.getProperty() : ""), new SchemaProblems.Found(place, what));
        }
        return SchemaProblems.placed(found.values(), yaml);
    }

    private static boolean isUnknownKey(ValidationMessage broken) {
        return broken.getType().equals("additionalProperties");
    }

    /** The known word that was meant: the nearest one, or one whose letters changed places. */
    private static Optional<String> meant(Collection<String> known, String typed) {
        String letters = letters(typed);
        return known.stream()
                .filter(each -> letters(each).equals(letters))
                .findFirst()
                .or(() -> DidYouMean.among(known, typed));
    }

    private static String letters(String word) {
        return word.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining());
    }

    /** Where in the schema the choice stands that a message is about; null when it is about none. */
    private @Nullable String choiceAround(ValidationMessage broken) {
        String[] path = broken.getSchemaLocation().getFragment().toString().split("/", -1);
        for (int i = 0; i < path.length; i++) {
            if (CHOICES.contains(path[i])) {
                return Stream.of(path).limit(i).collect(Collectors.joining("/"));
            }
        }
        return null;
    }

    private String noChoice(String choice, JsonNodePath place) {
        JsonNode node = schema.at(choice.startsWith("/") || choice.isEmpty() ? choice : "/" + choice);
        JsonNode value = at(place);
        if (node.path("properties").has("expr")) {
            List<String> there = ORIGINS.stream().filter(value::has).toList();
            return there.isEmpty()
                    ? "it says none of " + String.join(", ", ORIGINS) + "; " + near(value)
                    : "it says " + String.join(" and ", there) + "; a column comes from one of them";
        }
        if (node.path("properties").has("into")) {
            return "it says neither match nor tables; write match: and a glob of the files";
        }
        return unfit(value, node);
    }

    /** What an origin without any of the known keys most likely meant. */
    private static String near(JsonNode value) {
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            Optional<String> near = meant(ORIGINS, field.getKey());
            if (near.isPresent()) {
                return "did you mean " + near.get() + " where it says " + field.getKey() + "?";
            }
        }
        return "write from: and the name of a field";
    }

    private String plain(ValidationMessage broken) {
        JsonNodePath place = broken.getInstanceLocation();
        JsonNode value = at(place);
        JsonNode node = around(broken);
        boolean ofName = broken.getEvaluationPath().toString().contains("propertyNames")
                || node.equals(schema.at("/$defs/name"));
        if (ofName) {
            return "a name of a source, column or table has small letters, digits and _, as in repair_id";
        }
        return switch (broken.getType()) {
            case "additionalProperties" -> unknownKey(broken.getProperty(), holder(broken));
            case "required" -> lacking(broken.getProperty(), holder(broken));
            case "dependentRequired" -> together(value, holder(broken));
            case "enum", "const" -> noneOf(value, node);
            case "type", "minimum", "maximum", "pattern", "minItems", "minLength", "maxLength", "minProperties" ->
                unfit(value, node);
            case "uniqueItems" -> "it says the same twice";
            default -> broken.getError();
        };
    }

    private String unknownKey(String key, JsonNode node) {
        Set<String> known = new TreeSet<>();
        node.path("properties").fieldNames().forEachRemaining(known::add);
        boolean ofATable = known.contains("sheets") && !known.contains("zone");
        if (ofATable && schema.at("/properties/format/properties").has(key)) {
            return "the key " + key + " stands below the format of the mapping, since it says how the result of a query"
                    + " is read";
        }
        Optional<String> near = known.stream()
                .filter(each -> each.length() > 3 && key.startsWith(each))
                .findFirst()
                .or(() -> meant(known, key));
        if (near.isPresent()) {
            return "there is no key " + key + "; did you mean " + near.get() + "?";
        }
        if (schema.at("/properties/format/properties").has(key)) {
            return "the key " + key + " stands below format";
        }
        return "there is no key " + key + "; there are " + String.join(", ", known);
    }

    private String lacking(String key, JsonNode node) {
        JsonNode says = described(node.path("properties").path(key));
        return key + " is missing" + (says.isMissingNode() ? "" : ": " + decapitalised(says.asText()));
    }

    private static String together(JsonNode value, JsonNode node) {
        List<String> lacking = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : node.path("dependentRequired").properties()) {
            for (JsonNode needed : each.getValue()) {
                if (value.has(each.getKey()) && !value.has(needed.asText())) {
                    lacking.add(each.getKey() + " needs " + needed.asText() + " beside it");
                }
            }
        }
        return String.join(", ", lacking);
    }

    private String noneOf(JsonNode value, JsonNode node) {
        List<String> allowed = new ArrayList<>();
        if (node.has("const")) {
            allowed.add(node.get("const").asText());
        }
        node.path("enum").forEach(each -> allowed.add(each.asText()));
        String near = meant(allowed, value.asText())
                .map(each -> "; did you mean " + each + "?")
                .orElse("");
        return "'" + told(value) + "' is none of " + String.join(", ", allowed) + near;
    }

    private String unfit(JsonNode value, JsonNode node) {
        JsonNode says = described(node);
        String examples = Stream.of(node.path("examples"))
                .flatMap(each -> java.util.stream.StreamSupport.stream(each.spliterator(), false))
                .map(JsonNode::toString)
                .limit(2)
                .collect(Collectors.joining(" or "));
        return "'" + told(value) + "' does not fit"
                + (says.isMissingNode() ? "" : "; " + decapitalised(says.asText()))
                + (examples.isEmpty() ? "" : " For example " + examples);
    }

    private JsonNode described(JsonNode node) {
        if (node.has("description")) {
            return node.get("description");
        }
        String reference = node.path("$ref").asText();
        return reference.startsWith("#/")
                ? schema.at(reference.substring(1)).path("description")
                : com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    /** The part of the schema that holds the keyword that is broken. */
    private JsonNode holder(ValidationMessage broken) {
        String path = broken.getSchemaLocation().getFragment().toString();
        int keyword = path.lastIndexOf('/');
        return schema.at(keyword <= 0 ? "" : path.substring(0, keyword));
    }

    private JsonNode around(ValidationMessage broken) {
        JsonNode node = holder(broken);
        // What the property says of itself goes before what is said of all of its kind.
        JsonNode property = property(broken);
        return property.has("description") && !node.has("description") ? property : node;
    }

    private JsonNode property(ValidationMessage broken) {
        JsonNode node = schema;
        for (String step : broken.getEvaluationPath().toString().split("/", -1)) {
            JsonNode next = step.equals("$ref") ? node : node.path(step);
            if (next.isMissingNode()) {
                return node;
            }
            node = next;
        }
        return node;
    }

    private JsonNode at(JsonNodePath place) {
        JsonNode node = tree;
        for (int i = 0; i < place.getNameCount(); i++) {
            node = place.getElement(i) instanceof Integer index ? node.path(index) : node.path(place.getName(i));
        }
        return node;
    }

    private static String told(JsonNode value) {
        String text = value.isValueNode() ? value.asText() : value.toString();
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }

    private static String decapitalised(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
