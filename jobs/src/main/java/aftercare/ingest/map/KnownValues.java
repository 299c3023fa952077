package aftercare.ingest.map;

import aftercare.contract.Column;
import aftercare.contract.ColumnType.Kind;
import aftercare.contract.MappingHints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a field mean in a column with a closed list.
 *
 * @param translated values that must be translated, and what they become; empty where the contract knows all by itself
 * @param unknown values that mean nothing known here
 * @param share the share of different values that are known
 */
record KnownValues(Map<String, String> translated, List<String> unknown, double share) {
    private static final Pattern RANK = Pattern.compile("^\\d+\\s*[-.:)]?\\s*(?=\\p{L})");
    private static final Pattern ASIDE = Pattern.compile("\\s*\\([^)]*\\)$");
    /** More different values are no closed list. */
    private static final int MANY = 40;

    static final KnownValues NONE = new KnownValues(Map.of(), List.of(), 0);

    static KnownValues of(String source, Column column, Profile profile, MappingHints hints) {
        if (profile.empty() || profile.values().size() > MANY) {
            return NONE;
        }
        Map<String, String> translated = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        boolean all = true;
        for (String value : profile.words()) {
            if (own(column, value)) {
                translated.put(value, ownWord(column, value));
                continue;
            }
            String meaning = meaning(hints.values(source, column.name()), column, value);
            if (meaning == null) {
                unknown.add(value);
            } else {
                translated.put(value, meaning);
                all = false;
            }
        }
        double share = (double) translated.size() / profile.values().size();
        boolean plain = all && unknown.isEmpty();
        return new KnownValues(plain || translated.isEmpty() ? Map.of() : translated, unknown, share);
    }

    private static boolean own(Column column, String value) {
        return switch (column.type().kind()) {
            case BOOLEAN -> Profile.truth(value) != null;
            case INT, LONG -> value.matches("\\d+(\\.0+)?") && !column.name().equals("severity");
            default -> !ownWord(column, value).isEmpty();
        };
    }

    private static String ownWord(Column column, String value) {
        if (column.type().kind() == Kind.BOOLEAN) {
            return String.valueOf(Profile.truth(value));
        }
        if (column.type().kind() != Kind.STRING) {
            return value;
        }
        for (String word : column.values()) {
            if (word.equalsIgnoreCase(value)) {
                return word;
            }
        }
        return column.valueAliases().entrySet().stream()
                .filter(alias -> alias.getKey().equalsIgnoreCase(value))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static @Nullable String meaning(Map<String, String> hints, Column column, String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        String plain = ASIDE.matcher(RANK.matcher(lower).replaceFirst(""))
                .replaceFirst("")
                .strip();
        for (String spelling : List.of(lower, plain)) {
            String meaning = hints.get(spelling);
            if (meaning != null) {
                return meaning;
            }
            String own = column.type().kind() == Kind.STRING ? ownWord(column, spelling) : "";
            if (!own.isEmpty()) {
                return own;
            }
        }
        return null;
    }
}
