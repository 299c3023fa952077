package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule is said once, and everything that names it says what is in force. */
class RulesTest {
    private static final LocalDate JUNE = LocalDate.of(2026, 6, 30);
    private static final LocalDate JULY = LocalDate.of(2026, 7, 1);
    private static final Pattern TWENTY_FOUR_HOURS = Pattern.compile("(?<![\\d.])24[ -]?(hours?|h\\b|小时)");

    @Test
    void aWindowIsThatOfTheVersionInForce() {
        VersionedRule<PromiseRule.Span> visit =
                ChangedRules.visitsWithinTwelveHours(JULY).rules().window(Rules.ONSITE_VISIT);

        assertThat(visit.on(JUNE).inHours()).isEqualTo(24);
        assertThat(visit.on(JULY).inHours()).isEqualTo(12);
    }

    @Test
    void noTextSaysTwentyFourHoursOnceTwelveArePromised() throws IOException {
        Contracts contracts = ChangedRules.visitsWithinTwelveHours(JULY);
        Path dashboards = ChangedRules.SHIPPED.resolveSibling("dashboards");
        Path locale = ChangedRules.SHIPPED.resolveSibling("locale");
        for (Path folder : List.of(ChangedRules.SHIPPED, dashboards, locale)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(each -> each.toString().matches(".*\\.(yaml|sql)"))
                        .toList()) {
                    String text = contracts.texts().fill(Files.readString(file));
                    for (String line : text.lines().toList()) {
                        // The exception are the codes by which others name promises: an alias stays what it is.
                        assertThat(line.strip().startsWith("#")
                                        || line.contains("value_aliases: {hotline_24h")
                                        || !TWENTY_FOUR_HOURS.matcher(line).find())
                                .as(file + ": " + line)
                                .isTrue();
                    }
                }
            }
        }
        assertThat(contracts.gold().toString()).contains("On-site within 12 h", "12小时上门及时率");
        assertThat(contracts.sources().toString()).contains("to come within 12 hours");
        assertThat(Scorecard.load(contracts).kpi("onsite_rate").label().en()).isEqualTo("On site within 12 h");
        assertThat(NetworkPolicy.load(contracts).onSite().hours()).isEqualTo(12);
    }

    @Test
    void aTextOfAnEarlierDaySaysWhatWasInForceThen() {
        Contracts contracts = ChangedRules.visitsWithinTwelveHours(JUNE);

        assertThat(contracts.gold().toString()).contains("On-site within 24 h");
        assertThat(NetworkPolicy.load(contracts).onSite().hours()).isEqualTo(24);
    }

    @Test
    void aPromiseSaysTheNumberOfItsOwnVersion() {
        assertThat(ChangedRules.visitsWithinTwelveHours(JUNE).promises())
                .filteredOn(rule -> rule.promise().equals("onsite_visit"))
                .extracting(rule -> rule.says().en())
                .containsExactly(
                        "A technician is on site within 24 hours of the request for a repair.",
                        "Somebody comes within 12 hours.");
    }

    @Test
    void aTextSaysHowRareAPatternOfSevereComplaintsIsAsTheScorecardHasIt() {
        Contracts contracts = Contracts.load();

        assertThat(contracts.texts().fill("1 of {severe_one_in.number}"))
                .isEqualTo("1 of "
                        + Math.round(1 / Scorecard.load(contracts).revocation().severeP()));
        assertThat(contracts.gold("outlet_scorecard_month").toString()).contains("at most 1 of 1000 cases");
    }

    @Test
    void aTextThatNamesNoRuleIsRefused() {
        RuleTexts texts = Contracts.load().texts();

        assertThatThrownBy(() -> texts.fill("within {repaet.days} days"))
                .hasMessageContaining("{repaet.days} names no rule")
                .hasMessageContaining("repeat");
        assertThatThrownBy(() -> texts.fill("within {free_repair.days} days")).hasMessageContaining("states months");
        assertThat(texts.fill("{{ row.days }} {repeat.hours} {free_repair.years} {publishable.number}"))
                .isEqualTo("{{ row.days }} 720 2 30");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{rule: onsite_visit, valid_from: '1970-01-01', window: {hours: 1}} | is the name of a promise",
                "{rule: repeat, valid_from: '1970-01-01', window: {hours: 1}} | versions may not overlap",
                "{rule: repeat, valid_from: '2026-02-30', window: {hours: 1}} | valid_from",
                "{rule: repeat, valid_from: '2026-02-01', number: 1} | a window in one version and a number in another",
                "{rule: another, valid_from: '2026-02-01', number: 1} | needs a version with valid_from: \"1970-01-01\"",
                "{rule: another, valid_from: '1970-01-01'} | line ",
            })
    void aRuleThatCannotBeUsedIsNamedWithItsLine(String entry, String reason) throws IOException {
        int line =
                Files.readAllLines(ChangedRules.SHIPPED.resolve("rules.yaml")).size() + 1;

        assertThatThrownBy(() -> ChangedRules.with("rules.yaml", "  - " + entry.replace('\'', '"') + "\n", JULY))
                .hasMessageContaining("AFC-1105")
                .hasMessageContaining("line " + line)
                .hasMessageContaining(reason);
    }

    @Test
    void figuresThatRestOnAPromiseRefuseOneThatTheyCannotFollow() {
        String scheduled = """

                  - promise: onsite_visit
                    valid_from: "2026-07-01"
                    judged: visit
                    of: repair
                    window: {hours: 12}
                    says: Soon.
                    columns: {from: scheduled_at, to: arrived_at}
                """.replace("scheduled_at", "parts_received_at");
        Rules rules = ChangedRules.with("promises.yaml", scheduled, JULY).rules();

        assertThatThrownBy(() -> rules.window(Rules.ONSITE_VISIT))
                .hasMessageContaining("AFC-1105")
                .hasMessageContaining("from=opened_at");
        assertThatThrownBy(() -> new Rules(List.of(), List.of()).window(Rules.ONSITE_VISIT))
                .hasMessageContaining("There is no rule onsite_visit")
                .hasMessageContaining("schemas/promises.yaml");
    }

    @Test
    void aStandardHasOneRowWhicheverNameItIsAskedBy() {
        DefaultStandards standards = Contracts.load().standards();

        assertThat(standards.nameOf("onsite_rate")).isEqualTo("onsite_visit");
        assertThat(standards.nameOf("coverage_rate")).isEqualTo("called_back");
        assertThat(standards.nameOf("on_time_rate")).isEqualTo("complaint_on_time_rate");
        assertThat(standards.rows()).extracting(Standard::metric).doesNotHaveDuplicates();
        assertThatThrownBy(() -> ChangedRules.with("standards.csv", "onsite_rate,all,all,1970-01-01,0.9,0.8\n", JULY))
                .hasMessageContaining("AFC-1101")
                .hasMessageContaining("the standard of onsite_rate is that of onsite_visit");
    }
}
