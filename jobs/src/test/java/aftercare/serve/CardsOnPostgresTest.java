package aftercare.serve;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.serve.dashboard.Card;
import aftercare.serve.dashboard.Dashboard;
import aftercare.serve.dashboard.Dashboard.Filter;
import aftercare.serve.dashboard.Dashboards;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every card on a real Postgres: under every combination of its filters its query runs and returns the columns that its
 * settings name.
 */
class CardsOnPostgresTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final Set<Integer> NUMBERS =
            Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL, Types.DOUBLE);
    private static final Map<String, String> CHOSEN = Map.ofEntries(
            Map.entry("month", "2026-07"),
            Map.entry("region", "R1"),
            Map.entry("outlet", "O1"),
            Map.entry("category", "C1"),
            Map.entry("model", "M1"),
            Map.entry("scenario", "base"),
            Map.entry("promise", "onsite_visit"),
            Map.entry("source", "repairs"),
            Map.entry("skill", "S1"),
            Map.entry("plan", "annual"),
            Map.entry("course", "course"),
            Map.entry("advice", "book"),
            Map.entry("quarter", "2026-07"),
            Map.entry("action", "outlet/O1"),
            Map.entry("technician", "T1"));

    private static String database;
    private static MartsTarget target;
    private static Connection connection;

    @BeforeAll
    static void marts() throws SQLException {
        database = TestMarts.database();
        target = TestMarts.as("postgres", database);
        Set<String> tables = new TreeSet<>();
        Dashboards.load(CONTRACTS, Language.EN).list().stream()
                .flatMap(Dashboard::cards)
                .filter(card -> !card.isHeading())
                .forEach(card -> tables.addAll(card.sql().tables()));
        TestMarts.execute(target, InventedMarts.statements(CONTRACTS, tables).toArray(String[]::new));
        connection = target.connect();
    }

    @AfterAll
    static void noMarts() throws SQLException {
        connection.close();
        TestMarts.drop(database);
    }

    @Test
    void everyCardRunsUnderEveryCombinationOfItsFilters() {
        List<String> failures = new ArrayList<>();
        for (Dashboard dashboard : Dashboards.load(CONTRACTS, Language.EN).list()) {
            dashboard.cards().filter(card -> !card.isHeading()).forEach(card -> {
                for (Map<String, List<String>> values : combinations(dashboard, card)) {
                    failure(card, values, failures);
                }
            });
        }

        assertThat(failures).isEmpty();
    }

    @Test
    void chineseCardsRunToo() {
        List<String> failures = new ArrayList<>();
        for (Dashboard dashboard : Dashboards.load(CONTRACTS, Language.ZH_CN).list()) {
            dashboard
                    .cards()
                    .filter(card -> !card.isHeading())
                    .forEach(card -> failure(card, combinations(dashboard, card).get(0), failures));
        }

        assertThat(failures).isEmpty();
    }

    @Test
    void everyCardHasRowsWhereThereIsSomethingToShow() throws SQLException {
        List<String> empty = new ArrayList<>();
        for (Dashboard dashboard : Dashboards.load(CONTRACTS, Language.EN).list()) {
            for (Card card : dashboard.cards().filter(one -> !one.isHeading()).toList()) {
                try (PreparedStatement statement = card.sql()
                                .with(combinations(dashboard, card).get(0))
                                .prepare(connection);
                        ResultSet rows = statement.executeQuery()) {
                    if (!rows.next()) {
                        empty.add(card.id());
                    }
                }
            }
        }

        assertThat(empty).isEmpty();
    }

    private static void failure(Card card, Map<String, List<String>> values, List<String> failures) {
        try (PreparedStatement statement = card.sql().with(values).prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            ResultSetMetaData returned = rows.getMetaData();
            Map<String, Integer> types = new HashMap<>();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= returned.getColumnCount(); i++) {
                names.add(returned.getColumnLabel(i));
                types.put(returned.getColumnLabel(i), returned.getColumnType(i));
            }
            if (!names.equals(card.sql().columns())) {
                failures.add(card.id() + " returns " + names + " and is read as "
                        + card.sql().columns());
            }
            for (String metric : card.settings().metrics()) {
                if (card.settings().dimensions().size() > 0 && !NUMBERS.contains(types.get(metric))) {
                    failures.add(card.id() + " draws " + metric + ", which is no number");
                }
            }
        } catch (SQLException failure) {
            failures.add(card.id() + " with " + values + ": " + failure.getMessage());
        }
    }

    /** First the one with as few values as may be: those of required filters. */
    private static List<Map<String, List<String>>> combinations(Dashboard dashboard, Card card) {
        List<Map<String, List<String>>> combinations = new ArrayList<>(List.of(Map.of()));
        for (Filter filter : dashboard.filters()) {
            if (!card.filters().containsKey(filter.name())) {
                continue;
            }
            List<Map<String, List<String>>> narrowed = combinations.stream()
                    .map(values -> with(values, filter.name()))
                    .toList();
            combinations = new ArrayList<>(filter.required() ? List.of() : combinations);
            combinations.addAll(narrowed);
        }
        return combinations;
    }

    private static Map<String, List<String>> with(Map<String, List<String>> values, String filter) {
        Map<String, List<String>> more = new HashMap<>(values);
        more.put(filter, List.of(CHOSEN.get(filter)));
        return more;
    }
}
