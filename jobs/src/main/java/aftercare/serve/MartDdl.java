package aftercare.serve;

import aftercare.serve.MartTable.MartColumn;
import aftercare.table.PromiseMonthTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** The statements that make a mart, in a schema. */
final class MartDdl {
    /** What dashboards filter by, named as in the table that has all of it. */
    private static final List<List<String>> FILTERED =
            List.of(List.of(PromiseMonthTable.MONTH), List.of(PromiseMonthTable.CUT, PromiseMonthTable.CUT_ID));

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
                        + typeOf(type.apply(column.name()).dataType()))
                .collect(Collectors.joining(", ", "create table " + name() + " (", ")"));
    }

    /**
     * FREEZE spares the first readers the visibility checks; it is allowed because the table is made in the same
     * transaction.
     */
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
        for (List<String> index : FILTERED) {
            if (index.stream().allMatch(table::has)) {
                indexes.add(index);
            }
        }
        indexes.removeIf(index -> table.key().size() >= index.size()
                && table.key().subList(0, index.size()).equals(index));
        return indexes;
    }

    /** What Postgres calls a type that a contract can name. */
    static String typeOf(DataType type) {
        if (type instanceof StringType) {
            return "text";
        } else if (type instanceof IntegerType) {
            return "integer";
        } else if (type instanceof LongType) {
            return "bigint";
        } else if (type instanceof DecimalType decimal) {
            return "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
        } else if (type instanceof DoubleType) {
            return "double precision";
        } else if (type instanceof BooleanType) {
            return "boolean";
        } else if (type instanceof DateType) {
            return "date";
        } else if (type instanceof TimestampType) {
            return "timestamp with time zone";
        }
        throw new IllegalArgumentException("no mart has columns of type " + type.simpleString());
    }
}
