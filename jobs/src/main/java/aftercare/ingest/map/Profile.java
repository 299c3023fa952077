package aftercare.ingest.map;

import aftercare.contract.AcceptedForms;
import aftercare.contract.MappingHints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a field look like.
 *
 * @param rows how many rows were seen
 * @param values how often each value stands there, those that mean nothing left out
 * @param nulls the words for nothing that stand there
 * @param form how days or instants are written; null where the field holds none
 * @param numbers whether all values are numbers, units and signs of money aside
 * @param least the least number
 * @param greatest the greatest number
 * @param decimal the decimal sign; a blank where the values leave it open, a question mark where two readings fit
 */
record Profile(
        int rows,
        Map<String, Integer> values,
        Set<String> nulls,
        @Nullable ObservedForm form,
        boolean numbers,
        double least,
        double greatest,
        char decimal) {

    /** Two readings fit. */
    static final char OPEN = '?';
    /** Nothing depends on it. */
    static final char NONE = ' ';

    private static final int SEEN = 400;
    private static final Pattern NUMBER =
            Pattern.compile("[^\\p{L}\\d.,+-]*([+-]?\\d[\\d.,' \\u00a0]*|[+-]?[.,]\\d+)\\s*(\\p{Sc}|%|\\p{L}{1,3})?");
    private static final Pattern POINTS = Pattern.compile("\\d{1,3}(\\.\\d{3})+");
    private static final Pattern COMMAS = Pattern.compile("\\d{1,3}(,\\d{3})+");
    private static final Pattern PHONE = Pattern.compile("[+(]?\\d[\\d ()/.-]{6,18}\\d");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern PERSON = Pattern.compile("(?U)\\p{Lu}\\p{L}+( \\p{Lu}[\\p{L}.]*){1,2}");

    static Profile of(List<String> cells, MappingHints hints) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Set<String> nulls = new LinkedHashSet<>();
        Set<String> nothing = new HashSet<>(hints.nulls());
        for (String cell : cells) {
            if (nothing.contains(cell)) {
                nulls.add(cell);
            } else if (!cell.isEmpty()) {
                counts.merge(cell, 1, Integer::sum);
            }
        }
        Collection<String> seen = counts.keySet().stream().limit(SEEN).toList();
        boolean numbers = !seen.isEmpty()
                && seen.stream()
                        .allMatch(value ->
                                value.length() < 30 && NUMBER.matcher(value).matches());
        ObservedForm form = ObservedForm.of(seen);
        char decimal = numbers ? decimal(seen) : NONE;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        if (numbers) {
            for (String value : seen) {
                double number = number(value, decimal);
                least = Math.min(least, number);
                greatest = Math.max(greatest, number);
            }
        }
        return new Profile(cells.size(), counts, nulls, form, numbers, least, greatest, decimal);
    }

    private static String digits(String value) {
        Matcher number = NUMBER.matcher(value);
        return number.matches() ? number.group(1).strip() : "";
    }

    private static char decimal(Collection<String> seen) {
        boolean point = false;
        boolean comma = false;
        boolean openPoint = false;
        boolean openComma = false;
        for (String value : seen) {
            String text = digits(value);
            int lastPoint = text.lastIndexOf('.');
            int lastComma = text.lastIndexOf(',');
            if (lastPoint >= 0 && lastComma >= 0) {
                point |= lastPoint > lastComma;
                comma |= lastComma > lastPoint;
            } else if (lastPoint >= 0) {
                boolean thousands = POINTS.matcher(text).matches() && !text.startsWith("0");
                boolean several = text.indexOf('.') != lastPoint;
                comma |= several;
                openPoint |= thousands && !several;
                point |= !thousands && !several;
            } else if (lastComma >= 0) {
                boolean thousands = COMMAS.matcher(text).matches() && !text.startsWith("0");
                boolean several = text.indexOf(',') != lastComma;
                point |= several;
                openComma |= thousands && !several;
                comma |= !thousands && !several;
            }
        }
        if (point != comma) {
            return point ? '.' : ',';
        }
        return openPoint || openComma || point ? OPEN : NONE;
    }

    private static double number(String value, char decimal) {
        String text = digits(value).replaceAll("[' \\u00a0]", "");
        text = decimal == ',' ? text.replace(".", "").replace(',', '.') : text.replace(",", "");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException severalSigns) {
            return Double.NaN;
        }
    }

    int filled() {
        return values.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean empty() {
        return values.isEmpty();
    }

    /** Whether no value stands there twice, so that it may number the rows. */
    boolean unique() {
        return filled() == values.size() && filled() >= 0.98 * rows;
    }

    boolean whole() {
        return numbers && values.keySet().stream().allMatch(value -> value.matches("[+-]?\\d+(\\.0+)?"));
    }

    boolean phones() {
        return mostly(value -> PHONE.matcher(value).matches()
                        && value.replaceAll("\\D", "").length() >= 7)
                && !(numbers && least < 1_000_000);
    }

    boolean emails() {
        return mostly(value -> EMAIL.matcher(value).matches());
    }

    /** Whether they read like names of persons. */
    boolean persons() {
        return mostly(value -> PERSON.matcher(value).matches());
    }

    boolean longTexts() {
        return values.keySet().stream().mapToInt(String::length).average().orElse(0) > 60;
    }

    /** A few words that come again and again, none of them personal: these may be shown. */
    boolean fewWords() {
        return !empty()
                && values.size() <= 20
                && !numbers
                && form == null
                && !phones()
                && !emails()
                && !persons()
                && values.keySet().stream().allMatch(value -> value.length() <= 40);
    }

    private boolean mostly(java.util.function.Predicate<String> test) {
        return !empty() && values.keySet().stream().filter(test).count() >= 0.8 * values.size();
    }

    /** What a yes or no means; null when it is neither. */
    static @Nullable Boolean truth(String value) {
        String word = value.toLowerCase(Locale.ROOT);
        AcceptedForms forms = AcceptedForms.installed();
        return forms.yes().stream().anyMatch(word::equalsIgnoreCase)
                ? Boolean.TRUE
                : forms.no().stream().anyMatch(word::equalsIgnoreCase) ? Boolean.FALSE : null;
    }

    boolean truths() {
        return !empty() && values.keySet().stream().allMatch(value -> truth(value) != null);
    }

    /** All values, the more frequent first. */
    List<String> words() {
        List<Map.Entry<String, Integer>> entries = new ArrayList<>(values.entrySet());
        entries.sort((one, other) -> other.getValue() - one.getValue());
        return entries.stream().map(Map.Entry::getKey).toList();
    }
}
