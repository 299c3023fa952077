package aftercare.ingest;

import aftercare.contract.AcceptedForms;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows that sum up those above them. What looks like one is read as data all the same, since only a mapping may leave
 * rows out; this says which line of it would. Fed with the last rows of a table, in their order.
 */
final class TotalRows {
    /** So many rows at the end of a table are looked at. */
    static final int LOOKED_AT = 8;

    private static final Pattern TOTAL = beginning(AcceptedForms.installed().totals());
    private static final Pattern SUBTOTAL = beginning(AcceptedForms.installed().subtotals());

    private final Deque<Last> last = new ArrayDeque<>();

    /** One of the last rows: where it stands, its first text, and whether that is its only one. */
    private record Last(long line, String first, boolean alone) {}

    /** A pattern of the words, the longer ones first; none begins a longer word. */
    private static Pattern beginning(List<String> words) {
        return Pattern.compile(
                words.stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(word -> Pattern.quote(word)
                                + (Character.isIdeographic(word.codePointBefore(word.length()))
                                        ? ""
                                        : "(?![\\p{L}\\d])"))
                        .collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    void add(Records records) {
        @Nullable String[] fields = records.fields();
        String first = null;
        int filled = 0;
        for (int i = 0; i < Math.min(records.fieldCount(), fields.length); i++) {
            String field = fields[i];
            if (field != null && !field.isBlank()) {
                first = first == null ? field.strip() : first;
                filled++;
            }
        }
        if (first != null) {
            if (last.size() == LOOKED_AT) {
                last.removeFirst();
            }
            last.add(new Last(records.line(), first, filled == 1));
        }
    }

    /** The totals at the end, perhaps with remarks below them: by line, the pattern for {@code footer}. */
    Map<Long, String> found() {
        Map<Long, String> found = new LinkedHashMap<>();
        boolean remarks = true;
        for (Last row : (Iterable<Last>) last::descendingIterator) {
            Matcher total = TOTAL.matcher(row.first());
            if (total.lookingAt()) {
                found.put(row.line(), "^" + total.group());
                remarks = false;
            } else if (!remarks || !row.alone()) {
                break;
            }
        }
        return found;
    }

    /** A pattern for {@code footer} of a row that begins like a total; null for any other. */
    static @Nullable String beginning(String text) {
        Matcher total = TOTAL.matcher(text);
        return total.lookingAt() ? "^" + total.group() : null;
    }

    /** What is said of a total by which the data of a file should end. */
    static String hint(String footer) {
        return "in the mapping format: {footer: \"" + footer + "\"} leaves it out";
    }

    /** What is said of a row that is refused, where it looks like a subtotal; null where it does not. */
    static @Nullable String subtotal(@Nullable String[] fields, List<String> header, Wanted wanted) {
        for (int i = 0; i < Math.min(fields.length, header.size()); i++) {
            String field = fields[i];
            if (field != null && !field.isBlank()) {
                Matcher word = SUBTOTAL.matcher(field.strip());
                return word.lookingAt()
                        ? "it looks like a subtotal; in the mapping where: \"coalesce(`"
                                + (wanted.has(header.get(i)) ? header.get(i) : "the name of column " + (i + 1))
                                + "`, '') not like '" + word.group() + "%'\" leaves such rows out"
                        : null;
            }
        }
        return null;
    }
}
