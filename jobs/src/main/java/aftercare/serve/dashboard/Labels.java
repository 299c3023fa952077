package aftercare.serve.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The words of one language, by where they stand: {@code quality.cards.satisfaction.title}. English stands in the
 * dashboards themselves.
 */
final class Labels {
    private final Map<String, String> translated;
    private final SortedSet<String> missing = new TreeSet<>();
    private final SortedSet<String> unused = new TreeSet<>();

    private Labels(Map<String, String> translated) {
        this.translated = translated;
        if (translated != null) {
            unused.addAll(translated.keySet());
        }
    }

    static Labels english() {
        return new Labels(null);
    }

    static Labels translated(JsonNode tree) {
        Map<String, String> texts = new TreeMap<>();
        collect("", tree, texts);
        return new Labels(texts);
    }

    private static void collect(String path, JsonNode node, Map<String, String> texts) {
        if (node.isObject()) {
            node.properties()
                    .forEach(part -> collect(
                            path.isEmpty() ? part.getKey() : path + '.' + part.getKey(), part.getValue(), texts));
        } else {
            texts.put(path, node.asText());
        }
    }

    boolean isEnglish() {
        return translated == null;
    }

    /** What stands at a place, for what stands there in English. */
    String text(String place, String english) {
        if (translated == null) {
            return english;
        }
        unused.remove(place);
        String text = translated.get(place);
        if (text == null || text.isBlank()) {
            missing.add(place);
            return english;
        }
        return text;
    }

    /**
     * @throws aftercare.config.AftercareException AFC-1106 when a text was asked for and is not there, or is there and
     *     was never asked for
     */
    void requireComplete() {
        if (!missing.isEmpty() || !unused.isEmpty()) {
            throw DashboardErrors.labels(missing, unused);
        }
    }
}
