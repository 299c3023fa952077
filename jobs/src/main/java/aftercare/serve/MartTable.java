package aftercare.serve;

import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table to publish.
 *
 * @param name its name within the schema marts
 * @param rows what it holds; read once
 * @param columns the columns to publish, in order
 * @param key the columns that tell one row from another; its primary key
 * @param comment what the table is for, which becomes the table comment
 * @param people which of its rows are about single people, as a condition in SQL, and so for aftercare_hr only
 */
public record MartTable(
        String name, Dataset<Row> rows, List<MartColumn> columns, List<String> key, String comment, String people) {
    /** Stands for {@code people} where no row is about a single person. */
    public static final String NOBODY = "false";

    public MartTable {
        Objects.requireNonNull(people, "people");
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** The rows with just the published columns, in their order. */
    Dataset<Row> published() {
        return rows.select(columns.stream()
                .map(column -> rows.col(Sql.sparkName(column.name())))
                .toArray(Column[]::new));
    }

    boolean has(String column) {
        return columns.stream().anyMatch(one -> one.name().equals(column));
    }

    /**
     * A column of a mart; its type is that of the rows.
     *
     * @param name its name
     * @param description its definition, which becomes the column comment
     */
    public record MartColumn(String name, String description) {}
}
