package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.measure.api.Measure;
import aftercare.serve.dashboard.CardSql;
import aftercare.serve.dashboard.Dashboards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Contracts, measures, what readers see and tests belong together: none of them is forgotten when a table is added. */
class GoldIsCompleteTest {
    private static final Path PROJECT = Path.of(System.getProperty("aftercare.project", ".."));
    private static final Contracts CONTRACTS = Contracts.load();
    private static final List<Measure> MEASURES = Measures.all(CONTRACTS);

    @Test
    void everyTableIsWrittenByOneMeasureUnlessItsContractNamesAnotherWriter() {
        assertThat(MEASURES.stream().map(Measure::table))
                .containsExactlyInAnyOrderElementsOf(tables(contract -> contract.writtenBy() == null));
    }

    @Test
    void everyTableIsShownUnlessItsContractSaysWhyNot() throws IOException {
        Dashboards dashboards = Dashboards.load(CONTRACTS, Language.EN);
        TreeSet<String> shown = new TreeSet<>();
        dashboards.list().stream()
                .flatMap(dashboard -> dashboard.cards())
                .filter(card -> !card.isHeading())
                .map(card -> card.sql().tables())
                .forEach(shown::addAll);
        for (Path query : files(PROJECT.resolve("dashboards/report"), ".sql")) {
            CardSql sql = dashboards.query(query.getFileName().toString(), Files.readString(query));
            shown.addAll(sql.tables());
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(tables(contract -> contract.notShown() == null));
    }

    @Test
    void everyMeasureHasATestThatNamesIt() throws IOException {
        StringBuilder tests = new StringBuilder();
        for (Path test : files(PROJECT.resolve("jobs/src/test/java"), "Test.java")) {
            tests.append(Files.readString(test));
        }
        assertThat(MEASURES.stream().map(measure -> measure.getClass().getSimpleName()))
                .allMatch(name ->
                        Pattern.compile("\\b" + name + "\\b").matcher(tests).find());
    }

    private static List<String> tables(Predicate<GoldContract> which) {
        return CONTRACTS.gold().stream().filter(which).map(GoldContract::table).toList();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
