package aftercare.measure.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.measure.api.AsOf;
import aftercare.measure.engine.Compute;
import aftercare.pipeline.Pipeline;
import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On an invented company the planted frauds are found, and few other claims are. */
class PlantedFraudTest {
    /** The stated share of honest claims that may be flagged. */
    private static final double FALSE_FLAGS = 0.005;

    private static final List<String> SOURCES = List.of("repairs", "callbacks", "models", "outlets");

    @TempDir
    private static Path folder;

    private static final Map<String, Set<String>> FLAGGED = new TreeMap<>();
    private static JsonNode planted;
    private static long claims;

    @BeforeAll
    static void flagAWholeCompany() throws IOException {
        Path landing = folder.resolve("landing");
        CompanyGenerator.generate(
                GenerateOptions.into(landing).withRepairs(8_000).withMonths(12));
        planted = new ObjectMapper()
                .readTree(landing.resolve("truth.json").toFile())
                .get("fraudulent_claims");
        Path needed = Files.createDirectories(folder.resolve("needed"));
        for (String source : SOURCES) {
            Files.move(landing.resolve(source), needed.resolve(source));
        }
        Lake lake =
                Lake.openOrCreate(TestSpark.session(), folder.resolve("lake").toString(), ZoneId.of("UTC"));
        new Pipeline(folder.resolve("lake")).load(needed);
        new Compute(lake, Contracts.load(), List.of(new SettlementFlag(Contracts.load())), Progress.SILENT)
                .run(
                        new AsOf(LocalDate.of(2026, 12, 31), lake.zone()),
                        Set.of(),
                        true,
                        "run",
                        Timestamp.from(Instant.EPOCH));
        claims = lake.read(lake.silver("repairs")).filter("claimed_amount > 0").count();
        for (Row flag : lake.read(lake.gold("settlement_flag"))
                .select("rule", "repair_id")
                .collectAsList()) {
            FLAGGED.computeIfAbsent(flag.getString(0), none -> new HashSet<>()).add(flag.getString(1));
        }
    }

    @Test
    void nearlyEveryPlantedFraudIsFoundByItsOwnRule() {
        long all = 0;
        long found = 0;
        Map<String, String> missed = new TreeMap<>();
        for (Map.Entry<String, JsonNode> fraud : planted.properties()) {
            for (JsonNode order : fraud.getValue()) {
                all++;
                if (FLAGGED.getOrDefault(fraud.getKey(), Set.of()).contains(order.asText())) {
                    found++;
                } else {
                    missed.put(order.asText(), fraud.getKey());
                }
            }
        }
        assertThat((double) found / all)
                .as("of %d planted, missed: %s", all, missed)
                .isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void fewHonestClaimsAreFlagged() {
        Set<String> fraudulent = new HashSet<>();
        planted.forEach(orders -> orders.forEach(order -> fraudulent.add(order.asText())));
        Map<String, Long> honest = new TreeMap<>();
        FLAGGED.forEach((rule, orders) -> honest.put(
                rule,
                orders.stream().filter(order -> !fraudulent.contains(order)).count()));
        long flagged = FLAGGED.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .filter(order -> !fraudulent.contains(order))
                .count();
        assertThat(flagged)
                .as("of %d claims: %s", claims, honest)
                .isLessThanOrEqualTo(Math.round(FALSE_FLAGS * claims));
        assertThat(Stream.of("claimed_twice", "overlapping", "cancelled_claim")).allMatch(FLAGGED::containsKey);
    }
}
