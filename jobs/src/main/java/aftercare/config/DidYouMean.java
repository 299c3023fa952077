package aftercare.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known word that a mistyped one most likely stood for. */
public final class DidYouMean {
    private DidYouMean() {}

    /** The nearest known word, when it is near enough to be worth suggesting: one slip in three letters. */
    public static Optional<String> among(Collection<String> known, String typed) {
        int slips = Math.max(1, typed.length() / 3);
        return known.stream()
                .filter(word -> distance(word, typed) <= slips)
                .min(Comparator.<String>comparingInt(word -> distance(word, typed))
                        .thenComparing(word -> word));
    }

    private static int distance(String word, String typed) {
        return LevenshteinDistance.getDefaultInstance()
                .apply(word.toLowerCase(Locale.ROOT), typed.toLowerCase(Locale.ROOT));
    }
}
