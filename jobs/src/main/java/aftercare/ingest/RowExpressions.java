package aftercare.ingest;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The Spark SQL of a mapping for one source, ready to be evaluated where the rows are read.
 *
 * @param fields the fields it asks for, as it spells them; the expressions know them by their position here
 * @param where tells which rows are data; null for all
 * @param columns the columns that expressions give
 * @param values one expression a column, each of which gives a text
 */
record RowExpressions(List<String> fields, @Nullable Expression where, List<String> columns, List<Expression> values)
        implements Serializable {
    /** Nothing is computed, and all rows are data. */
    static final RowExpressions NONE = new RowExpressions(List.of(), null, List.of(), List.of());

    /** What asks for a field, for an error. */
    String asks(String field, String source) {
        int position = fields.indexOf(field);
        for (int i = 0; i < values.size(); i++) {
            if (uses(values.get(i), position)) {
                return source + "." + columns.get(i);
            }
        }
        return "where of " + source;
    }

    /** The fields, by their position in {@link #fields}, that the value of a column is made of. */
    List<Integer> fieldsOf(int value) {
        return java.util.stream.IntStream.range(0, fields.size())
                .filter(field -> uses(values.get(value), field))
                .boxed()
                .toList();
    }

    private static boolean uses(Expression part, int position) {
        return (part instanceof BoundReference field && field.ordinal() == position)
                || CollectionConverters.asJava(part.children()).stream().anyMatch(child -> uses(child, position));
    }
}
