package aftercare.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the program is made of, to tell whether something was worked out by this very program or by another one. */
public final class ProgramCode {
    private ProgramCode() {}

    /**
     * A hash of parts of the program.
     *
     * @param parts folders of classes, such as {@code aftercare/stats}
     */
    public static byte[] hash(List<String> parts) {
        try {
            URI place = ProgramCode.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            if (Files.isDirectory(Path.of(place))) {
                return hash(Path.of(place), parts);
            }
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place), Map.of())) {
                return hash(jar.getPath("/"), parts);
            }
        } catch (URISyntaxException odd) {
            throw new IllegalStateException("the program lies at a place that is no URI", odd);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] hash(Path classes, List<String> parts) throws IOException {
        MessageDigest digest = sha256();
        for (String part : parts) {
            Path folder = classes.resolve(part);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        digest.update(Files.readAllBytes(file));
                    }
                }
            }
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
