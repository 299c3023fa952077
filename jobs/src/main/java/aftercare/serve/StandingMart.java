package aftercare.serve;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the schema marts under a name: a mart, or what somebody else put there.
 *
 * @param name its name
 * @param kind what Postgres calls its kind: p for a partitioned table, r for a plain one
 * @param comment its comment; empty for none
 * @param partition the table in marts_data that holds its rows; null when it is no mart
 * @param published the columns that were last published to it
 * @param partitionedBy the column it is partitioned by; null when it is not
 * @param key the columns of its primary key
 * @param keyName the name of its primary key; null when it has none
 * @param columns its columns by name
 * @param hidesPeople whether publishing hides rows about single people there
 * @param otherPolicies whether it has row-level policies of others
 */
record StandingMart(
        String name,
        String kind,
        String comment,
        @Nullable String partition,
        List<String> published,
        @Nullable String partitionedBy,
        List<String> key,
        @Nullable String keyName,
        Map<String, StandingColumn> columns,
        boolean hidesPeople,
        boolean otherPolicies) {

    /** A column of a table that stands: its type, as Postgres writes it, and its comment. */
    record StandingColumn(String type, String comment) {}

    private static final String PLAIN_TABLE = "r";

    private static final String RELATIONS = """
            select c.relname as name, c.relkind::text as kind, coalesce(obj_description(c.oid, 'pg_class'), '') as comment,
                   part.relname as partition, coalesce(obj_description(part.oid, 'pg_class'), '') as published,
                   (select a.attname from pg_partitioned_table p join pg_attribute a on a.attrelid = p.partrelid
                     and a.attnum = p.partattrs[0] where p.partrelid = c.oid) as partitioned_by,
                   (select k.conname from pg_constraint k where k.conrelid = c.oid and k.contype = 'p') as key_name,
                   (select array_agg(a.attname::text order by array_position(k.conkey, a.attnum))
                      from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
                     where k.conrelid = c.oid and k.contype = 'p') as key,
                   exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'others') as hides_people,
                   exists (select from pg_policy p where p.polrelid = c.oid and p.polname <> 'others') as other_policies
            from pg_class c
            left join (pg_inherits i join pg_class part on part.oid = i.inhrelid
                       join pg_namespace d on d.oid = part.relnamespace and d.nspname = 'marts_data') on i.inhparent = c.oid
            where c.relnamespace = (select oid from pg_namespace where nspname = 'marts') and c.relkind not in ('i', 'I', 'c')
            order by c.relname
            """;
    private static final String COLUMNS = """
            select c.relname as name, a.attname as attribute, format_type(a.atttypid, a.atttypmod) as type,
                   coalesce(col_description(c.oid, a.attnum), '') as comment
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = (select oid from pg_namespace where nspname = 'marts') and c.relkind in ('r', 'p')
              and a.attnum > 0 and not a.attisdropped
            order by c.relname, a.attnum
            """;

    StandingMart {
        published = List.copyOf(published);
        key = List.copyOf(key);
    }

    /** All that stands there, by name, in the order of names. */
    static Map<String, StandingMart> all(Connection connection) throws SQLException {
        Map<String, Map<String, StandingColumn>> columns = columns(connection);
        Map<String, StandingMart> all = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(RELATIONS)) {
            while (rows.next()) {
                String name = rows.getString("name");
                all.put(
                        name,
                        new StandingMart(
                                name,
                                rows.getString("kind"),
                                rows.getString("comment"),
                                rows.getString("partition"),
                                MartDdl.columnsIn(rows.getString("published")),
                                rows.getString("partitioned_by"),
                                texts(rows.getArray("key")),
                                rows.getString("key_name"),
                                columns.getOrDefault(name, Map.of()),
                                rows.getBoolean("hides_people"),
                                rows.getBoolean("other_policies")));
            }
        }
        return all;
    }

    private static Map<String, Map<String, StandingColumn>> columns(Connection connection) throws SQLException {
        Map<String, Map<String, StandingColumn>> all = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                all.computeIfAbsent(rows.getString("name"), name -> new LinkedHashMap<>())
                        .put(
                                rows.getString("attribute"),
                                new StandingColumn(rows.getString("type"), rows.getString("comment")));
            }
        }
        return all;
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : new ArrayList<>(List.of((String[]) array.getArray()));
    }

    /** Whether its rows can be exchanged without touching the table. */
    boolean isMart() {
        return partition != null;
    }

    /** Whether it is a mart of a version that replaced tables whole: always a plain table with a comment. */
    boolean isOfAnEarlierVersion() {
        return kind.equals(PLAIN_TABLE) && !comment.isEmpty();
    }

    String qualified() {
        return Sql.name(MartsSchemas.MARTS, name);
    }
}
