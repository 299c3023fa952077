package aftercare.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/** The statements that make a mart, in a schema. */
final class MartDdl {
    private final String schema;
    private final MartTable table;
    private final StructType type;

    MartDdl(String schema, MartTable table, StructType type) {
        this.schema = schema;
        this.table = table;
        this.type = type;
    }

    private String name() {
        return Sql.name(schema, table.name());
    }

    String create() {
        return table.columns().stream()
                .map(column -> Sql.name(column.name())
                        + ' '
                        + PostgresType.of(type.apply(column.name()).dataType()))
                .collect(Collectors.joining(", ", "create table " + name() + " (", ")"));
    }

    /** FREEZE spares the first readers the visibility checks; it is allowed because the table is made in the same transaction. */
    String copy() {
        return "copy " + name() + " ("
                + Sql.names(table.columns().stream().map(MartColumn::name).toList()) + ") from stdin (freeze)";
    }

    /** Key, indexes and comments, after the rows: an index is built faster than grown. */
    List<String> finish() {
        List<String> statements = new ArrayList<>();
        if (!table.key().isEmpty()) {
            statements.add("alter table " + name() + " add primary key (" + Sql.names(table.key()) + ")");
        }
        for (List<String> index : indexes()) {
            statements.add("create index on " + name() + " (" + Sql.names(index) + ")");
        }
        statements.add("comment on table " + name() + " is " + Sql.text(table.comment()));
        for (MartColumn column : table.columns()) {
            statements.add("comment on column " + name() + '.' + Sql.name(column.name()) + " is "
                    + Sql.text(column.description()));
        }
        statements.addAll(readers());
        statements.add("analyze " + name());
        return statements;
    }

    /** Rows about single people are hidden from all but HR; the owner, and superusers, see every row. */
    private List<String> readers() {
        if (table.people().equals(MartTable.NOBODY)) {
            return List.of();
        }
        return List.of(
                "alter table " + name() + " enable row level security",
                "create policy others on " + name() + " for select using (not (" + table.people() + ")"
                        + " or exists (select from pg_roles r where r.rolname = '" + MartsRoles.HR
                        + "' and pg_has_role(current_user, r.oid, 'member')))");
    }

    /** What dashboards filter by, unless the key already begins with it. */
    private List<List<String>> indexes() {
        List<List<String>> indexes = new ArrayList<>();
        if (table.has("month")) {
            indexes.add(List.of("month"));
        }
        if (table.has("cut") && table.has("cut_id")) {
            indexes.add(List.of("cut", "cut_id"));
        }
        indexes.removeIf(index -> table.key().size() >= index.size()
                && table.key().subList(0, index.size()).equals(index));
        return indexes;
    }
}
