package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise rules are trusted only once every line of them has been checked. */
class PromiseRulesTest {
    private static final Path SHIPPED = Path.of(System.getProperty("aftercare.project"), "schemas");
    private static final Map<String, Contract> SOURCES =
            Contracts.load().sources().stream().collect(Collectors.toMap(Contract::source, source -> source));

    private static final String VISIT = """
            rules:
              - promise: onsite_visit
                valid_from: "2026-01-01"
                judged: visit
                of: repair
                window: {hours: 24}
                says: Within a day.
                columns:
                  from: opened_at
                  to: arrived_at
            """;

    @TempDir
    private Path folder;

    @Test
    void theShippedRulesHaveTheEightPromises() {
        assertThat(Contracts.load().promises())
                .extracting(PromiseRule::promise)
                .containsExactly(
                        "hotline_answered",
                        "onsite_visit",
                        "install_visit",
                        "return_accepted",
                        "exchange_accepted",
                        "record_complete",
                        "called_back",
                        "free_repair");
    }

    @Test
    void aRuleSaysWhatItsFileSays() throws IOException {
        PromiseRule rule = read(VISIT).get(0);

        assertThat(rule.validFrom()).isEqualTo(LocalDate.of(2026, 1, 1));
        assertThat(rule.window().inHours()).isEqualTo(24);
        assertThat(rule.column("to")).isEqualTo("arrived_at");
        assertThat(rule.columns()).containsEntry("from", List.of("opened_at"));
    }

    @Test
    void aRuleThatNamesNoColumnIsRefusedWithItsLine() {
        assertThat(reason(VISIT.replace("      to: arrived_at\n", "")))
                .contains("line 2: onsite_visit names no column for 'to'");
    }

    @Test
    void aColumnThatTheSourceLacksOrThatDoesNotFitIsRefusedWithItsLine() {
        assertThat(reason(VISIT.replace("arrived_at", "came_at")))
                .contains("line 10: onsite_visit names the column 'came_at' for 'to', which repairs does not have");
        assertThat(reason(VISIT.replace("opened_at", "sold_on")))
                .contains(
                        "line 9: onsite_visit names the column 'sold_on' for 'from', which is a date and does not fit");
        assertThat(reason(VISIT.replace("arrived_at", "customer_phone"))).contains("does not have");
        assertThat(reason(VISIT.replace("to: arrived_at", "to: [arrived_at, completed_at]")))
                .contains("line 10: onsite_visit names several columns for 'to'");
        assertThat(reason(VISIT + "      until: completed_at\n"))
                .contains("line 11: onsite_visit has no use for 'until'");
    }

    @Test
    void versionsThatOverlapAreRefusedWithBothLines() {
        String twice = VISIT + VISIT.substring(VISIT.indexOf("  - promise"));
        assertThat(reason(twice))
                .contains("line 11: a version of onsite_visit from 2026-01-01 stands in line 2 already");
    }

    @Test
    void aWindowThatDoesNotFitAndADayThatIsNoneAreRefusedWithTheirLine() {
        assertThat(reason(VISIT.replace("hours: 24", "months: 1"))).contains("line 6");
        assertThat(reason(VISIT.replace("hours: 24", "hours: 0"))).contains("line 6");
        assertThat(reason(VISIT.replace("    window: {hours: 24}\n", "")))
                .contains("line 2")
                .contains("window");
        assertThat(reason(VISIT.replace("2026-01-01", "2026-02-30")))
                .contains("line 2")
                .contains("valid_from");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceUnderAStableCode() {
        AftercareException refused =
                refusal(VISIT.replace("arrived_at", "came_at").replace("opened_at", "began_at"));

        assertThat(refused.code()).isEqualTo(ErrorCode.BAD_PROMISE_RULE);
        assertThat(refused).hasMessageStartingWith("AFC-1105").hasMessageContaining("promises.yaml");
        assertThat(refused.reason()).contains("came_at").contains("began_at");
    }

    private String reason(String rules) {
        return refusal(rules).reason();
    }

    private AftercareException refusal(String rules) {
        return catchThrowableOfType(AftercareException.class, () -> read(rules));
    }

    private List<PromiseRule> read(String rules) throws IOException {
        Path file = Files.writeString(folder.resolve("promises.yaml"), rules);
        return PromiseRules.read(file, SHIPPED.resolve("promises.schema.json")).checked(SOURCES);
    }
}
