package aftercare.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What executors need beside Spark itself: the jars of the folder that the launcher of a distribution names in {@code
 * aftercare.ships}. The driver sends them, so that the workers of a cluster need nothing but their own Spark.
 */
final class ShippedLibraries {
    private static final String FOLDER = "aftercare.ships";

    private ShippedLibraries() {}

    /** The jars as {@code spark.jars} wants them; nothing outside a distribution. */
    static Optional<String> named() {
        String folder = System.getProperty(FOLDER);
        if (folder == null) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return Optional.of(files.filter(file -> file.toString().endsWith(".jar"))
                    .map(file -> file.toUri().toString())
                    .sorted()
                    .collect(Collectors.joining(",")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
