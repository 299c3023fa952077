package aftercare.serve;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Views of others that show rows about single people to who may not see them in the marts: a view reads with the rights
 * of its owner, whom row-level security may not concern. Publishing leaves them alone and says so.
 */
final class RevealingViews {
    private static final String VIEWS = """
            select distinct format('%I.%I', n.nspname, v.relname) as name, v.relkind = 'm' as stored,
                   pg_get_userbyid(v.relowner) as owner, current_setting('server_version_num')::int >= 150000 as can_invoke
            from pg_depend d
            join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
            join pg_class v on v.oid = r.ev_class and v.relkind in ('v', 'm')
            join pg_namespace n on n.oid = v.relnamespace
            join pg_roles o on o.oid = v.relowner
            join pg_class mart on d.refclassid = 'pg_class'::regclass and d.refobjid = mart.oid and mart.relrowsecurity
            join pg_namespace marts on marts.oid = mart.relnamespace and marts.nspname = 'marts'
            where (o.rolsuper or o.rolbypassrls
                   or (not mart.relforcerowsecurity and pg_has_role(v.relowner, mart.relowner, 'usage'))
                   or (v.relkind = 'm' and pg_has_role(v.relowner, to_regrole('aftercare_hr'), 'member')))
              and not exists (select from pg_options_to_table(v.reloptions)
                              where option_name = 'security_invoker' and option_value::boolean)
              and exists (select from aclexplode(v.relacl) g
                          where g.privilege_type = 'SELECT' and g.grantee <> v.relowner
                            and (g.grantee = 0
                                 or not coalesce(pg_has_role(g.grantee, to_regrole('aftercare_hr'), 'member'), false)))
            order by 1
            """;

    private RevealingViews() {}

    /** One sentence for each that the marts have. */
    static List<String> in(Connection connection) throws SQLException {
        List<String> sentences = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet views = statement.executeQuery(VIEWS)) {
            while (views.next()) {
                String name = views.getString("name");
                boolean invokes = views.getBoolean("can_invoke") && !views.getBoolean("stored");
                sentences.add(
                        "The view " + name
                                + " may show rows about single people to others than HR, because it reads them as its owner "
                                + views.getString("owner") + ", whom row-level security does not hold back. "
                                + (invokes
                                        ? "Its owner may run: ALTER VIEW " + name + " SET (security_invoker = true)."
                                        : "Give it to an owner who may not see them, or take the right to read it from others."));
            }
        }
        return sentences;
    }
}
