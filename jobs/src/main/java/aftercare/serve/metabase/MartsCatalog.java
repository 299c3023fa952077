package aftercare.serve.metabase;

import aftercare.serve.MartsTarget;
import aftercare.serve.dashboard.FilterField;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which tables and columns the marts hold.
 *
 * @param columns the columns of each table
 */
public record MartsCatalog(Map<String, Set<String>> columns) {
    /** The schema that is published and read. */
    static final String SCHEMA = "marts";

    private static final String COLUMNS =
            "select table_name as relation, column_name as attribute from information_schema.columns where table_schema = ?";

    /**
     * Asks Postgres.
     *
     * @throws aftercare.config.AftercareException AFC-4001 or AFC-4002 when it does not answer
     */
    public static MartsCatalog of(MartsTarget marts) {
        try (Connection connection = marts.connect()) {
            return of(connection);
        } catch (SQLException failure) {
            throw MetabaseErrors.martsUnread(marts.toString(), failure);
        }
    }

    /**
     * The values that a column of the marts holds, in order; none where the marts lack it.
     *
     * @throws aftercare.config.AftercareException AFC-4001 or AFC-4002 when Postgres does not answer
     */
    public List<String> values(MartsTarget marts, FilterField field) {
        if (!columns.getOrDefault(field.table(), Set.of()).contains(field.column())) {
            return List.of();
        }
        try (Connection connection = marts.connect();
                Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery(
                        "select distinct %1$s as value from %2$s.%3$s where %1$s is not null order by 1"
                                .formatted(field.column(), SCHEMA, field.table()))) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString("value"));
            }
            return values;
        } catch (SQLException failure) {
            throw MetabaseErrors.martsUnread(marts.toString(), failure);
        }
    }

    private static MartsCatalog of(Connection marts) throws SQLException {
        Map<String, Set<String>> columns = new TreeMap<>();
        try (PreparedStatement query = marts.prepareStatement(COLUMNS)) {
            query.setString(1, SCHEMA);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.computeIfAbsent(rows.getString("relation"), table -> new TreeSet<>())
                            .add(rows.getString("attribute"));
                }
            }
        }
        return new MartsCatalog(columns);
    }
}
