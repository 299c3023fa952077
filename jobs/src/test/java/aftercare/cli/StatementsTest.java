package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every sentence of the report is true, also for a company that delivers little: real companies are loaded, computed,
 * published and reported, and each figure that a sentence says is found out again from the published tables. Each
 * company is a run from the files to the report, which takes about a minute.
 */
@Tag("torture")
class StatementsTest {
    @TempDir
    private static Path folder;

    private static Path whole;
    private static ReportReferee referee;

    @BeforeAll
    static void inventACompany() throws IOException {
        whole = folder.resolve("whole");
        CompanyGenerator.generate(GenerateOptions.into(whole).withRepairs(2_500).withMonths(24));
        referee = new ReportReferee(folder);
    }

    @Test
    void whatIsSaidOfACompanyThatDeliversEverythingIsTrue() throws Exception {
        assertThat(referee.faults("everything", whole, "2026-10-31")).isEmpty();
    }

    @Test
    void whatIsSaidOfACompanyOfThreeOutletsWithRepairsAloneIsTrue() throws Exception {
        assertThat(referee.faults("three", threeOutlets(), "2026-10-31")).isEmpty();
    }

    @Test
    void whatIsSaidOfACompanyWithRepairsAloneIsTrue() throws Exception {
        assertThat(referee.faults("repairs", only(Set.of("repairs")), "2026-10-31"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "callbacks",
                "competitor_offers",
                "complaints",
                "hotline_calls",
                "models",
                "outlets",
                "product_returns",
                "regions",
                "repairs",
                "sales_forecasts",
                "shipments",
                "skill_assessments",
                "skills",
                "standards",
                "survey_answers",
                "technicians",
                "trainings",
                "callbacks complaints",
                "shipments models",
                "technicians trainings",
                "outlets regions",
                "survey_answers competitor_offers"
            })
    void whatIsSaidWhereSomethingIsMissingIsTrue(String missing) throws Exception {
        Set<String> without = Set.of(missing.split(" "));
        assertThat(referee.faults("without " + missing, without(without), "2026-10-31"))
                .isEmpty();
    }

    private static Path without(Set<String> sources) throws IOException {
        return some("without-" + String.join("-", sources), source -> !sources.contains(source));
    }

    private static Path only(Set<String> sources) throws IOException {
        return some("only-" + String.join("-", sources), sources::contains);
    }

    private static Path some(String name, Predicate<String> which) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        try (Stream<Path> entries = Files.list(whole)) {
            entries.filter(Files::isDirectory)
                    .filter(entry -> which.test(entry.getFileName().toString()))
                    .forEach(entry -> copied(entry, copy.resolve(entry.getFileName())));
        }
        return copy;
    }

    private static void copied(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A year of three outlets: one fixes three repairs of four, the others nine of ten, of which one falls silent. */
    private static Path threeOutlets() throws IOException {
        Random dice = new Random(5);
        String[] outlets = {"North", "South", "West"};
        int[] perMonth = {30, 22, 14};
        double[] fixed = {0.74, 0.92, 0.87};
        StringBuilder csv = new StringBuilder(
                "repair_id,outlet_id,model_id,service_type,opened_at,completed_at,serial_no,outcome\n");
        int number = 0;
        for (int month = 0; month < 13; month++) {
            for (int outlet = 0; outlet < (month < 12 ? outlets.length : outlets.length - 1); outlet++) {
                for (int i = 0; i < perMonth[outlet]; i++) {
                    LocalDateTime opened = LocalDateTime.of(2025, 10, 1, 9, 0)
                            .plusMonths(month)
                            .plusHours(24L * dice.nextInt(25) + dice.nextInt(8));
                    csv.append("R%04d,%s,M%d,repair,%s,%s,S%03d,%s%n"
                            .formatted(
                                    ++number,
                                    outlets[outlet],
                                    1 + dice.nextInt(4),
                                    opened,
                                    opened.plusHours(3L + dice.nextInt(80)),
                                    dice.nextInt(700),
                                    dice.nextDouble() < fixed[outlet] ? "fixed" : "not_fixed"));
                }
            }
        }
        Path file = folder.resolve("three-outlets/repairs/all.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, csv);
        return file.getParent().getParent();
    }
}
