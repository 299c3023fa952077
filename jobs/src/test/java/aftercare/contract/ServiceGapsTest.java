package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.AftercareException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceGapsTest {
    private static final Path SHIPPED = Path.of(System.getProperty("aftercare.project"), "schemas");
    private static final Contracts CONTRACTS = Contracts.load();

    @TempDir
    private Path schemas;

    @Test
    void theShippedRulesNameOnlyWhatThereIsAndAnswerEveryDimension() {
        ServiceGaps gaps = ServiceGaps.load(CONTRACTS);
        assertThat(gaps.dimensions())
                .containsOnlyKeys("tangibles", "reliability", "responsiveness", "assurance", "empathy", "recovery");
        assertThat(gaps.offers().items().get("warranty")).isEqualTo(new ServiceGaps.Item("higher", "free_repair"));
    }

    @Test
    void onlySharesOfWhichMoreIsBetterCanBeHeldAgainstAStandard() {
        assertThat(ServiceGaps.shares(CONTRACTS))
                .extracting(ServiceGaps.Share::name)
                .contains("first_fix_rate", "satisfaction_rate")
                .doesNotContain("dissatisfaction_rate", "complaints_per_1000", "mean_score");
    }

    @Test
    void whatThereIsNotIsRefusedNamingEveryPlace() throws IOException {
        write(
                "kpis: [complaint_on_time_rate]",
                "kpis: [complaint_on_tim_rate]",
                "promise: record_complete",
                "promise: record_99");
        assertThatThrownBy(() -> ServiceGaps.read(schemas, CONTRACTS))
                .isInstanceOf(AftercareException.class)
                .hasMessageStartingWith("AFC-1101")
                .hasMessageContaining("kpis of recovery: complaint_on_tim_rate")
                .hasMessageContaining("promise of customer_record: record_99");
    }

    @Test
    void aRuleThatCannotBeIsRefusedByTheSchema() throws IOException {
        write("better: lower, promise: onsite_visit", "better: smaller, promise: onsite_visit");
        assertThatThrownBy(() -> ServiceGaps.read(schemas, CONTRACTS))
                .hasMessageStartingWith("AFC-1101")
                .hasMessageContaining("on_site.better");
    }

    private void write(String... replaced) throws IOException {
        String text = Files.readString(SHIPPED.resolve("service_gaps.yaml"));
        for (int i = 0; i < replaced.length; i += 2) {
            assertThat(text).contains(replaced[i]);
            text = text.replace(replaced[i], replaced[i + 1]);
        }
        Files.writeString(schemas.resolve("service_gaps.yaml"), text);
        Files.copy(SHIPPED.resolve("service_gaps.schema.json"), schemas.resolve("service_gaps.schema.json"));
    }
}
