package aftercare.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.AftercareException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompanyGeneratorTest {
    @TempDir
    private Path folder;

    @Test
    void theSameSeedGivesTheSameBytes() throws Exception {
        GenerateOptions options =
                GenerateOptions.into(folder.resolve("a")).withRepairs(2_000).withMonths(6);
        CompanyGenerator.generate(options);
        CompanyGenerator.generate(options.withOut(folder.resolve("b")));
        assertThat(hashes("b")).isEqualTo(hashes("a")).hasSizeGreaterThan(40);
    }

    @Test
    void anotherSeedGivesAnotherCompany() throws Exception {
        GenerateOptions options =
                GenerateOptions.into(folder.resolve("a")).withRepairs(1_000).withMonths(4);
        CompanyGenerator.generate(options);
        CompanyGenerator.generate(options.withOut(folder.resolve("b")).withSeed(8));
        assertThat(hashes("b").get("repairs/repairs_2026-08.csv"))
                .isNotEqualTo(hashes("a").get("repairs/repairs_2026-08.csv"));
    }

    @ParameterizedTest
    @CsvSource({"500, 3, 7", "3000, 12, 1", "3000, 24, 2", "20000, 24, 7", "20000, 36, 99", "40000, 8, 3"})
    void theNumberOfOrdersIsTheOneAskedFor(long asked, int months, long seed) {
        GeneratedCompany company = CompanyGenerator.generate(GenerateOptions.into(folder)
                .withRepairs(asked)
                .withMonths(months)
                .withSeed(seed));
        assertThat((double) company.orders()).isBetween(asked * 0.98, asked * 1.02);
    }

    @Test
    void allSourcesAreFilled() {
        GeneratedCompany company = CompanyGenerator.generate(
                GenerateOptions.into(folder).withRepairs(1_000).withMonths(6));
        assertThat(company.rows())
                .containsOnlyKeys(
                        "regions",
                        "outlets",
                        "models",
                        "technicians",
                        "shipments",
                        "sales_forecasts",
                        "repairs",
                        "callbacks",
                        "complaints",
                        "hotline_calls",
                        "product_returns",
                        "survey_answers",
                        "competitor_offers",
                        "standards",
                        "skills",
                        "skill_assessments",
                        "trainings");
        assertThat(company.rows().values()).allMatch(rows -> rows > 0);
    }

    @Test
    void nothingIsKnownAfterTheLastDayEvenWhenItIsNoMonthsEnd() throws Exception {
        LocalDate lastDay = LocalDate.of(2026, 10, 12);
        CompanyGenerator.generate(
                GenerateOptions.into(folder).withRepairs(2_000).withMonths(5).withLastDay(lastDay));
        for (Landing.Row order : new Landing(folder).orders().values()) {
            for (String column : new String[] {"opened_at", "arrived_at", "completed_at", "updated_at"}) {
                if (order.has(column)) {
                    assertThat(order.instant(column).toLocalDate()).isBeforeOrEqualTo(lastDay);
                }
            }
        }
    }

    @Test
    void aShareOfDirtBeyondReasonIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> GenerateOptions.into(folder).withDirtyShare(0.5))
                .isInstanceOf(AftercareException.class)
                .hasMessageContaining("--dirty 0.5");
    }

    private SortedMap<String, String> hashes(String name) throws IOException, NoSuchAlgorithmException {
        Path root = folder.resolve(name);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SortedMap<String, String> hashes = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String hash = HexFormat.of().formatHex(digest.digest(Files.readAllBytes(path)));
                hashes.put(root.relativize(path).toString(), hash);
            }
        }
        return hashes;
    }
}
