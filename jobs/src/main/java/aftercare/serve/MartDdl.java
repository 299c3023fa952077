package aftercare.serve;

import aftercare.serve.MartTable.MartColumn;
import aftercare.serve.StandingMart.StandingColumn;
import aftercare.table.PromiseMonthTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/**
 * The statements that make a mart: its rows in a table of their own, and the table of the schema marts that shows them.
 * What others put on the latter, such as rights, policies and indexes, is not touched.
 */
final class MartDdl {
    /** What dashboards filter by, named as in the table that has all of it. */
    private static final List<List<String>> FILTERED =
            List.of(List.of(PromiseMonthTable.MONTH), List.of(PromiseMonthTable.CUT, PromiseMonthTable.CUT_ID));

    /** Begins the comment of the table of rows, which keeps what was published from what others added since. */
    private static final String COLUMNS_PUBLISHED = "Columns published: ";

    private final MartTable table;
    private final StructType type;

    MartDdl(MartTable table, StructType type) {
        this.table = table;
        this.type = type;
    }

    static MartDdl of(MartTable table) {
        return new MartDdl(table, table.published().schema());
    }

    String table() {
        return table.name();
    }

    private String staged() {
        return Sql.name(MartsSchemas.NEXT, table.name());
    }

    private String mart() {
        return Sql.name(MartsSchemas.MARTS, table.name());
    }

    String create() {
        return "create table " + staged() + columns();
    }

    private String columns() {
        return table.columns().stream()
                .map(column -> Sql.name(column.name()) + ' ' + typeOf(column))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private String typeOf(MartColumn column) {
        return typeOf(type.apply(column.name()).dataType());
    }

    /**
     * FREEZE spares the first readers the visibility checks, and lets a reader whose snapshot is older see the rows; it
     * is allowed because the table is made in the same transaction.
     */
    String copy() {
        return "copy " + staged() + " ("
                + Sql.names(table.columns().stream().map(MartColumn::name).toList()) + ") from stdin (freeze)";
    }

    /** Key and indexes, after the rows: an index is built faster than grown. */
    List<String> finish() {
        List<String> statements = new ArrayList<>();
        if (!table.key().isEmpty()) {
            statements.add("alter table " + staged() + " add primary key (" + Sql.names(table.key()) + ")");
        }
        for (List<String> index : indexes()) {
            statements.add("create index on " + staged() + " (" + Sql.names(index) + ")");
        }
        statements.add("comment on table " + staged() + " is "
                + Sql.text(COLUMNS_PUBLISHED
                        + table.columns().stream().map(MartColumn::name).collect(Collectors.joining(", "))));
        statements.add("analyze " + staged());
        return statements;
    }

    /** The columns that the comment of a table of rows names. */
    static List<String> columnsIn(String comment) {
        return comment.startsWith(COLUMNS_PUBLISHED)
                ? List.of(comment.substring(COLUMNS_PUBLISHED.length()).split(", "))
                : List.of();
    }

    /** The table that readers read. It has one partition, whatever is in it. */
    String parent() {
        String key = table.key().isEmpty() ? "" : "; alter table " + mart() + addKey();
        return "create table " + mart() + columns() + " partition by list (" + Sql.name(partitionedBy()) + ")" + key;
    }

    private String addKey() {
        return " add primary key (" + Sql.names(table.key()) + ")";
    }

    private String partitionedBy() {
        return table.key().isEmpty()
                ? table.columns().get(0).name()
                : table.key().get(0);
    }

    /**
     * Whether a mart that stands can take the columns and the key of this table: what it is cut by keeps its type and
     * is part of the key.
     */
    boolean fits(StandingMart mart) {
        String cutBy = mart.partitionedBy();
        StandingColumn cut = mart.columns().get(cutBy);
        return cut != null
                && table.columns().stream()
                        .anyMatch(column ->
                                column.name().equals(cutBy) && typeOf(column).equals(cut.type()))
                && (table.key().isEmpty() || table.key().contains(cutBy));
    }

    /**
     * Changes a mart that stands, while it has no rows, to the columns and the key of this table. A column that
     * publishing did not make is noted as a loss, because its values would go with the old rows.
     *
     * @return whether all could be changed
     */
    boolean change(StandingMart mart, Losses losses) throws SQLException {
        boolean done = true;
        boolean otherKey = !mart.key().equals(table.key());
        if (otherKey && mart.keyName() != null) {
            done = losses.change("alter table " + mart() + " drop constraint " + Sql.name(mart.keyName()));
        }
        for (String column : mart.columns().keySet()) {
            if (!table.has(column)) {
                if (!mart.published().contains(column)) {
                    losses.add("column " + column + " of table " + MartsSchemas.MARTS + '.' + table.name()
                            + " with its values");
                }
                done &= losses.change("alter table " + mart() + " drop column " + Sql.name(column));
            }
        }
        for (MartColumn column : table.columns()) {
            String name = Sql.name(column.name());
            String type = typeOf(column);
            StandingColumn there = mart.columns().get(column.name());
            if (there == null) {
                done &= losses.change("alter table " + mart() + " add column " + name + ' ' + type);
            } else if (!there.type().equals(type)
                    && !losses.change("alter table " + mart() + " alter column " + name + " type " + type
                            + " using null::" + type)) {
                losses.addUsersOf(mart(), name);
                done = false;
            }
        }
        if (done && otherKey && !table.key().isEmpty()) {
            done = losses.change("alter table " + mart() + addKey());
        }
        return done;
    }

    String attach() {
        return "alter table " + mart() + " attach partition " + staged() + " default";
    }

    /** Puts the rows where those lie that readers see. */
    String file() {
        return "alter table " + staged() + " set schema " + MartsSchemas.DATA;
    }

    /** The comments of the mart that differ from those that stand. */
    List<String> describe(Optional<StandingMart> mart) {
        List<String> statements = new ArrayList<>();
        if (!mart.map(StandingMart::comment).equals(Optional.of(table.comment()))) {
            statements.add("comment on table " + mart() + " is " + Sql.text(table.comment()));
        }
        for (MartColumn column : table.columns()) {
            Optional<String> there =
                    mart.map(standing -> standing.columns().get(column.name())).map(StandingColumn::comment);
            if (!there.equals(Optional.of(column.description()))) {
                statements.add("comment on column " + mart() + '.' + Sql.name(column.name()) + " is "
                        + Sql.text(column.description()));
            }
        }
        return statements;
    }

    /**
     * Rows about single people are hidden from all but HR; the owner, and superusers, see every row. Where there are
     * none any more, what hid them goes; policies of others stay in force.
     */
    List<String> readers(Optional<StandingMart> mart) {
        List<String> statements = new ArrayList<>();
        if (mart.isPresent() && mart.get().hidesPeople()) {
            statements.add("drop policy others on " + mart());
        }
        if (!table.people().equals(MartTable.NOBODY)) {
            statements.add("alter table " + mart() + " enable row level security");
            statements.add("create policy others on " + mart() + " for select using (not (" + table.people() + ")"
                    + " or exists (select from pg_roles r where r.rolname = '" + MartsRoles.HR
                    + "' and pg_has_role(current_user, r.oid, 'member')))");
        } else if (mart.isPresent() && mart.get().hidesPeople() && !mart.get().otherPolicies()) {
            statements.add("alter table " + mart() + " disable row level security");
        }
        return statements;
    }

    /** The columns of the indexes that publishing makes, parted by commas. */
    List<String> indexed() {
        return indexes().stream().map(index -> String.join(",", index)).toList();
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
