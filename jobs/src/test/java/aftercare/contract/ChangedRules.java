package aftercare.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;

/** The shipped schemas with versions of rules added, as somebody adds them who changes what is promised. */
public final class ChangedRules {
    /** The project's own schemas. */
    static final Path SHIPPED = Path.of(System.getProperty("aftercare.project"), "schemas");

    private ChangedRules() {}

    /** Visits to repairs and installations are promised within 12 hours from 1 July 2026 on. */
    public static Contracts visitsWithinTwelveHours(LocalDate day) {
        return with("promises.yaml", visit("onsite_visit", "repair") + visit("install_visit", "install"), day);
    }

    /** Repairs have to hold for 60 days from 1 July 2026 on. */
    public static Contracts repairsHoldForSixtyDays(LocalDate day) {
        return with("rules.yaml", "  - {rule: repeat, valid_from: \"2026-07-01\", window: {days: 60}}\n", day);
    }

    private static String visit(String promise, String of) {
        return """

                  - promise: %s
                    valid_from: "2026-07-01"
                    judged: visit
                    of: %s
                    window: {hours: 12}
                    says: "Somebody comes within {hours} hours."
                    columns: {from: opened_at, to: arrived_at}
                """.formatted(promise, of);
    }

    /** The shipped contracts with lines added to the end of a file. */
    static Contracts with(String file, String lines, LocalDate day) {
        try {
            Path home = Files.createTempDirectory("aftercare-rules");
            Path folder = home.resolve("schemas");
            copy(SHIPPED, folder);
            copy(SHIPPED.resolveSibling("locale"), home.resolve("locale"));
            Files.writeString(folder.resolve(file), Files.readString(folder.resolve(file)) + lines);
            return Contracts.read(folder, day);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** How many lines a shipped file has, after which changed ones stand. */
    static long shippedLines(String file) {
        try (Stream<String> lines = Files.lines(SHIPPED.resolve(file))) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path copy = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(each, copy);
                }
            }
        }
    }
}
