package aftercare.serve;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A view that somebody built outside the marts on top of them. It hangs on the very tables that a publish replaces;
 * made again from its own text after the swap, it hangs on the new ones and keeps owner and grants.
 *
 * @param name its quoted name with its schema
 * @param definition its query
 * @param options what stands in its WITH clause; empty for none
 * @param materialized whether it stores its rows, and so cannot be replaced in place
 */
record DependentView(String name, String definition, String options, boolean materialized) {
    private static final String ON_SCHEMA = """
            select distinct view.oid, format('%I.%I', home.nspname, view.relname) as name, pg_get_viewdef(view.oid) as definition,
                   coalesce(array_to_string(view.reloptions, ', '), '') as options, view.relkind = 'm' as materialized
            from pg_depend dependency
            join pg_rewrite rule on dependency.classid = 'pg_rewrite'::regclass and dependency.objid = rule.oid
            join pg_class view on view.oid = rule.ev_class and view.relkind in ('v', 'm')
            join pg_namespace home on home.oid = view.relnamespace
            join pg_class used on dependency.refclassid = 'pg_class'::regclass and dependency.refobjid = used.oid
            join pg_namespace marts on marts.oid = used.relnamespace
            where marts.nspname = %s and home.nspname <> marts.nspname
            order by view.oid
            """;

    static List<DependentView> on(Connection connection, String schema) throws SQLException {
        List<DependentView> views = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ON_SCHEMA.replace("= %s", "= " + Sql.text(schema)))) {
            while (rows.next()) {
                views.add(new DependentView(
                        rows.getString("name"),
                        rows.getString("definition"),
                        rows.getString("options"),
                        rows.getBoolean("materialized")));
            }
        }
        return views;
    }

    String replacement() {
        return "create or replace view " + name + (options.isEmpty() ? "" : " with (" + options + ")") + " as "
                + definition;
    }
}
