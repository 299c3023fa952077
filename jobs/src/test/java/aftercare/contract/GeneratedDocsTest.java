package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Compares the committed pages with the rendered ones; with {@code -Daftercare.docs.write=true} writes them first, and
 * deletes pages of tables that are gone.
 */
class GeneratedDocsTest {
    static final Path DOCS = Path.of(System.getProperty("aftercare.project"), "docs");
    static final Map<String, String> RENDERED =
            new ContractDocs(Contracts.read(DOCS.resolveSibling("schemas"))).pages();
    static final Set<String> NAMES = RENDERED.keySet();
    private static final boolean WRITES = Boolean.getBoolean("aftercare.docs.write");

    @ParameterizedTest
    @FieldSource("NAMES")
    void aCommittedPageSaysWhatContractsAndCodeSay(String name) throws IOException {
        Path page = DOCS.resolve(name);
        if (WRITES) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, RENDERED.get(name));
        }
        String committed = Files.exists(page) ? Files.readString(page) : "";
        assertThat(committed.equals(RENDERED.get(name)))
                .as("docs/%s is out of date%s; run: make docs", name, firstDifference(committed, RENDERED.get(name)))
                .isTrue();
    }

    @Test
    void noPageIsAboutATableThatIsGone() throws IOException {
        try (Stream<Path> pages = Files.list(DOCS.resolve("metrics"))) {
            for (Path page : pages.toList()) {
                boolean known =
                        RENDERED.containsKey(DOCS.relativize(page).toString().replace('\\', '/'));
                if (WRITES && !known) {
                    Files.delete(page);
                } else {
                    assertThat(known)
                            .as("%s is of no table; run: make docs", page)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyRowOfATableHasAsManyCellsAsTheTable(String name) {
        String[] lines = RENDERED.get(name).split("\n", -1);
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].startsWith("|") && lines[i - 1].startsWith("|")) {
                assertThat(cells(lines[i])).as(lines[i]).isEqualTo(cells(lines[i - 1]));
            }
        }
    }

    private static int cells(String line) {
        return line.split("(?<!\\\\)\\|", -1).length;
    }

    private static String firstDifference(String committed, String rendered) {
        String[] now = committed.split("\n", -1);
        String[] then = rendered.split("\n", -1);
        for (int i = 0; i < then.length; i++) {
            if (i >= now.length || !now[i].equals(then[i])) {
                return " from line " + (i + 1) + ", which should read '" + then[i] + "'";
            }
        }
        return "";
    }
}
