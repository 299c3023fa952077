package aftercare.ingest;

import aftercare.contract.AcceptedForms;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Numbers that were entered because a program wanted one, and stand for nobody or for no unit. Taken for a number, they
 * would make one unit of all units without a number.
 */
final class Placeholders {
    private static final int FEWEST_NINES = 4;
    private static final int FEWEST_DIGITS = 8;

    private final Set<String> words;
    private final int longest;

    /** The placeholders of a kind: a name of {@link AcceptedForms#placeholders}. */
    Placeholders(String kind) {
        List<String> listed = AcceptedForms.installed().placeholders().getOrDefault(kind, List.of());
        words = listed.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        longest = words.stream().mapToInt(String::length).max().orElse(0);
    }

    boolean contains(String text) {
        return oneCharacter(text) || (text.length() <= longest && words.contains(text.toLowerCase(Locale.ROOT)));
    }

    private static boolean oneCharacter(String text) {
        char only = Character.toLowerCase(text.charAt(0));
        int count = 1;
        for (int i = 1; i < text.length(); i++) {
            char c = Character.toLowerCase(text.charAt(i));
            if (c == only) {
                count++;
            } else if (only != '0' || "-./: ".indexOf(c) < 0) {
                return false;
            }
        }
        return only == '0'
                || (only == 'x' && count > 1)
                || (only == '9' && count >= FEWEST_NINES)
                || (only >= '0' && only <= '9' && count >= FEWEST_DIGITS);
    }
}
