package aftercare.ingest;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Words that stand for nothing. */
final class NullWords implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Set<String> EVERYWHERE = Set.of("null", "n/a", "#n/a", "\\n");

    private final Set<String> words = new HashSet<>(EVERYWHERE);
    private final int longest;

    /** @param more those of a file, beside the accepted ones */
    NullWords(Collection<String> more) {
        more.forEach(word -> words.add(word.strip().toLowerCase(Locale.ROOT)));
        longest = words.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Whether a text without blanks around it says nothing. */
    boolean include(String text) {
        return text.isEmpty() || (text.length() <= longest && words.contains(text.toLowerCase(Locale.ROOT)));
    }
}
