package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.serve.dashboard.Card;
import aftercare.serve.dashboard.Dashboards;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Notes on charts: what happened stands in its month, and a level begun anew forgets the months before. */
class NotedChartsTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final Dashboards DASHBOARDS = Dashboards.load(CONTRACTS, Language.EN);
    private static final Map<String, List<String>> AUGUST = Map.of("month", List.of("2026-08"));

    private static String database;
    private static Connection connection;

    @BeforeAll
    static void marts() throws SQLException {
        database = TestMarts.database();
        MartsTarget target = TestMarts.as("postgres", database);
        Set<String> tables = new TreeSet<>();
        List.of("satisfaction_chart", "repeat_chart", "quality_figures", "promises")
                .forEach(card -> tables.addAll(card(card).sql().tables()));
        TestMarts.execute(target, InventedMarts.statements(CONTRACTS, tables).toArray(String[]::new));
        TestMarts.execute(
                target,
                "truncate marts.chart_note",
                note("2026-06-12", "company", "all", "all", "Warehouse moved", false),
                note("2026-06-20", "region", "R1", "satisfaction_rate", "Strike", false),
                note("2026-05-03", "company", "all", "coverage_rate", "New script", true),
                note("2026-05-03", "company", "all", "onsite_visit", "Night shift", true));
        connection = target.connect();
    }

    private static String note(String day, String cut, String member, String metric, String text, boolean rebase) {
        return "insert into marts.chart_note (noted_on, month, cut, cut_id, metric, note, rebase) values ('" + day
                + "', date_trunc('month', date '" + day + "'), '" + cut + "', '" + member + "', '" + metric + "', '"
                + text + "', " + rebase + ")";
    }

    @AfterAll
    static void noMarts() throws SQLException {
        connection.close();
        TestMarts.drop(database);
    }

    private static Card card(String name) {
        return DASHBOARDS.find(name).orElseThrow();
    }

    private static Map<String, Object> row(String name, String column, String value) throws SQLException {
        try (PreparedStatement statement = card(name).sql().with(AUGUST).prepare(connection);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                if (value.equals(String.valueOf(found.getObject(column)))) {
                    Map<String, Object> row = new HashMap<>();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        row.put(found.getMetaData().getColumnLabel(i), found.getObject(i));
                    }
                    return row;
                }
            }
        }
        throw new AssertionError("no row of " + name + " with " + column + " " + value);
    }

    @Test
    void whatHappenedStandsInItsMonthOnTheChartsThatItConcerns() throws SQLException {
        Map<String, Object> june = row("satisfaction_chart", "month", "2026-06-01");
        assertThat(june.get("note")).asString().startsWith("Warehouse moved; ").endsWith(": Strike");
        assertThat(june.get("noted")).isEqualTo(june.get("satisfaction_rate"));
        assertThat(row("satisfaction_chart", "month", "2026-05-01"))
                .containsEntry("note", null)
                .containsEntry("noted", null);
        assertThat(row("repeat_chart", "month", "2026-06-01")).containsEntry("note", "Warehouse moved");
    }

    @Test
    void whetherATargetIsReachedIsJudgedByTheMonthsSinceTheLevelWasBegunAnew() throws SQLException {
        assertThat(row("quality_figures", "metric", "coverage_rate")).containsEntry("months_n", 4L);
        assertThat(row("quality_figures", "metric", "satisfaction_rate")).containsEntry("months_n", 24L);
        assertThat(row("promises", "promise_code", "onsite_visit")).containsEntry("months_n", 4L);
        assertThat(row("promises", "promise_code", "called_back")).containsEntry("months_n", 24L);
    }
}
