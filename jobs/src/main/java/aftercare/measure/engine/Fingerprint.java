package aftercare.measure.engine;

import aftercare.contract.Contracts;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What tables are computed by: contracts, and the code of measures and of the mathematics below them. When it changes,
 * tables are computed anew.
 */
final class Fingerprint {
    private static final List<String> CODE = List.of("aftercare/measure", "aftercare/stats", "aftercare/timeseries");
    private static final int LENGTH = 16;

    private final byte[] code = codeHash();
    private final Contracts contracts;

    Fingerprint(Contracts contracts) {
        this.contracts = contracts;
    }

    String of(Measure measure, Scenario scenario) {
        MessageDigest digest = sha256();
        digest.update(code);
        digest.update(text(contracts.gold(measure.table())));
        measure.sources().forEach(source -> digest.update(text(contracts.source(source))));
        digest.update(text(measure.settings()));
        digest.update(text(scenario.saying()));
        return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    }

    private static byte[] text(Object contract) {
        return contract.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] codeHash() {
        try {
            URI place = Fingerprint.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            if (Files.isDirectory(Path.of(place))) {
                return hash(Path.of(place));
            }
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place), Map.of())) {
                return hash(jar.getPath("/"));
            }
        } catch (URISyntaxException odd) {
            throw new IllegalStateException("the program lies at a place that is no URI", odd);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] hash(Path classes) throws IOException {
        MessageDigest digest = sha256();
        for (String part : CODE) {
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
