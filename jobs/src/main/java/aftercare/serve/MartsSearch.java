package aftercare.serve;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether the marts name somebody who was to be forgotten, once they were published again. */
public final class MartsSearch {
    private static final Logger LOG = LoggerFactory.getLogger(MartsSearch.class);
    private static final Pattern SPECIAL = Pattern.compile("[^\\p{L}\\p{N}]");

    private final MartsTarget target;

    public MartsSearch(MartsTarget target) {
        this.target = target;
    }

    /**
     * Searches all texts of the marts, and has the server let go of what it wrote before they were published.
     *
     * @param numbers what would name the person, as words of their own
     * @return what was found, in a sentence without the numbers
     * @throws aftercare.config.AftercareException AFC-4002 when Postgres refuses
     */
    public String afterPublishing(Collection<String> numbers) {
        try (Connection connection = target.connect()) {
            List<String[]> columns = columns(connection);
            Map<String, Long> found = new TreeMap<>();
            for (String[] column : columns) {
                long rows = rows(connection, column, pattern(numbers));
                if (rows > 0) {
                    found.put(column[0] + "." + column[1] + "." + column[2], rows);
                }
            }
            long tables = columns.stream()
                    .map(column -> column[0] + column[1])
                    .distinct()
                    .count();
            String searched = String.format(
                    Locale.ROOT, "published again; %,d texts of %,d tables searched, ", columns.size(), tables);
            String left = found.isEmpty()
                    ? "none names the person"
                    : "THESE HOLD A TEXT THAT IS THE NUMBER OR NAMES IT, look at them: "
                            + found.entrySet().stream()
                                    .map(each -> each.getKey() + " (" + each.getValue() + " rows)")
                                    .collect(Collectors.joining(", "));
            return searched + left + "; " + letGo(connection);
        } catch (SQLException failed) {
            throw ServeErrors.postgres(target.toString(), failed);
        }
    }

    private static List<String[]> columns(Connection connection) throws SQLException {
        List<String[]> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select table_schema, table_name, column_name from information_schema.columns
                        where table_schema like 'marts%' and data_type in ('text', 'character varying', 'character')
                        order by 1, 2, 3
                        """)) {
            while (rows.next()) {
                columns.add(new String[] {rows.getString(1), rows.getString(2), rows.getString(3)});
            }
        }
        return columns;
    }

    private static long rows(Connection connection, String[] column, String pattern) throws SQLException {
        String sql = "select count(*) from " + quoted(column[0]) + "." + quoted(column[1]) + " where "
                + quoted(column[2]) + " ~ ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, pattern);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String pattern(Collection<String> numbers) {
        return numbers.stream()
                .map(number -> SPECIAL.matcher(number.strip()).replaceAll("\\\\$0"))
                .collect(Collectors.joining("|", "(^|[^[:alnum:]])(", ")([^[:alnum:]]|$)"));
    }

    /** What was replaced lies in the log of the server for a while; only its owner may end that. */
    private String letGo(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_switch_wal()");
            statement.execute("checkpoint");
            return "the server's log was switched and its old part given free";
        } catch (SQLException notOurs) {
            LOG.info("the log of Postgres cannot be switched by us: {}", notOurs.toString());
            return "the server keeps its log by its own rules, and its backups by yours";
        }
    }
}
