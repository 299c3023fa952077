package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How foreign exports call and write what our sources have: {@code schemas/mapping_hints.yaml}. Proposals are made from
 * it; nothing is loaded by it.
 *
 * @param same words of headers that mean the same, by the word that stands for all
 * @param phrases several words that are one
 * @param weak words that say little by themselves
 * @param noise what programs put around the names of their fields
 * @param signs words that speak for a source
 * @param names further names of fields, by source and column, the likelier ones first
 * @param values what values mean, by {@code source.column}
 * @param constants what may stand for a required column that no field gives; empty where a person must say it
 * @param durations words in names of durations, by the {@code source.column} of the instant that they lead to
 * @param footers how rows below a table begin besides totals, as regular expressions
 * @param headerMarks first cells of header rows whose table has rows without data below it
 * @param nulls words that stand for nothing
 * @param leftOut words for rows that are no longer data
 * @param zones words in names of fields that tell a zone
 * @param gains what our figures lack without a column, by source and column
 */
public record MappingHints(
        Map<String, List<String>> same,
        Map<String, String> phrases,
        List<String> weak,
        List<String> noise,
        Map<String, List<String>> signs,
        Map<String, Map<String, List<String>>> names,
        Map<String, Map<String, String>> values,
        Map<String, Map<String, String>> constants,
        Map<String, List<String>> durations,
        List<String> footers,
        @JsonProperty("header_marks") List<String> headerMarks,
        List<String> nulls,
        @JsonProperty("left_out") List<String> leftOut,
        Map<String, String> zones,
        Map<String, Map<String, String>> gains) {

    public MappingHints {
        same = new LinkedHashMap<>(same);
        phrases = new LinkedHashMap<>(phrases);
        gains = new LinkedHashMap<>(gains);
    }

    /** Read once, by the first proposal. */
    private static final class Installed {
        static final MappingHints HINTS = Contracts.document("mapping_hints", MappingHints.class);
    }

    /** The hints of this installation. */
    public static MappingHints installed() {
        return Installed.HINTS;
    }

    /** Further names of a column's field. */
    public List<String> names(String source, String column) {
        return names.getOrDefault(source, Map.of()).getOrDefault(column, List.of());
    }

    /** What further values of a column mean. */
    public Map<String, String> values(String source, String column) {
        return values.getOrDefault(source + "." + column, Map.of());
    }

    /** What figures gain from a column; empty when nothing is worth saying. */
    public String gain(String source, String column) {
        return gains.getOrDefault(source, Map.of()).getOrDefault(column, "");
    }
}
