package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The places of English texts that the shipped Chinese does not say, {@code locale/zh-CN/untranslated.txt}. Who adds a
 * text need not know Chinese: {@code make docs} lists it there, and who knows Chinese finds what is to be said. A
 * release wants the list empty.
 */
public final class Untranslated {
    private static final Path FILE =
            Path.of(System.getProperty("aftercare.project"), "locale", "zh-CN", "untranslated.txt");

    private Untranslated() {}

    /** Compares what is missing with what the list says of a document; writes it first where pages are written. */
    public static void isListed(String document, Collection<String> missing) {
        try {
            SortedSet<String> listed = new TreeSet<>(Files.exists(FILE) ? Files.readAllLines(FILE) : List.of());
            SortedSet<String> found = new TreeSet<>();
            missing.forEach(place -> found.add(document + ": " + place));
            if (Boolean.getBoolean("aftercare.docs.write")) {
                listed.removeIf(line -> line.startsWith(document + ": "));
                listed.addAll(found);
                Files.write(FILE, listed);
            }
            listed.removeIf(line -> !line.startsWith(document + ": "));
            assertThat(listed)
                    .as("what locale/zh-CN does not say; make docs lists it in untranslated.txt")
                    .isEqualTo(found);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
