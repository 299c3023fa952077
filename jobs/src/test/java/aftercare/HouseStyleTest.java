package aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING.md asks of every line and no compiler checks. */
class HouseStyleTest {
    private static final Path PROJECT =
            Path.of(System.getProperty("aftercare.project")).normalize();
    private static final int WIDEST = 120;
    private static final Set<String> TEXTS = Set.of("java", "py", "md", "yaml", "yml", "sql", "sh", "js", "peb");
    private static final Set<String> LEFT_OUT =
            Set.of("target", "node_modules", ".git", ".venv", "demo", "bench", "__pycache__");

    /** Words that only this project used; CONTRIBUTING.md names the usual ones. */
    private static final Pattern OWN_WORDS = Pattern.compile(
            "(?i)\\b(reckon\\w*|mend(s|ed|ing)?|shelf|shelves|glossing|erring|side by side|held tables|sought)\\b");

    private static final Pattern COMMENT = Pattern.compile("^\\s*(/\\*|\\* |//)");

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> TEXTS.contains(ending(file)))
                    .filter(file -> Stream.of(
                                    PROJECT.relativize(file).toString().split("/"))
                            .noneMatch(LEFT_OUT::contains))
                    .sorted()
                    .toList();
        }
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private interface Fault {
        boolean in(String line);
    }

    private static List<String> lines(List<Path> files, Fault fault) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (int i = 0; i < lines.size(); i++) {
                if (fault.in(lines.get(i))) {
                    found.add(PROJECT.relativize(file) + ":" + (i + 1) + ": "
                            + lines.get(i).strip());
                }
            }
        }
        return found;
    }

    /** Code is laid out by the build; what stands within quotes is as wide as it must be. */
    @Test
    void noCommentIsWiderThan120Columns() throws IOException {
        List<Path> java = files(PROJECT.resolve("jobs/src")).stream()
                .filter(file -> ending(file).equals("java"))
                .toList();
        assertThat(lines(
                        java,
                        line -> line.length() > WIDEST && COMMENT.matcher(line).find()))
                .isEmpty();
    }

    @Test
    void theUsualWordsAreUsed() throws IOException {
        List<Path> all = files(PROJECT).stream()
                .filter(file -> !file.endsWith("HouseStyleTest.java"))
                .filter(file -> !file.endsWith("CONTRIBUTING.md"))
                .toList();
        assertThat(lines(all, line -> OWN_WORDS.matcher(line).find())).isEmpty();
    }
}
