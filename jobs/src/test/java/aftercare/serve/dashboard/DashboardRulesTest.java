package aftercare.serve.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small dashboard that is right, and what is said when one thing about it is not. */
class DashboardRulesTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final String DASHBOARD = """
            dashboard: d
            title: A dashboard
            description: For a test.
            collection: quality
            readers: [quality]
            filters:
              region: {label: Region, type: list, field: dim_region.region_id}
            tabs:
              - tab: one
                title: First
                cards:
                  - card: c
                    title: A card
                    description: What it means.
                    ends: month
                    display: bar
                    at: {x: 0, y: 0, width: 12, height: 6}
                    filters: {region: outlet_kpi_month.region_id}
                    dimensions: [month]
                    metrics: [completed_n]
                    click: {set: {region: region_id}}
                  - {card: h, display: heading, title: More, at: {x: 12, y: 0, width: 12, height: 1}}
            """;
    private static final String SQL =
            "select month, region_id, completed_n from marts.outlet_kpi_month where true [[ and {{region}} ]]";

    @TempDir
    private Path home;

    private Path folder;

    @BeforeEach
    void aDashboardThatIsRight() throws IOException {
        folder = home.resolve("dashboards");
        write("index.yaml", "dashboards: [d]\nends: {month: Until the month.}\ncodes: {cause: {late: Late}}\n");
        write("d.yaml", DASHBOARD);
        write("cards/c.sql", SQL);
        write("../locale/zh-CN/dashboards.yaml", """
                ends: {month: 截至该月。}
                codes: {cause: {late: 不及时}}
                d:
                  title: 看板
                  description: 测试用。
                  filters: {region: 区域}
                  tabs: {one: 第一页}
                  cards: {c: {title: 卡片, description: 含义。}, h: {title: 更多}}
                """);
        Dashboards.load(DashboardFiles.in(folder), CONTRACTS, Language.EN);
        Dashboards.load(DashboardFiles.in(folder), CONTRACTS, Language.ZH_CN);
    }

    @Test
    void aFilterThatTheQueryDoesNotNameIsRefused() throws IOException {
        write("cards/c.sql", "select month, region_id, completed_n from marts.outlet_kpi_month");

        assertRefused("declares the filters [region] and its query names []");
    }

    @Test
    void aFilterThatIsNotDeclaredIsRefused() throws IOException {
        write("cards/c.sql", SQL + " [[ and {{outlet}} ]]");

        assertRefused("declares the filters [region] and its query names [outlet, region]");
    }

    @Test
    void aQueryThatCannotDoWithoutAFilterIsRefused() throws IOException {
        write("cards/c.sql", SQL.replace("[[ and {{region}} ]]", "and {{region}}"));

        assertRefused("cannot do without a filter that may be empty");
    }

    @Test
    void aFilterOnATableThatIsNotReadIsRefused() throws IOException {
        write("d.yaml", DASHBOARD.replace("{region: outlet_kpi_month.region_id}", "{region: dim_outlet.region_id}"));

        assertRefused("does not read the table of its filter region");
    }

    @Test
    void aFilterOnAColumnThatHoldsOtherThingsTooIsRefused() throws IOException {
        write("cards/c.sql", SQL.replace("marts.outlet", "marts.promise_month, marts.outlet"));
        write("d.yaml", DASHBOARD.replace("{region: outlet_kpi_month.region_id}", "{region: promise_month.cut_id}"));

        assertRefused("binds its filter region to a column of another kind: cut_id");
    }

    @Test
    void aColumnThatIsNotReturnedIsRefused() throws IOException {
        write("d.yaml", DASHBOARD.replace("metrics: [completed_n]", "metrics: [opened_n]"));

        assertRefused("names columns that its query does not return: [opened_n]");
    }

    @Test
    void aColumnWithoutALabelIsRefused() throws IOException {
        write("cards/c.sql", SQL.replace("completed_n from", "completed_n, 1 as one from"));

        assertRefused("does not say what its column one is called");
    }

    @Test
    void cardsThatOverlapAreRefused() throws IOException {
        write("d.yaml", DASHBOARD.replace("x: 12, y: 0", "x: 11, y: 5"));

        assertRefused("cards c and h overlap");
    }

    @Test
    void aCardBeyondTheGridIsRefused() throws IOException {
        write("d.yaml", DASHBOARD.replace("x: 12, y: 0", "x: 13, y: 0"));

        assertRefused("card h sticks out");
    }

    @Test
    void aCardWithoutADescriptionIsRefused() throws IOException {
        write("d.yaml", DASHBOARD.replace("        description: What it means.\n", ""));

        assertRefused("description");
    }

    @Test
    void aBreachOfTheSchemaIsNamedWithFileLineAndColumn() throws IOException {
        write("d.yaml", DASHBOARD.replace("display: bar", "display: bars"));

        assertRefused("dashboards/d.yaml");
        assertRefused("line 16, column 18: display: ");
        assertRefused("schemas/dashboard.schema.json says what each key may hold");
    }

    @Test
    void aChartThatLeadsNowhereIsRefused() throws IOException {
        write("d.yaml", DASHBOARD.replace("        click: {set: {region: region_id}}\n", ""));

        assertRefused("card c leads nowhere when clicked");
    }

    @Test
    void aClickOnADashboardThatThereIsNotIsRefused() throws IOException {
        write("d.yaml", DASHBOARD.replace("click: {set", "click: {dashboard: e, set"));

        assertRefused("leads to a dashboard that there is not: e");
    }

    @Test
    void peopleAreShownToNobodyButHr() throws IOException {
        write("cards/c.sql", SQL.replace("marts.outlet", "marts.dim_technician, marts.outlet"));
        assertRefused("card c reads dim_technician, which is about single people");

        write("d.yaml", DASHBOARD.replace("readers: [quality]", "readers: [quality]\npeople: true"));
        assertRefused("it is about single people, and others than [hr] may read it");
    }

    @Test
    void aShortQueryMayStandOnItsCard() throws IOException {
        write("d.yaml", DASHBOARD.replace("ends: month\n", "ends: month\n" + ownQuery(SQL)));
        Files.delete(folder.resolve("cards/c.sql"));

        Card card = Dashboards.load(DashboardFiles.in(folder), CONTRACTS, Language.EN)
                .card("c");

        assertThat(card.query().columns()).containsExactly("month", "region_id", "completed_n");
        assertThat(card.query().with(Map.of("region", List.of("R1"))).sql()).contains("\"region_id\" in (?)");
    }

    @Test
    void aMistakeInAQueryOnItsCardNamesTheCard() throws IOException {
        write("d.yaml", DASHBOARD.replace("ends: month\n", "ends: month\n" + ownQuery(SQL + " ${metric}")));

        assertRefused("dashboards/d.yaml (card c)");
    }

    @Test
    void aCardThatHoldsItsQuerySharesNone() throws IOException {
        write("d.yaml", DASHBOARD.replace("ends: month\n", "ends: month\n" + ownQuery(SQL) + "        query: c\n"));

        assertRefused("query");
    }

    private static String ownQuery(String sql) {
        return "        sql: |\n          " + sql + '\n';
    }

    @Test
    void whatALanguageLeavesOutIsSaidInEnglish() throws IOException {
        write("../locale/pt-BR/dashboards.yaml", "d: {title: Um painel, cards: {c: {title: Um cartão}}}");

        Dashboard dashboard = Dashboards.load(DashboardFiles.in(folder), CONTRACTS, new Language("pt-BR"))
                .dashboard("d");

        assertThat(dashboard.title()).isEqualTo("Um painel");
        assertThat(dashboard.description()).isEqualTo("For a test.");
        assertThat(dashboard.cards()).extracting(Card::title).containsExactly("Um cartão", "More");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> Dashboards.load(DashboardFiles.in(folder), CONTRACTS, Language.EN))
                .hasMessageContaining("AFC-1106")
                .hasMessageContaining(reason);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
