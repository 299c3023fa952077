package aftercare.serve.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.contract.Untranslated;
import aftercare.serve.dashboard.ColourRule.Tone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardsTest {
    private static final Contracts CONTRACTS = Contracts.load();

    @ParameterizedTest
    @MethodSource("aftercare.config.Language#all")
    void allDashboardsFitTogetherInEachLanguage(Language language) {
        Dashboards all = Dashboards.load(CONTRACTS, language);

        assertThat(all.list()).isNotEmpty();
    }

    @Test
    void theShippedChineseSaysThemOrListsThemAndSaysNothingElse() {
        DashboardFiles files = DashboardFiles.ofThisInstallation();
        Labels chinese = new Labels(files.translations(), Language.ZH_CN);

        Dashboards.load(files, CONTRACTS, chinese);

        Untranslated.isListed("dashboards", chinese.missing());
        assertThat(chinese.unused())
                .as("of no use in locale/zh-CN/dashboards.yaml")
                .isEmpty();
    }

    @Test
    void everyRuleOfAContractHasAWord() {
        String refused = Dashboards.load(CONTRACTS, Language.EN)
                .card("refused_rules")
                .query()
                .text();

        assertThat(CONTRACTS.sources().stream()
                        .flatMap(source -> source.rules().stream())
                        .map(rule -> "when '" + rule.name() + "' then"))
                .isNotEmpty()
                .allMatch(refused::contains);
    }

    @Test
    void aCardSaysWhatItAnswersAndWhenItsDataEnd() {
        Card card = Dashboards.load(CONTRACTS, Language.EN).card("satisfaction_kpi");

        assertThat(card.description())
                .startsWith("Share of rated orders")
                .endsWith("the last full one unless you choose.");
        assertThat(card.settings().column("satisfaction_rate").unit()).isEqualTo("share");
        assertThat(card.settings().column("target").unit()).isEqualTo("share");
    }

    /** A tile has room for its figure alone: the table below it that says how many cases it rests on, and its row. */
    private static final Map<String, List<String>> BELOW = Map.ofEntries(
            Map.entry("satisfaction_kpi", List.of("quality_figures", "'satisfaction_rate'")),
            Map.entry("dissatisfaction_kpi", List.of("quality_figures", "'dissatisfaction_rate'")),
            Map.entry("coverage_kpi", List.of("quality_figures", "'coverage_rate'")),
            Map.entry("onsite_kpi", List.of("quality_figures", "'onsite_rate'")),
            Map.entry("fixed_kpi", List.of("quality_figures", "'fixed_rate'")),
            Map.entry("first_fix_kpi", List.of("quality_figures_beside", "'first_fix_rate'")),
            Map.entry("nps_kpi", List.of("quality_figures_beside", "'nps'")),
            Map.entry("complaints_kpi", List.of("quality_figures_beside", "'complaints_per_1000'")),
            Map.entry("promise_onsite_visit", List.of("promises", "counted.promise as promise_code")),
            Map.entry("promise_install_visit", List.of("promises", "counted.promise as promise_code")),
            Map.entry("promise_hotline_answered", List.of("promises", "counted.promise as promise_code")),
            Map.entry("promise_called_back", List.of("promises", "counted.promise as promise_code")));

    /** A sum over all orders is no sample: it has an n, and nothing to be uncertain about. */
    private static final Set<String> SUMS = Set.of("cost_kpi");

    @Test
    void eachTileHasItsCasesAndItsIntervalInATableOfItsTab() {
        for (Dashboard dashboard : Dashboards.load(CONTRACTS, Language.EN).list()) {
            for (Dashboard.Tab tab : dashboard.tabs()) {
                Map<String, Card> cards = tab.cards().stream().collect(Collectors.toMap(Card::id, Function.identity()));
                for (Card tile : cards.values()) {
                    if (tile.display() == Card.Display.SMARTSCALAR && !SUMS.contains(tile.id())) {
                        assertThat(BELOW).containsKey(tile.id());
                        Card below = cards.get(BELOW.get(tile.id()).get(0));
                        assertThat(below).as(tile.id()).isNotNull();
                        assertThat(below.display()).isEqualTo(Card.Display.TABLE);
                        assertThat(below.at().y()).isGreaterThan(tile.at().y());
                        assertThat(below.settings().roles().keySet()).contains(Role.N, Role.LOW, Role.HIGH);
                        assertThat(below.query().text())
                                .contains(BELOW.get(tile.id()).get(1));
                    }
                }
            }
        }
    }

    @Test
    void cardsThatAskTheSameOfOtherColumnsShareAQuery() {
        Dashboards all = Dashboards.load(CONTRACTS, Language.EN);

        assertThat(all.card("satisfaction_kpi").sql().columns()).contains("satisfaction_rate", "satisfaction_low");
        assertThat(all.card("dissatisfaction_kpi").sql().columns())
                .contains("dissatisfaction_rate", "dissatisfaction_low");
        assertThat(all.card("promise_onsite_visit").sql().text()).contains("promise = 'onsite_visit'");
    }

    @Test
    void aQueryIsGivenWhatItAsksForAndNothingElse() {
        assertThat(Macros.fill("select ${a} from ${b}", Map.of("a", "x", "b", "y")))
                .isEqualTo("select x from y");
        assertThatThrownBy(() -> Macros.fill("select ${a}", Map.of("b", "y")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it asks for [a] and is given [b]");
    }

    @Test
    void noQueryIsLeftThatNoCardAsks() throws IOException {
        Path folder = Path.of(System.getProperty("aftercare.project", ".."), "dashboards");
        Set<String> asked = new TreeSet<>();
        for (Dashboard dashboard : Dashboards.load(CONTRACTS, Language.EN).list()) {
            Pattern query = Pattern.compile("(?:query|card): ([a-z0-9_]+)");
            query.matcher(Files.readString(folder.resolve(dashboard.name() + ".yaml")))
                    .results()
                    .forEach(match -> asked.add(match.group(1) + ".sql"));
        }

        try (Stream<Path> queries = Files.list(folder.resolve("cards"))) {
            assertThat(queries.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .isSubsetOf(asked);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quality", "management", "planning", "training", "data_health", "report", "letter"})
    void everyFileNamesItsSchemaForEditors(String name) throws IOException {
        Path folder = Path.of(System.getProperty("aftercare.project", ".."), "dashboards");
        String first = Files.readAllLines(folder.resolve(name + ".yaml")).get(0);

        assertThat(first).startsWith("# yaml-language-server: $schema=");
        assertThat(folder.resolve(first.substring(first.indexOf('=') + 1))).exists();
    }

    @Test
    void ofColumnsInBothLanguagesOneIsShown() {
        Card english = Dashboards.load(CONTRACTS, Language.EN).card("outlet_scores");
        Card chinese = Dashboards.load(CONTRACTS, Language.ZH_CN).card("outlet_scores");

        assertThat(english.settings().column("reasons").hidden()).isFalse();
        assertThat(english.settings().column("reasons_zh").hidden()).isTrue();
        assertThat(chinese.settings().column("reasons").hidden()).isTrue();
        assertThat(chinese.settings().column("reasons_zh").label()).isEqualTo("理由");
    }

    @Test
    void aColourLooksForTheWordThatIsShown() {
        Card card = Dashboards.load(CONTRACTS, Language.ZH_CN).card("emerging_issues");

        assertThat(card.settings().colours())
                .contains(new ColourRule(List.of("level_name"), new ColourRule.Is("红色"), Tone.BAD, false));
    }

    @Test
    void chineseCardsSpeakChinese() {
        Card card = Dashboards.load(CONTRACTS, Language.ZH_CN).card("complaint_causes");

        assertThat(card.title()).isEqualTo("投诉原因");
        assertThat(card.sql().text()).contains("then '服务态度'");
        assertThat(card.settings().column("received_n").label()).isEqualTo("受理投诉数");
    }
}
