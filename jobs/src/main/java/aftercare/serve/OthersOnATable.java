package aftercare.serve;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What others put on a table of the marts and what goes with it when it is dropped, whatever Postgres says of
 * dependants: rights, policies, triggers, indexes.
 */
final class OthersOnATable {
    private static final String ALL = """
            with mart as (select c.* from pg_class c where c.oid = to_regclass(?))
            select 'the right of ' || case when g.grantee = 0 then 'everyone' else pg_get_userbyid(g.grantee) end || ' to '
                   || lower(g.privilege_type) as what
              from mart, lateral aclexplode(mart.relacl) g
             where g.grantee <> mart.relowner
               and not (g.grantee <> 0 and g.privilege_type = 'SELECT'
                        and pg_get_userbyid(g.grantee) in ('aftercare_reader', 'aftercare_hr'))
            union all
            select 'the right of ' || case when g.grantee = 0 then 'everyone' else pg_get_userbyid(g.grantee) end || ' to '
                   || lower(g.privilege_type) || ' column ' || a.attname
              from mart join pg_attribute a on a.attrelid = mart.oid, lateral aclexplode(a.attacl) g
            union all
            select 'the policy ' || p.polname from mart join pg_policy p on p.polrelid = mart.oid where p.polname <> 'others'
            union all
            select 'its row level security' from mart
             where mart.relforcerowsecurity or (mart.relrowsecurity
                   and not exists (select from pg_policy p where p.polrelid = mart.oid and p.polname = 'others'))
            union all
            select 'the trigger ' || t.tgname from mart join pg_trigger t on t.tgrelid = mart.oid where not t.tgisinternal
            union all
            select 'the rule ' || r.rulename from mart join pg_rewrite r on r.ev_class = mart.oid
            union all
            select 'the constraint ' || k.conname from mart join pg_constraint k on k.conrelid = mart.oid
             where k.contype not in ('p', 'n')
            union all
            select 'the statistics ' || s.stxname from mart join pg_statistic_ext s on s.stxrelid = mart.oid
            union all
            select 'its place in the publication ' || p.pubname
              from mart join pg_publication_rel r on r.prrelid = mart.oid join pg_publication p on p.oid = r.prpubid
            union all
            select 'the index ' || x.relname
              from mart join pg_index i on i.indrelid = mart.oid join pg_class x on x.oid = i.indexrelid
             where not i.indisprimary
               and (i.indisunique or i.indpred is not null or i.indexprs is not null
                    or (select string_agg(a.attname, ',' order by array_position(i.indkey::int2[], a.attnum))
                          from pg_attribute a where a.attrelid = mart.oid and a.attnum = any (i.indkey::int2[]))
                       <> all (?))
            """;

    private OthersOnATable() {}

    /**
     * What there is on a table of the schema marts.
     *
     * @param ours the columns of the indexes that publishing makes, parted by commas
     */
    static List<String> on(Connection connection, String table, Collection<String> ours) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            statement.setString(1, Sql.name(MartsSchemas.MARTS, table));
            statement.setArray(2, connection.createArrayOf("text", ours.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString("what") + " on table " + MartsSchemas.MARTS + '.' + table);
                }
            }
        }
        return found;
    }
}
