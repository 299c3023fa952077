package aftercare.contract;

import aftercare.config.Language;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One column of a source.
 *
 * @param name its name in silver
 * @param type its type
 * @param required whether a row without it is refused
 * @param unit what a number counts or measures; null where the name says it
 * @param description what a reader cannot tell from the name
 * @param answers which questions it answers, for whoever never fills it; null where no figure rests on it
 * @param aliases other header spellings
 * @param values the closed list of allowed values; empty when any value goes
 * @param valueAliases other spellings of the allowed values
 * @param min the least allowed value, as text; null for none
 * @param max the greatest allowed value, as text; null for none
 * @param defaultValue what an empty field stands for; null for nothing
 * @param pii how a column that tells who somebody is reaches silver; null for as it is
 * @param references the {@code source.column} that lists the known members; null for none
 * @param dates further date forms, as java.time patterns
 * @param placeholders which numbers in it are nothing, a name of {@link AcceptedForms#placeholders}; null for none
 */
public record Column(
        String name,
        ColumnType type,
        boolean required,
        @Nullable String unit,
        Text description,
        @Nullable Text answers,
        List<String> aliases,
        List<String> values,
        @JsonProperty("value_aliases") Map<String, String> valueAliases,
        @Nullable String min,
        @Nullable String max,
        @JsonProperty("default") @Nullable String defaultValue,
        @Nullable Pii pii,
        @Nullable String references,
        List<String> dates,
        @Nullable String placeholders)
        implements java.io.Serializable {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /** How a column that tells who somebody is reaches silver. */
    public enum Pii {
        /** As a keyed hash: the same person has the same value, nobody can read who it is. */
        @JsonProperty("hash")
        HASH,
        /** Not at all. */
        @JsonProperty("drop")
        DROP
    }

    public Column {
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
        values = values == null ? List.of() : List.copyOf(values);
        // In the order of the file: a map that is ordered anew in each process would make the contract look changed.
        valueAliases = valueAliases == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(valueAliases));
        dates = dates == null ? List.of() : List.copyOf(dates);
    }

    /** The same column, where an empty or absent field stands for a value. */
    Column withDefault(@Nullable String text) {
        return new Column(
                name,
                type,
                required,
                unit,
                description,
                answers,
                aliases,
                values,
                valueAliases,
                min,
                max,
                text,
                pii,
                references,
                dates,
                placeholders);
    }

    /** What people call it: its name in words, and in Chinese its first spelling in Chinese. */
    public Text label() {
        Map<String, String> others =
                chinese().map(alias -> Map.of(Language.ZH_CN.code(), alias)).orElse(Map.of());
        return new Text(CodeWords.readable(name), others);
    }

    /** Its first spelling in Chinese; empty where it has none. */
    Optional<String> chinese() {
        return aliases.stream().filter(alias -> HAN.matcher(alias).find()).findFirst();
    }

    /** Whether silver has the column at all. */
    public boolean reachesSilver() {
        return pii != Pii.DROP;
    }

    /**
     * Whether it tells which thing or person is meant, so that the same one must be spelt the same everywhere: by its
     * reference, or by its name.
     */
    public boolean identifies() {
        return references != null || pii == Pii.HASH || name.endsWith("_id") || name.endsWith("_no");
    }

    /** Whether its text must not be repeated in reasons and logs. */
    public boolean personal() {
        return pii != null;
    }
}
