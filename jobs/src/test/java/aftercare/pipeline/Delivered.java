package aftercare.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Landing folders that a test puts together: parts of other ones, or files written by hand. */
final class Delivered {
    /** What the KPI tables read; the other sources of an invented company would only cost time. */
    static final Set<String> KPI_SOURCES =
            Set.of("regions", "outlets", "models", "technicians", "repairs", "callbacks", "complaints");

    private Delivered() {}

    /** The data files of a landing folder, each as its path below it, in order. */
    static List<String> files(Path landing) {
        try (Stream<Path> walk = Files.walk(landing)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> landing.relativize(file).toString())
                    .filter(name -> name.contains("/"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Copies the files that are wanted into another landing folder. */
    static Path some(Path from, Path to, Predicate<String> wanted) {
        for (String name : files(from)) {
            if (wanted.test(name)) {
                copy(from.resolve(name), to.resolve(name));
            }
        }
        return to;
    }

    static Path copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            return Files.copy(from, to);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Copies a whole folder, such as a lake, so that several tests begin from the same state. */
    static Path tree(Path from, Path to) {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path path : walk.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
            return to;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String source(String file) {
        return file.substring(0, file.indexOf('/'));
    }

    /** A workbook of one sheet, whose first row is a header with commas between its names. */
    static byte[] workbook(String sheetName, String header, Consumer<Worksheet> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(sheetName);
            List<String> names = List.of(header.split(",", -1));
            for (int i = 0; i < names.size(); i++) {
                sheet.value(0, i, names.get(i));
            }
            rows.accept(sheet);
        }
        return bytes.toByteArray();
    }

    static Path bytes(Path landing, String name, byte[] bytes) {
        try {
            Path file = landing.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Path text(Path landing, String name, String... lines) {
        return bytes(landing, name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** How many files of a folder, which need not be there, have a name of a form. */
    static long count(Path folder, String name) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
