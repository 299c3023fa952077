package aftercare.contract;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.Installation;
import aftercare.config.Language;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What other languages say in place of English texts: {@code locale/LANGUAGE/DOCUMENT.yaml}, each text at the place
 * where the English one stands. The items of a list go by their name, such as {@code
 * gold.promise_month.columns.due_n.label}.
 */
public final class Translations {
    /** The field by which an item of a list is called, the first that it has. */
    static final List<String> NAMES = List.of("id", "name", "promise", "metric", "term", "ending", "unit");

    private final String document;
    private final Map<String, Map<String, String>> byLanguage;

    private Translations(String document, Map<String, Map<String, String>> byLanguage) {
        this.document = document;
        this.byLanguage = byLanguage;
    }

    /** The translations of this installation. */
    public static Translations of(String document) {
        return Installation.folder("locale", "en/messages.yaml", locale -> read(locale, document));
    }

    /**
     * The translations that lie in the folder {@code locale} beside another one; none where there is no such folder.
     */
    public static Translations beside(Path folder, String document) {
        return read(folder.toAbsolutePath().resolveSibling("locale"), document);
    }

    /**
     * The translations below a folder.
     *
     * @throws AftercareException AFC-1101 when a file cannot be read
     */
    public static Translations read(Path locale, String document) {
        Map<String, Map<String, String>> byLanguage = new TreeMap<>();
        if (Files.isDirectory(locale)) {
            for (Language language : Language.in(locale)) {
                Path file = locale.resolve(language.code()).resolve(document + ".yaml");
                if (!language.equals(Language.EN) && Files.exists(file)) {
                    byLanguage.put(language.code(), texts(file));
                }
            }
        }
        return new Translations(document, byLanguage);
    }

    /** The texts of a file by their place. */
    static Map<String, String> texts(Path file) {
        try {
            Map<String, String> texts = new LinkedHashMap<>();
            collect("", new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file)), texts);
            return texts;
        } catch (IOException unreadable) {
            throw unfit(file.toString(), String.valueOf(unreadable.getMessage()));
        }
    }

    private static void collect(String place, JsonNode node, Map<String, String> texts) {
        if (node.isObject()) {
            node.properties().forEach(part -> collect(below(place, part.getKey()), part.getValue(), texts));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(below(place, String.valueOf(i)), node.get(i), texts);
            }
        } else if (!node.isMissingNode() && !node.isNull()) {
            texts.put(place, node.asText());
        }
    }

    private static String below(String place, String part) {
        return place.isEmpty() ? part : place + '.' + part;
    }

    private static AftercareException unfit(String file, String reason) {
        return new AftercareException(
                ErrorCode.BAD_CONTRACT,
                "The file " + file + " does not say what it must.",
                reason + ".",
                "Correct the file, or delete the text: English stands in for it.");
    }

    /**
     * The same with all texts changed as the English ones were before they come here, such as by putting in the numbers
     * of rules.
     */
    public Translations filled(UnaryOperator<String> change) {
        Map<String, Map<String, String>> changed = new TreeMap<>();
        byLanguage.forEach((code, texts) -> {
            Map<String, String> filled = new LinkedHashMap<>();
            texts.forEach((place, text) -> filled.put(place, change.apply(text)));
            changed.put(code, filled);
        });
        return new Translations(document, changed);
    }

    /** The languages that say something, without English. */
    public Set<String> languages() {
        return byLanguage.keySet();
    }

    /** The places of what a language says. */
    public Set<String> places(Language language) {
        return byLanguage.getOrDefault(language.code(), Map.of()).keySet();
    }

    /**
     * An English text with all that is said in its place.
     *
     * @throws AftercareException AFC-1101 when a translation has a placeholder that the English lacks
     */
    public Text text(String place, String english) {
        return text(place, english, UnaryOperator.identity());
    }

    /** The same, where all of them are changed before they are compared. */
    Text text(String place, String english, UnaryOperator<String> change) {
        String changed = change.apply(english);
        Map<String, String> others = new TreeMap<>();
        byLanguage.forEach((code, texts) -> {
            String text = texts.get(place);
            if (text != null) {
                String other = change.apply(text);
                check(code, place, other, changed);
                others.put(code, other);
            }
        });
        return new Text(changed, others);
    }

    private void check(String code, String place, String text, String english) {
        Set<String> unknown = new TreeSet<>(Text.placeholders(text));
        unknown.removeAll(Text.placeholders(english));
        // The number of a rule is known to every language, whether or not the English states it.
        unknown.removeIf(name -> name.indexOf('.') > 0);
        if (!unknown.isEmpty()) {
            throw unfit(
                    "locale/" + code + "/" + document + ".yaml",
                    "The text " + place + " asks for {" + String.join("}, {", unknown)
                            + "}, which the English text does not have");
        }
    }

    /**
     * Puts what is said in other languages into the tree of an English file, so that its texts are read as {@link
     * Text}.
     *
     * @param place below which key the texts of the file stand; empty for the top
     * @return the same tree
     */
    public JsonNode into(String place, JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> part : List.copyOf(object.properties())) {
                object.set(part.getKey(), translated(below(place, part.getKey()), part.getValue()));
            }
        } else if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, translated(below(place, name(array.get(i), i)), array.get(i)));
            }
        }
        return tree;
    }

    private JsonNode translated(String place, JsonNode node) {
        if (!node.isValueNode()) {
            return into(place, node);
        }
        Text text = text(place, node.asText());
        if (text.others().isEmpty()) {
            return node;
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode().put(Language.EN.code(), text.en());
        text.others().forEach(all::put);
        return all;
    }

    private static String name(JsonNode item, int index) {
        return NAMES.stream()
                .map(item::get)
                .filter(Objects::nonNull)
                .map(name -> name.isObject() ? name.path(Language.EN.code()) : name)
                .map(JsonNode::asText)
                .findFirst()
                .orElse(String.valueOf(index));
    }
}
