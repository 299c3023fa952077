package aftercare.config;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The folders that come with the program ({@code schemas}, {@code locale}): below the system property {@code
 * aftercare.home} where they are there, so that what somebody changed counts at once, else as packed with the program.
 */
public final class Installation {
    private Installation() {}

    /**
     * Does something with a folder, which may lie inside the program: a path is of no use afterwards.
     *
     * @param name the folder
     * @param file a file that it always holds
     */
    public static <T> T folder(String name, String file, Function<Path, T> reading) {
        String home = System.getProperty("aftercare.home");
        if (home != null && Files.exists(Path.of(home, name, file))) {
            return reading.apply(Path.of(home, name));
        }
        return packed(name, file, reading);
    }

    private static <T> T packed(String name, String file, Function<Path, T> reading) {
        URL marker = Installation.class.getResource("/" + name + "/" + file);
        if (marker == null) {
            throw new IllegalStateException("the program was packed without its " + name);
        }
        try {
            if (!"jar".equals(marker.getProtocol())) {
                Path path = Path.of(marker.toURI());
                return reading.apply(path.getRoot()
                        .resolve(path.subpath(
                                0, path.getNameCount() - Path.of(file).getNameCount())));
            }
            // A view of its own: others may be reading the program at the same time.
            URI jar =
                    ((JarURLConnection) marker.openConnection()).getJarFileURL().toURI();
            try (FileSystem inside = FileSystems.newFileSystem(Path.of(jar))) {
                return reading.apply(inside.getPath("/" + name));
            }
        } catch (URISyntaxException | IOException unreadable) {
            throw new IllegalStateException("what is packed with the program cannot be read: " + name, unreadable);
        }
    }
}
