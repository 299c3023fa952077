package aftercare.ingest.map;

import aftercare.contract.MappingHints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** How much two names of a field are alike, from 0 to 1. */
final class FieldNames {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}#]+");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\([^)]*\\)|\\uff08[^\\uff09]*\\uff09|\\[[^]]*]");
    private static final Pattern IDEOGRAPHS = Pattern.compile(".*\\p{IsIdeographic}.*", Pattern.DOTALL);
    private static final double WEAK = 0.3;
    /** Tokens that are spelt this much alike are the same. */
    private static final double SAME_SPELLING = 0.93;

    /** How alike names are that speak of the same thing. */
    private static final double HEAD = 0.8;

    private static final double HEAD_DIFFERS = 0.9;
    private static final double HEAD_LACKS = 0.85;

    private static final JaroWinklerSimilarity SPELLING = new JaroWinklerSimilarity();

    private final MappingHints hints;
    private final Map<String, String> standsFor = new HashMap<>();
    private final Set<String> weak;
    private final Map<String, List<String>> known = new HashMap<>();

    FieldNames(MappingHints hints) {
        this.hints = hints;
        hints.same().forEach((word, others) -> others.forEach(other -> standsFor.putIfAbsent(other, word)));
        this.weak = new HashSet<>(hints.weak());
        hints.weak().forEach(word -> weak.add(standsFor.getOrDefault(word, word)));
    }

    /** How much a field's name is like the name of a column or another name for it. */
    double likeness(String field, String name) {
        String plainField = squeezed(field);
        String plainName = squeezed(name);
        if (plainField.isEmpty() || plainName.isEmpty()) {
            return 0;
        }
        if (plainField.equals(plainName)) {
            return 1;
        }
        if (IDEOGRAPHS.matcher(plainField).matches()
                || IDEOGRAPHS.matcher(plainName).matches()) {
            return ideographs(same(IN_BRACKETS.matcher(field).replaceAll("")), same(name));
        }
        double best = words(words(field), words(name));
        String outside = IN_BRACKETS.matcher(field).replaceAll(" ");
        if (!outside.equals(field) && !outside.isBlank()) {
            best = Math.max(best, 0.98 * words(words(outside), words(name)));
        }
        return best;
    }

    /** Whether a name holds one of some words. */
    boolean holds(String field, List<String> wanted) {
        String lower = field.toLowerCase(Locale.ROOT);
        List<String> words = words(field);
        return wanted.stream()
                .anyMatch(word -> IDEOGRAPHS.matcher(word).matches()
                        ? lower.contains(word)
                        : words.contains(standsFor(word))
                                || NO_WORD.splitAsStream(lower).anyMatch(word::equals));
    }

    /** Whether a name says that it numbers things: {@code customer_id}. */
    boolean numbersThings(String field) {
        List<String> words = words(field);
        String last = words.isEmpty() ? "" : words.get(words.size() - 1);
        return last.equals("id") || last.equals("number") || last.equals("code");
    }

    /** The words of a name, each as the one that stands for it. */
    List<String> words(String name) {
        return known.computeIfAbsent(name, this::taken);
    }

    private List<String> taken(String name) {
        String text = HUMP.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
        text = text.replace('_', ' ');
        for (String noise : hints.noise()) {
            String spoken = noise.replace('_', ' ').strip();
            text = noise.length() <= 4 && noise.endsWith("_") && text.startsWith(spoken + " ")
                    ? text.substring(spoken.length())
                    : noise.length() > 4 || noise.startsWith("_") ? text.replace(spoken, " ") : text;
        }
        for (Map.Entry<String, String> phrase : hints.phrases().entrySet()) {
            if (!IDEOGRAPHS.matcher(phrase.getValue()).matches()) {
                text = text.replace(phrase.getKey(), phrase.getValue());
            }
        }
        List<String> words = new ArrayList<>();
        for (String word : NO_WORD.split(text.replace("#", " # "), -1)) {
            if (!word.isEmpty()) {
                words.add(standsFor(word));
            }
        }
        return List.copyOf(new LinkedHashSet<>(words));
    }

    private String standsFor(String word) {
        String same = standsFor.get(word);
        if (same != null) {
            return same;
        }
        boolean plural = word.length() > 4 && word.endsWith("s") && !word.endsWith("ss");
        String one = plural ? word.substring(0, word.length() - 1) : word;
        return standsFor.getOrDefault(one, standsFor.containsValue(word) ? word : one);
    }

    /** Twice what both have, over what each has; a question that holds all words of a name is about it. */
    private double words(List<String> field, List<String> name) {
        double both = 0;
        boolean allStrong = true;
        boolean anyStrong = false;
        for (String word : name) {
            double like = field.stream()
                    .mapToDouble(other -> sameWord(word, other))
                    .max()
                    .orElse(0);
            both += like * weight(word);
            if (!weak.contains(word)) {
                anyStrong = true;
                allStrong &= like > 0;
            }
        }
        double all = field.stream().mapToDouble(this::weight).sum()
                + name.stream().mapToDouble(this::weight).sum();
        double dice = all == 0 ? 0 : Math.min(1, 2 * both / all);
        boolean question = field.size() >= 4 && anyStrong && allStrong;
        if (question) {
            return Math.min(0.98, Math.max(dice, 0.75 + 0.02 * name.size()));
        }
        String head = lastStrong(field);
        if (anyStrong && allStrong && field.size() <= 3 && !head.isEmpty()) {
            // What a name speaks of stands last: an engineer's phone is a phone, a device's model a model.
            dice = head.equals(lastStrong(name)) ? Math.max(dice, HEAD) : HEAD_DIFFERS * dice;
        }
        boolean headLacks = !allStrong && !lastStrong(name).isEmpty() && !field.contains(lastStrong(name));
        return Math.min(0.98, headLacks ? HEAD_LACKS * dice : dice);
    }

    private String lastStrong(List<String> words) {
        return words.stream()
                .filter(word -> !weak.contains(word))
                .reduce((one, other) -> other)
                .orElse("");
    }

    private double weight(String word) {
        return weak.contains(word) ? WEAK : 1;
    }

    private static double sameWord(String one, String other) {
        if (one.equals(other)) {
            return 1;
        }
        int shorter = Math.min(one.length(), other.length());
        if (shorter >= 4 && (one.startsWith(other) || other.startsWith(one))) {
            return 0.8;
        }
        return shorter >= 5 && SPELLING.apply(one, other) >= SAME_SPELLING ? 0.85 : 0;
    }

    /** Pairs of neighbouring signs, since nothing parts the words. */
    private static double ideographs(String field, String name) {
        if (field.equals(name)) {
            return 0.98;
        }
        if (name.length() >= 2 && field.contains(name)) {
            return 0.6 + 0.35 * name.length() / field.length();
        }
        if (field.length() >= 2 && name.contains(field)) {
            return 0.55 + 0.35 * field.length() / name.length();
        }
        if (name.length() >= 3 && within(name, field)) {
            return 0.58 + 0.35 * name.length() / field.length();
        }
        Set<String> ofField = pairs(field);
        Set<String> ofName = pairs(name);
        long both = ofField.stream().filter(ofName::contains).count();
        return ofField.isEmpty() || ofName.isEmpty() ? 0 : 0.9 * 2 * both / (ofField.size() + ofName.size());
    }

    /** Whether all signs stand in a text in the same order, others between them. */
    private static boolean within(String name, String field) {
        int at = 0;
        for (int i = 0; i < field.length() && at < name.length(); i++) {
            at += field.charAt(i) == name.charAt(at) ? 1 : 0;
        }
        return at == name.length();
    }

    /** The name without what parts its words, and with one spelling for words that mean the same. */
    private String same(String name) {
        String same = squeezed(name);
        for (Map.Entry<String, String> phrase : hints.phrases().entrySet()) {
            if (IDEOGRAPHS.matcher(phrase.getValue()).matches()) {
                same = same.replace(phrase.getKey(), phrase.getValue());
            }
        }
        return same;
    }

    private static Set<String> pairs(String text) {
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }

    private static String squeezed(String name) {
        return NO_WORD.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
