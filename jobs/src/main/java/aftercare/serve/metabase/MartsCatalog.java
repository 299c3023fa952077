package aftercare.serve.metabase;

import aftercare.serve.MartsTarget;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
