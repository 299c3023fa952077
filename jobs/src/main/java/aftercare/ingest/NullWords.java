package aftercare.ingest;

import aftercare.contract.AcceptedForms;
import aftercare.contract.Column;
import aftercare.contract.ColumnType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words that stand for nothing: those of accepted_forms.yaml and those a mapping adds. A hyphen or "None" is
 * nothing where a number or a code is expected, and may mean something in free text.
 */
final class NullWords implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int CODES = 1;
    private static final int ALL = 2;

    /** Words by their length: nearly all texts fail by that and by their first character. */
    private final String[][] byLength;

    private final BitSet begins = new BitSet();

    /**
     * The words that are nothing in any field, whatever column it is for.
     *
     * @param stated those of the mapping
     */
    NullWords(Collection<String> stated) {
        this(stated, 0);
    }

    private NullWords(Collection<String> stated, int level) {
        Set<String> words = all(stated, level);
        int longest = words.stream().mapToInt(String::length).max().orElse(0);
        byLength = new String[longest + 1][];
        for (int i = 0; i <= longest; i++) {
            int length = i;
            byLength[i] = words.stream().filter(word -> word.length() == length).toArray(String[]::new);
        }
        for (String word : words) {
            begins.set(Character.toLowerCase(word.charAt(0)));
            begins.set(Character.toUpperCase(word.charAt(0)));
        }
    }

    /**
     * The words for a column.
     *
     * @param key whether the column is part of its source's key
     * @param stated those of the mapping
     */
    static NullWords of(Column column, boolean key, Collection<String> stated) {
        boolean text = column.type().kind() == ColumnType.Kind.STRING;
        if (!text) {
            return new NullWords(stated, ALL);
        }
        boolean code = key
                || column.identifies()
                || !column.values().isEmpty()
                || column.name().endsWith("_code");
        return new NullWords(stated, code ? CODES : 0);
    }

    /** The words for a field whose values a mapping translates; words that the mapping translates come first. */
    static NullWords ofTranslated(Collection<String> stated) {
        return new NullWords(stated, CODES);
    }

    private static Set<String> all(Collection<String> stated, int level) {
        AcceptedForms.Nulls accepted = AcceptedForms.installed().nulls();
        List<String> words = new ArrayList<>(stated.stream().map(Blanks::trim).toList());
        words.addAll(accepted.everywhere());
        if (level >= CODES) {
            words.addAll(accepted.codes());
        }
        if (level >= ALL) {
            words.addAll(accepted.values());
        }
        words.removeIf(String::isEmpty);
        Set<String> distinct = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        distinct.addAll(words);
        return distinct;
    }

    /** Whether a text without blanks around it stands for nothing. */
    boolean include(String text) {
        int length = text.length();
        if (length == 0) {
            return true;
        }
        if (length >= byLength.length || !begins.get(text.charAt(0))) {
            return false;
        }
        for (String word : byLength[length]) {
            if (word.equalsIgnoreCase(text)) {
                return true;
            }
        }
        return false;
    }
}
