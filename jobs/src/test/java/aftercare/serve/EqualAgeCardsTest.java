package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.contract.GoldColumn;
import aftercare.serve.dashboard.Card;
import aftercare.serve.dashboard.Dashboards;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cards that compare a young month show earlier ones as they stood at its age, and settled months as they stand. */
class EqualAgeCardsTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final Dashboards DASHBOARDS = Dashboards.load(CONTRACTS, Language.EN);
    private static final List<String> CARDS =
            List.of("quality_figures", "coverage_kpi", "promises", "promise_onsite_visit", "what_changed");
    private static final Map<String, List<String>> JULY = Map.of("month", List.of("2026-07"));
    private static final Map<String, List<String>> JUNE = Map.of("month", List.of("2026-06"));

    private static String database;
    private static MartsTarget target;
    private static Connection connection;

    @BeforeAll
    static void marts() throws SQLException {
        database = TestMarts.database();
        target = TestMarts.as("postgres", database);
        Set<String> tables = new TreeSet<>();
        CARDS.forEach(card -> tables.addAll(card(card).sql().tables()));
        tables.add("chart_note");
        TestMarts.execute(target, InventedMarts.statements(CONTRACTS, tables).toArray(String[]::new));
        TestMarts.execute(
                target,
                "truncate marts.outlet_kpi_detail, marts.satisfaction_detail, marts.month_at_age, marts.promise_month,"
                        + " marts.promise_at_age, marts.chart_note");
        // As they stand: months fill up to 70 ratings; July has 58 so far, as July of last year had at its age.
        for (Map.Entry<String, Integer> month : Map.of(
                        "2026-07-01", 58, "2026-06-01", 70, "2026-05-01", 50, "2025-07-01", 70)
                .entrySet()) {
            quality("satisfaction_detail", month.getKey(), month.getValue());
            quality("outlet_kpi_detail", month.getKey(), month.getValue());
        }
        quality("month_at_age", "2026-07-01", 58);
        quality("month_at_age", "2026-06-01", 60);
        quality("month_at_age", "2025-07-01", 58);
        for (String cut : List.of("company", "region", "outlet")) {
            promise("promise_month", "onsite_visit", "2026-07-01", cut, 80);
            promise("promise_month", "onsite_visit", "2026-06-01", cut, 95);
            promise("promise_month", "onsite_visit", "2026-05-01", cut, 90);
            promise("promise_month", "called_back", "2026-07-01", cut, 40);
            promise("promise_month", "called_back", "2026-06-01", cut, 95);
            promise("promise_at_age", "onsite_visit", "2026-07-01", cut, 80);
            promise("promise_at_age", "onsite_visit", "2026-06-01", cut, 82);
            promise("promise_at_age", "called_back", "2026-07-01", cut, 40);
            promise("promise_at_age", "called_back", "2026-06-01", cut, 90);
        }
        connection = target.connect();
    }

    private static Card card(String name) {
        return DASHBOARDS.find(name).orElseThrow();
    }

    private static void quality(String table, String month, int rated) throws SQLException {
        insert(
                table,
                Map.of(
                        "judged_month", "2026-07-01",
                        "month", month,
                        "outlet_id", "O1",
                        "region_id", "R1",
                        "category", "C1",
                        "completed_n", "100",
                        "rated_n", String.valueOf(rated),
                        "satisfied_n", "40",
                        "callback_due_n", "100",
                        "called_n", String.valueOf(rated)));
    }

    private static void promise(String table, String promise, String month, String cut, int kept) throws SQLException {
        insert(
                table,
                Map.of(
                        "judged_month",
                        "2026-07-01",
                        "month",
                        month,
                        "promise",
                        promise,
                        "cut",
                        cut,
                        "cut_id",
                        Map.of("company", "all", "region", "R1", "outlet", "O1").get(cut),
                        "due_n",
                        "100",
                        "kept_n",
                        String.valueOf(kept),
                        "kept_rate",
                        String.valueOf(kept / 100.0),
                        "target",
                        cut.equals("region") ? "0.97" : "0.95"));
    }

    /** A row; counts that are not said are 0. */
    private static void insert(String table, Map<String, String> said) throws SQLException {
        String values = CONTRACTS.gold(table).columns().stream()
                .map((GoldColumn column) -> said.containsKey(column.name())
                        ? "'" + said.get(column.name()) + "'"
                        : column.name().endsWith("_n") || column.name().endsWith("_d") ? "0" : "null")
                .collect(Collectors.joining(", "));
        TestMarts.execute(target, "insert into marts." + table + " values (" + values + ")");
    }

    @AfterAll
    static void noMarts() throws SQLException {
        connection.close();
        TestMarts.drop(database);
    }

    private static List<Map<String, Object>> rows(String name, Map<String, List<String>> chosen) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (PreparedStatement statement = card(name).sql().with(chosen).prepare(connection);
                ResultSet found = statement.executeQuery()) {
            ResultSetMetaData columns = found.getMetaData();
            while (found.next()) {
                Map<String, Object> row = new HashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnLabel(i), found.getObject(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Map<String, Object> row(String name, Map<String, List<String>> chosen, String column, String value)
            throws SQLException {
        return rows(name, chosen).stream()
                .filter(row -> String.valueOf(row.get(column)).equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static double number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).doubleValue();
    }

    @Test
    void aYoungMonthIsComparedAtItsAge() throws SQLException {
        Map<String, Object> coverage = row("quality_figures", JULY, "metric", "coverage_rate");

        assertThat(number(coverage, "value")).isEqualTo(.58);
        assertThat(number(coverage, "since_month")).isCloseTo(-.02, within(1e-9));
        assertThat(number(coverage, "since_year")).isCloseTo(0, within(1e-9));
    }

    @Test
    void aSettledMonthIsComparedAsItStands() throws SQLException {
        assertThat(number(row("quality_figures", JUNE, "metric", "coverage_rate"), "since_month"))
                .isCloseTo(.20, within(1e-9));
        assertThat(number(row("promises", JUNE, "promise_code", "onsite_visit"), "since_month"))
                .isCloseTo(.05, within(1e-9));
    }

    @Test
    void filtersHoldForMonthsAtTheirAgeToo() throws SQLException {
        Map<String, List<String>> elsewhere = Map.of("month", List.of("2026-07"), "outlet", List.of("O2"));

        assertThat(rows("quality_figures", elsewhere)).isEmpty();
        assertThat(rows("coverage_kpi", elsewhere)).isEmpty();
    }

    @Test
    void aTileComparesByTheSameRule() throws SQLException {
        assertThat(number(row("coverage_kpi", JULY, "month", "2026-06-01"), "coverage_rate"))
                .isEqualTo(.60);
        assertThat(number(row("coverage_kpi", JULY, "month", "2026-07-01"), "coverage_rate"))
                .isEqualTo(.58);
        assertThat(number(row("coverage_kpi", JUNE, "month", "2026-06-01"), "coverage_rate"))
                .isEqualTo(.70);
        assertThat(number(row("promise_onsite_visit", JULY, "month", "2026-06-01"), "kept_rate"))
                .isEqualTo(.82);
        assertThat(number(row("promise_onsite_visit", JULY, "month", "2026-06-01"), "target"))
                .isEqualTo(.95);
    }

    @Test
    void allRegionsTogetherAreHeldAgainstTheTargetOfTheCompany() throws SQLException {
        assertThat(number(row("promises", JULY, "promise_code", "onsite_visit"), "target"))
                .isEqualTo(.95);
        assertThat(number(row("promise_onsite_visit", JULY, "month", "2026-07-01"), "target"))
                .isEqualTo(.95);
    }

    @Test
    void aMonthOfWhichComplaintsWereNotDeliveredIsNoMonthWithoutComplaints() throws SQLException {
        TestMarts.execute(target, "update marts.outlet_kpi_detail set complaints_n = null where month = '2026-05-01'");

        for (String card : List.of("complaints_chart", "complaints_kpi")) {
            assertThat(rows(card, JULY))
                    .extracting(row -> String.valueOf(row.get("month")))
                    .contains("2026-06-01", "2026-07-01")
                    .doesNotContain("2026-05-01");
        }
    }

    @Test
    void promisesChangeBySoMuchAsTheyDidAtEqualAge() throws SQLException {
        assertThat(number(row("promises", JULY, "promise_code", "onsite_visit"), "since_month"))
                .isCloseTo(-.02, within(1e-9));
    }

    @Test
    void whatFellBeyondChanceAtEqualAgeComesFirstAndWhatOnlyFillsUpDoesNot() throws SQLException {
        List<Map<String, Object>> changed = rows("what_changed", JULY);

        assertThat(changed).hasSize(4);
        assertThat(changed.get(0)).containsEntry("beyond_chance", true);
        assertThat(number(changed.get(0), "kept_rate_before")).isCloseTo(.9, within(1e-9));
        assertThat(changed.subList(2, 4)).allSatisfy(row -> {
            assertThat(row).containsEntry("beyond_chance", false);
            assertThat(number(row, "since_month")).isCloseTo(-.02, within(1e-9));
        });
    }
}
