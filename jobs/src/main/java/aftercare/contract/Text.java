package aftercare.contract;

import aftercare.config.Language;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text in English and in the other languages that say it; who reads another one gets the English.
 *
 * @param en English
 * @param others other languages by their code, in its order
 */
public record Text(String en, Map<String, String> others) implements Serializable {
    /** Nothing, in any language. */
    public static final Text NONE = of("");

    /**
     * The name of a placeholder, in single braces: report.yaml has templates with double ones. {@code {n|month|months}}
     * is a number with what is counted, by whether it is one.
     */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?<!\\{)\\{([a-z0-9_.]*)(?:\\|([^{}|]+)\\|([^{}|]+))?}(?!})");

    public Text {
        Objects.requireNonNull(en, "en");
        others = Collections.unmodifiableMap(new TreeMap<>(others));
    }

    /** The same words in every language. */
    public static Text of(String en) {
        return new Text(en, Map.of());
    }

    /** A text as files say it: English alone, or what {@link Translations} made of it. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Text read(JsonNode node) {
        if (!node.isObject()) {
            return of(node.asText());
        }
        Map<String, String> others = new TreeMap<>();
        node.properties()
                .forEach(each -> others.put(each.getKey(), each.getValue().asText()));
        return new Text(others.remove(Language.EN.code()), others);
    }

    /** The text in a language, or in English where that does not say it. */
    public String in(Language language) {
        return in(language.code());
    }

    private String in(String code) {
        return others.getOrDefault(code, en);
    }

    /** What gold columns that end in {@code _zh} hold. */
    public String zh() {
        return in(Language.ZH_CN);
    }

    /**
     * The text with its placeholders filled in.
     *
     * @param namesAndValues by turns the name of a placeholder and what stands for it; a text stands in its own
     *     language
     */
    public Text with(Object... namesAndValues) {
        Map<String, Object> values = new TreeMap<>();
        Set<String> codes = new TreeSet<>(others.keySet());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
            if (namesAndValues[i + 1] instanceof Text text) {
                codes.addAll(text.others.keySet());
            }
        }
        Map<String, String> filled = new TreeMap<>();
        codes.forEach(code -> filled.put(code, filled(in(code), values, code)));
        return new Text(filled(en, values, Language.EN.code()), filled);
    }

    private static String filled(String template, Map<String, Object> values, String code) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            String name = found.group(1);
            if (!values.containsKey(name)) {
                return Matcher.quoteReplacement(found.group());
            }
            String value = shown(values.get(name), code);
            String counted = value.equals("1") ? found.group(2) : found.group(3);
            return Matcher.quoteReplacement(counted == null ? value : value + " " + counted);
        });
    }

    private static String shown(Object value, String code) {
        return value instanceof Text text ? text.in(code) : String.valueOf(value);
    }

    /** The same change made in each language. */
    public Text map(UnaryOperator<String> change) {
        Map<String, String> changed = new TreeMap<>();
        others.forEach((code, text) -> changed.put(code, change.apply(text)));
        return new Text(change.apply(en), changed);
    }

    /** Several texts as one. */
    public static Text joined(Text between, List<Text> texts) {
        Set<String> codes = new TreeSet<>(between.others.keySet());
        texts.forEach(text -> codes.addAll(text.others.keySet()));
        Map<String, String> joined = new TreeMap<>();
        codes.forEach(code -> joined.put(code, joined(between, texts, code)));
        return new Text(joined(between, texts, Language.EN.code()), joined);
    }

    private static String joined(Text between, List<Text> texts, String code) {
        return texts.stream().map(text -> text.in(code)).collect(Collectors.joining(between.in(code)));
    }

    /** The text in each language that says it, English first. */
    List<String> all() {
        return Stream.concat(Stream.of(en), others.values().stream()).toList();
    }

    /**
     * A piece of a template.
     *
     * @param text words, or the name of a placeholder
     * @param isName which of the two
     */
    public record Part(String text, boolean isName) {}

    /**
     * A template taken apart at its placeholders, for whoever puts it together elsewhere than here, such as in a query.
     */
    public static Stream<Part> parts(String template) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (MatchResult found : PLACEHOLDER.matcher(template).results().toList()) {
            if (found.start() > from) {
                parts.add(new Part(template.substring(from, found.start()), false));
            }
            parts.add(new Part(found.group(1), true));
            from = found.end();
        }
        if (from < template.length()) {
            parts.add(new Part(template.substring(from), false));
        }
        return parts.stream();
    }

    /** The names of the placeholders in a text. */
    static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
