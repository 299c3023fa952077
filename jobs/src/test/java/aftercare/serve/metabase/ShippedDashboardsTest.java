package aftercare.serve.metabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import aftercare.config.Language;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.serve.dashboard.Dashboards;
import aftercare.serve.metabase.DesiredState.QuestionSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboards that come with the program, brought whole to a Metabase and checked in every way that needs none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedDashboardsTest {
    /** What the cards of a dashboard have on a screen of 1,280 pixels. */
    private static final int NARROW = 1218;

    private final Contracts contracts = Contracts.load();
    private final MartsCatalog catalog = new MartsCatalog(tables());
    private final RecordingMetabase metabase = new RecordingMetabase(catalog);

    private Map<String, Set<String>> tables() {
        return contracts.gold().stream()
                .collect(Collectors.toMap(
                        GoldContract::table,
                        contract -> contract.columns().stream()
                                .map(GoldColumn::name)
                                .collect(Collectors.toCollection(TreeSet::new)),
                        (one, other) -> one,
                        TreeMap::new));
    }

    @BeforeAll
    void bringThemThere() {
        for (ReaderGroup group : ReaderGroup.values()) {
            metabase.expects(group.name().toLowerCase(Locale.ROOT), 31);
        }
        provisioner(Language.EN).apply(Progress.SILENT);
    }

    @AfterAll
    void stop() {
        metabase.close();
    }

    @Test
    void everyRequestIsAsTheDescriptionOfTheApiWantsIt() {
        assertThat(metabase.violations()).isEmpty();
    }

    @Test
    void everyDashboardStandsThereWithAllItsCards() {
        Dashboards dashboards = Dashboards.load(contracts, Language.EN);

        dashboards.list().forEach(dashboard -> assertThat(
                        metabase.named("dashboard", dashboard.title()).path("dashcards"))
                .hasSize((int) dashboard.cards().count()));
    }

    @Test
    void aSecondTimeThereIsNothingToDo() {
        assertThat(provisioner(Language.EN).plan().changes()).isEmpty();
    }

    @Test
    void inChineseItIsTheSameCardsWithOtherLabels() {
        int cards = metabase.all("card").size();
        Plan plan = provisioner(Language.ZH_CN).plan();

        assertThat(plan.drift()).isEmpty();
        assertThat(plan.changes())
                .filteredOn(change -> change.kind().equals("card"))
                .hasSize(cards)
                .allMatch(change -> change.action() == Change.Action.UPDATE);
    }

    @Test
    void metabasesOwnCommandLineFindsNoFault() throws Exception {
        MetabaseCli cli = MetabaseCli.installed();

        assertThat(cli.faults("card create", metabase.bodies("POST", "/api/card")))
                .isEmpty();
        assertThat(cli.faults("dashboard create", metabase.bodies("POST", "/api/dashboard")))
                .isEmpty();
        assertThat(cli.faults("dashboard update", metabase.bodies("PUT", "/api/dashboard/\\d+")))
                .isEmpty();
        assertThat(cli.faults("alert create", metabase.bodies("POST", "/api/notification")))
                .isEmpty();
        assertThat(cli.queryFaults(metabase.bodies("POST", "/api/card"))).isEmpty();
    }

    @Test
    void metabasesOwnCommandLineWouldFindAFault() throws Exception {
        ObjectNode card = metabase.bodies("POST", "/api/card").get(0).deepCopy();
        ((ObjectNode) card.path("dataset_query")).put("database", "the marts");
        ObjectNode dashboard =
                metabase.bodies("PUT", "/api/dashboard/\\d+").get(0).deepCopy();
        ((ObjectNode) dashboard.path("dashcards").path(0)).put("size_x", 0);
        MetabaseCli cli = MetabaseCli.installed();

        assertThat(cli.queryFaults(List.of(card))).isNotEmpty();
        assertThat(cli.faults("dashboard update", List.of(dashboard))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en, Repair visit within 24 h", "zh-CN, 24 小时上门维修"})
    void aFilterOffersWordsForItsCodes(String language, String word) {
        assertThat(offered(language, "management", "promise")).containsEntry("onsite_visit", word);
    }

    @Test
    void aFilterOnTheCompanysOwnCodesOffersThoseThatTheMartsHold() {
        assertThat(offered("zh-CN", "training", "skill"))
                .containsExactly(entry("gas_and_heating", "燃气与加热"), entry("E-12", "E-12"));
        assertThat(offered("en", "planning", "scenario")).containsEntry("base", "base plan");
    }

    @Test
    void amountsCarryTheCurrencyStatedAndNoneWhereNoneIsStated() {
        Currency yuan = Currency.getInstance("CNY");

        assertThat(settingsOf("needs_cost", Optional.of(yuan)))
                .isEqualTo(MetabaseClient.JSON
                        .createObjectNode()
                        .put("column_title", "Cost at stake")
                        .put("number_style", "currency")
                        .put("currency", "CNY")
                        .put("currency_style", "symbol")
                        .put("currency_in_header", false)
                        .put("decimals", 0));
        assertThat(settingsOf("needs_cost", Optional.empty()).has("number_style"))
                .isFalse();
    }

    /** What Metabase joins to find the values of a filter that others narrow: every table that a card wires them to. */
    @Test
    void valuesOfAFilterThatOthersNarrowAreJoinedFromDimensionsAlone() {
        DesiredState state = state(Language.EN, Optional.empty());
        Map<String, QuestionSpec> cards =
                state.questions().stream().collect(Collectors.toMap(QuestionSpec::key, question -> question));
        List<String> joins = new ArrayList<>();
        for (DesiredState.DashboardSpec dashboard : state.dashboards()) {
            for (DesiredState.FilterSpec filter : dashboard.filters()) {
                if (filter.within().isEmpty()) {
                    continue;
                }
                Set<String> joined = new TreeSet<>();
                dashboard.tiles().stream()
                        .filter(DesiredState.TileSpec.CardTile.class::isInstance)
                        .flatMap(tile ->
                                Work.made(cards, ((DesiredState.TileSpec.CardTile) tile).question()).tags().stream())
                        .filter(tag -> tag.name().equals(filter.id())
                                || filter.within().contains(tag.name()))
                        .forEach(tag -> joined.add(tag.table()));
                joins.add(dashboard.key() + " " + filter.id() + ": " + String.join(" join ", joined));
            }
        }

        assertThat(joins)
                .containsExactlyInAnyOrder(
                        "planning model: dim_model",
                        "quality outlet: dim_outlet join dim_region",
                        "outlets outlet: dim_outlet join dim_region");
    }

    @Test
    void aConditionOnALinkedFilterIsAChoiceAmongMembersOfADimension() {
        QuestionSpec card = state(Language.EN, Optional.empty()).question("satisfaction_kpi");

        assertThat(card.sql())
                .contains(
                        "\"marts\".\"satisfaction_detail\".\"outlet_id\" in (select outlet_id from marts.dim_outlet where {{outlet}})")
                .contains("{{category}}");
    }

    @Test
    void anAreaThatIsNotStackedSaysSoAndIsNoticedWhereItDoesNot() {
        ObjectNode area = metabase.all("card").stream()
                .filter(card -> card.path("display").asText().equals("area"))
                .findFirst()
                .orElseThrow();
        ObjectNode settings = (ObjectNode) area.path("visualization_settings");
        assertThat(settings.has("stackable.stack_type")).isTrue();
        assertThat(settings.path("stackable.stack_type").isNull()).isTrue();

        settings.remove("stackable.stack_type");
        try {
            assertThat(provisioner(Language.EN).plan().changes())
                    .singleElement()
                    .satisfies(change -> assertThat(change.differences()).containsExactly("visualization_settings"));
        } finally {
            settings.putNull("stackable.stack_type");
        }
    }

    @Test
    void aControlChartTellsTargetCentreAndLimitsApartAndNamesItsAxes() {
        JsonNode settings = state(Language.EN, Optional.empty())
                .question("satisfaction_chart")
                .settings();

        assertThat(settings.path("graph.y_axis.unpin_from_zero").asBoolean()).isTrue();
        assertThat(settings.path("graph.x_axis.title_text").asText()).isEqualTo("Month");
        assertThat(List.of("target", "centre", "limit_low"))
                .extracting(line -> {
                    JsonNode series = settings.path("series_settings").path(line);
                    return series.path("color").asText() + " "
                            + series.path("line.style").asText();
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void monthsInCellsAreWrittenAsYearAndMonth() {
        assertThat(state(Language.EN, Optional.empty())
                        .question("quality_month")
                        .sql())
                .contains("to_char(month, 'YYYY-MM') as month");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void whatIsNotKnownIsNotColouredAsIfItWereLow(String language) {
        for (QuestionSpec question :
                state(Language.of(language), Optional.empty()).questions()) {
            Set<String> spared = new TreeSet<>();
            for (JsonNode rule : question.settings().path("table.column_formatting")) {
                boolean numbers =
                        List.of("<", ">").contains(rule.path("operator").asText())
                                || rule.path("type").asText().equals("range");
                rule.path("columns").forEach(column -> {
                    if (rule.path("operator").asText().equals("is-null")) {
                        spared.add(column.asText());
                    }
                    assertThat(!numbers || spared.contains(column.asText()))
                            .as("%s colours %s though nothing is known", question.key(), column.asText())
                            .isTrue();
                });
            }
        }
    }

    @Test
    void barsByANumberStandBesideEachOtherAndNoFigureGoesToTheRightAlone() {
        DesiredState state = state(Language.EN, Optional.empty());

        assertThat(state.question("warranty_terms")
                        .settings()
                        .path("graph.x_axis.scale")
                        .asText())
                .isEqualTo("ordinal");
        assertThat(state.question("complaint_trend").settings().has("graph.x_axis.scale"))
                .isFalse();
        assertThat(state.questions())
                .filteredOn(question -> question.settings().has("graph.metrics")
                        && !question.display().equals("scatter"))
                .allMatch(question ->
                        question.settings().path("graph.y_axis.auto_split").isBoolean());
    }

    @ParameterizedTest
    @CsvSource({"en, Region, Service", "zh-CN, 区域, 服务"})
    void aTurnedTableIsHeadedByWords(String language, String region, String item) {
        DesiredState state = state(Language.of(language), Optional.empty());

        assertThat(state.question("promise_regions").sql()).contains("region as \"" + region + "\"");
        assertThat(state.question("competitor_matrix").sql()).contains("item as \"" + item);
    }

    @Test
    void aTileTellsTheChangeOfARateInPointsAndNoTileInPercentOfIt() {
        DesiredState state = state(Language.EN, Optional.of(Currency.getInstance("CNY")));
        QuestionSpec rate = state.question("satisfaction_kpi");

        assertThat(state.questions()).extracting(QuestionSpec::display).doesNotContain("smartscalar");
        assertThat(rate.sql()).contains("to_char(100 * latest.satisfaction_rate, 'FM9990.0') || '%'");
        assertThat(rate.description()).endsWith("in percentage points.");
        assertThat(state.question("cost_kpi").sql()).contains("'CNY ' || to_char(latest.cost_per_order");
    }

    @Test
    void figuresBeyondTheirLimitsAreMarkedInRedAndDotsSayWhatTheyAre() {
        DesiredState state = state(Language.EN, Optional.empty());

        for (String card : List.of("satisfaction_chart", "repeat_chart", "complaints_chart", "funnel_satisfaction")) {
            assertThat(state.question(card)
                            .settings()
                            .path("series_settings")
                            .path(AskedQuery.BEYOND)
                            .path("color")
                            .asText())
                    .as(card)
                    .isEqualTo("#E75454");
        }
        assertThat(state.question("funnel_satisfaction").settings().path("graph.tooltip_columns"))
                .extracting(JsonNode::asText)
                .contains("[\"name\",\"outlet\"]")
                .doesNotContain("[\"name\",\"outlet_id\"]");
        assertThat(state.question("outlet_map")
                        .settings()
                        .path("series_settings")
                        .path("C")
                        .path("color")
                        .asText())
                .isEqualTo("#ED6E6E");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void nothingIsCalledAsAColumn(String language) {
        for (QuestionSpec question :
                state(Language.of(language), Optional.empty()).questions()) {
            JsonNode settings = question.settings();
            List<String> words = new ArrayList<>();
            words.add(settings.path("graph.x_axis.title_text").asText());
            words.add(settings.path("graph.y_axis.title_text").asText());
            settings.path("series_settings")
                    .forEach(series -> words.add(series.path("title").asText()));
            for (JsonNode column : settings.path("table.columns")) {
                if (column.path("enabled").asBoolean()) {
                    words.add(settings.path("column_settings")
                            .path("[\"name\",\"" + column.path("name").asText() + "\"]")
                            .path("column_title")
                            .asText("no_title"));
                }
            }
            assertThat(words).as(question.key()).noneMatch(word -> word.matches("[a-z0-9]+_[a-z0-9_]+|d|month|region"));
        }
    }

    /** Measured in Metabase's own front end: a header takes 44 pixels besides its words, bold and 12.5 pixels high. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void aTableHasRoomForTheHeadersOfAllItsColumnsOnANarrowScreen(String language) {
        DesiredState state = state(Language.of(language), Optional.empty());
        Map<String, Integer> lacking = new TreeMap<>();
        for (DesiredState.DashboardSpec dashboard : state.dashboards()) {
            for (DesiredState.TileSpec tile : dashboard.tiles()) {
                if (tile instanceof DesiredState.TileSpec.CardTile card) {
                    int needed = needed(state.question(card.question()).settings());
                    lacking.put(card.question(), needed - card.place().width() * NARROW / 24);
                }
            }
        }

        lacking.values().removeIf(lack -> lack <= 0);
        assertThat(lacking).isEmpty();
    }

    private static int needed(JsonNode settings) {
        int width = 0;
        int shown = 0;
        for (JsonNode column : settings.path("table.columns")) {
            if (!column.path("enabled").asBoolean() || settings.has("table.pivot")) {
                continue;
            }
            int set = settings.path("table.column_widths").path(shown++).asInt();
            String title = settings.path("column_settings")
                    .path("[\"name\",\"" + column.path("name").asText() + "\"]")
                    .path("column_title")
                    .asText();
            int words = title.codePoints().map(sign -> sign > 0x2E80 ? 13 : 6).sum();
            width += set > 0 ? set : Math.max(60, 44 + words);
        }
        return width;
    }

    @Test
    void aClickFromTheCompanyToARegionToAnOutletToItsOrdersKeepsWhatWasChosen() {
        assertThat(click("management", "promise_onsite_visit"))
                .containsOnlyKeys("month", "promise", "region", "action");
        assertThat(click("management", "region_scorecard"))
                .containsEntry("region", "column region_id")
                .containsEntry("month", "parameter month");
        assertThat(click("management", "outlets_to_decide"))
                .containsEntry("outlet", "column outlet_id")
                .containsEntry("month", "parameter month")
                .containsEntry("region", "parameter region");
        assertThat(click("outlets", "outlet_file_months"))
                .containsEntry("month", "column month")
                .containsEntry("outlet", "parameter outlet");
        assertThat(click("quality", "outlet_scores"))
                .containsEntry("outlet", "column outlet_id")
                .containsEntry("month", "parameter month")
                .containsEntry("category", "parameter category");
    }

    /** A click's address is the dashboard it leads to and a value for each filter: one left out is a choice lost. */
    @Test
    void everyClickFromAChartOrATableKeepsAllFiltersThatBothDashboardsHave() {
        List<String> lost = new ArrayList<>();
        Map<String, JsonNode> made = byId();
        for (JsonNode dashboard : made.values()) {
            for (JsonNode tile : dashboard.path("dashcards")) {
                JsonNode click = tile.path("visualization_settings").path("click_behavior");
                if (click.path("linkType").asText().equals("dashboard")) {
                    Set<String> both = filters(dashboard);
                    both.retainAll(filters(made.get(click.path("targetId").asText())));
                    click.path("parameterMapping").fieldNames().forEachRemaining(both::remove);
                    both.forEach(filter -> lost.add(dashboard.path("name").asText() + ", card "
                            + tile.path("card_id").asText() + ": " + filter));
                }
            }
        }

        assertThat(lost).isEmpty();
    }

    /** What people were asked and what competitors offer has no orders. */
    @Test
    void fromEveryTabOfTheCompanyItsRegionsAndOutletsClicksLeadToOrders() {
        Map<String, Set<String>> leads = new TreeMap<>();
        Set<String> reached = new TreeSet<>();
        Map<String, JsonNode> made = byId();
        for (String name : List.of("management", "quality", "outlets")) {
            JsonNode dashboard = made.get(idOf(name));
            for (JsonNode tab : dashboard.path("tabs")) {
                String place = name + " " + tab.path("name").asText();
                leads.put(tab.path("id").asText(), new TreeSet<>(Set.of(place)));
                if (tab.path("name").asText().equals("Orders")) {
                    reached.add(tab.path("id").asText());
                }
            }
            for (JsonNode tile : dashboard.path("dashcards")) {
                JsonNode click = tile.path("visualization_settings").path("click_behavior");
                leads.get(tile.path("dashboard_tab_id").asText())
                        .add(click.path("tabId").asText());
            }
        }
        while (leads.entrySet().stream()
                .filter(tab -> tab.getValue().stream().anyMatch(reached::contains))
                .map(tab -> reached.add(tab.getKey()))
                .reduce(false, Boolean::logicalOr)) {}

        leads.keySet().removeAll(reached);
        assertThat(leads.values().stream().flatMap(Set::stream).filter(place -> place.contains(" ")))
                .containsExactly("management Customers and market");
    }

    private Map<String, JsonNode> byId() {
        return Dashboards.load(contracts, Language.EN).list().stream()
                .map(dashboard -> metabase.named("dashboard", dashboard.title()))
                .collect(Collectors.toMap(made -> made.path("id").asText(), made -> made));
    }

    private String idOf(String dashboard) {
        String title =
                Dashboards.load(contracts, Language.EN).dashboard(dashboard).title();
        return metabase.named("dashboard", title).path("id").asText();
    }

    private static Set<String> filters(JsonNode dashboard) {
        Set<String> filters = new TreeSet<>();
        dashboard
                .path("parameters")
                .forEach(filter -> filters.add(filter.path("id").asText()));
        return filters;
    }

    /** Where the values of the filters come from to which a click leads. */
    private Map<String, String> click(String dashboard, String card) {
        String title = state(Language.EN, Optional.empty()).question(card).title();
        String named =
                Dashboards.load(contracts, Language.EN).dashboard(dashboard).title();
        Map<String, String> from = new TreeMap<>();
        for (JsonNode tile : metabase.named("dashboard", named).path("dashcards")) {
            if (tile.path("card_id").asLong()
                    == metabase.named("card", title).path("id").asLong()) {
                tile.path("visualization_settings")
                        .path("click_behavior")
                        .path("parameterMapping")
                        .properties()
                        .forEach(mapping -> from.put(
                                mapping.getKey(),
                                mapping.getValue().path("source").path("type").asText() + " "
                                        + mapping.getValue()
                                                .path("source")
                                                .path("id")
                                                .asText()));
            }
        }
        return from;
    }

    private JsonNode settingsOf(String card, Optional<Currency> currency) {
        return state(Language.EN, currency).questions().stream()
                .filter(question -> question.key().equals(card))
                .findFirst()
                .orElseThrow()
                .settings()
                .path("column_settings")
                .path("[\"name\",\"cost_at_stake\"]");
    }

    private Map<String, String> offered(String language, String dashboard, String filter) {
        return state(Language.of(language), Optional.empty()).dashboards().stream()
                .filter(one -> one.key().equals(dashboard))
                .flatMap(one -> one.filters().stream())
                .filter(one -> one.id().equals(filter))
                .findFirst()
                .orElseThrow()
                .offered();
    }

    private DesiredState state(Language language, Optional<Currency> currency) {
        return DesiredStateFromFiles.of(
                Dashboards.load(contracts, language), language, currency, field -> List.of("gas_and_heating", "E-12"));
    }

    private Provisioner provisioner(Language language) {
        Credentials admin = new Credentials.User(RecordingMetabase.EMAIL, RecordingMetabase.PASSWORD);
        return new Provisioner(
                new MetabaseClient(metabase.address(), admin, RecordingMetabase.QUICK),
                new MartsAddress("db", 5432, "service", false, Map.of()),
                catalog,
                contracts.gold(),
                state(language, Optional.empty()),
                language);
    }
}
