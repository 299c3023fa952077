package aftercare.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The files of one company: {@code full}, one day's {@code day}, and {@code both} in one folder. They hold only the
 * sources that the independent referee reads, so that both sides do the same work.
 */
final class Landings {
    static final List<String> SOURCES =
            List.of("repairs", "callbacks", "complaints", "outlets", "models", "regions", "technicians");
    static final LocalDate LAST_DAY = LocalDate.of(2026, 10, 31);
    static final LocalDate NEXT_DAY = LAST_DAY.plusDays(1);

    private final Path folder;
    private final Properties written = new Properties();

    private Landings(Path folder) {
        this.folder = folder;
    }

    /** Opens the files of a company; they are invented when they are not there. */
    static Landings of(Path folder, long orders, Path logs) {
        Landings landings = new Landings(folder);
        Path account = folder.resolve(InventedCompany.ACCOUNT);
        try {
            if (!Files.exists(account)) {
                delete(folder);
                Files.createDirectories(folder);
                Child.java(
                        logs,
                        "generate",
                        folder,
                        "4g",
                        InventedCompany.class,
                        folder.toString(),
                        String.valueOf(orders));
                landings.link();
            }
            try (InputStream in = Files.newInputStream(account)) {
                landings.written.load(in);
            }
            return landings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path full() {
        return folder.resolve("full");
    }

    Path day() {
        return folder.resolve("day");
    }

    Path both() {
        return folder.resolve("both");
    }

    /** Data rows of the full files, dirty ones included. */
    long fullRows() {
        return Long.parseLong(written.getProperty("full"));
    }

    /** Data rows of the day's files. */
    long dayRows() {
        return Long.parseLong(written.getProperty("day"));
    }

    /** Reads all files of a landing folder once, so that no step pays for a cold disk that the next one does not. */
    static long warm(Path landing) {
        return files(landing).stream().mapToLong(Landings::read).sum();
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void link() throws IOException {
        for (Path from : List.of(full(), day())) {
            for (Path file : files(from)) {
                Path to = both().resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.createLink(to, file);
            }
        }
    }

    private static List<Path> files(Path landing) {
        try (Stream<Path> walk = Files.walk(landing)) {
            return walk.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
