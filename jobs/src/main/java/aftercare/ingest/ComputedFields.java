package aftercare.ingest;

import static scala.jdk.javaapi.CollectionConverters.asScala;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.MutableProjection;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping computes from the fields of each record: whether it is data, and further fields that stand behind
 * those of the file. An expression sees fields without the blanks around them, and null where a field says nothing.
 */
final class ComputedFields {
    private final Plan plan;
    private final @Nullable BasePredicate where;
    private final @Nullable MutableProjection values;
    private final @Nullable Object[] inputs;
    private final InternalRow row;
    private @Nullable String[] extended = new String[0];

    /**
     * What is computed from the records of a file.
     *
     * @param expressions what is computed
     * @param positions where in a record the fields stand that it asks for
     * @param fields how many fields the file has
     * @param nulls words that stand for nothing there
     */
    record Plan(RowExpressions expressions, List<Integer> positions, int fields, NullWords nulls)
            implements Serializable {
        void mark(boolean[] wanted) {
            positions.forEach(position -> wanted[position] = true);
        }
    }

    ComputedFields(Plan plan) {
        this.plan = plan;
        RowExpressions expressions = plan.expressions();
        this.where = expressions.where() == null ? null : Predicate.create(expressions.where());
        this.values = expressions.values().isEmpty()
                ? null
                : MutableProjection.create(asScala(expressions.values()).toSeq());
        this.inputs = new Object[plan.positions().size()];
        this.row = new GenericInternalRow(inputs);
    }

    /**
     * The fields of a record and behind them the computed ones; null when the record is no data. What fails is
     * reported, without what stood in the fields.
     */
    @Nullable
    String @Nullable [] with(@Nullable String[] fields, Problem problem) {
        fill(fields);
        if (where != null && !isData(where, problem)) {
            return problem.found() ? fields : null;
        }
        if (values == null) {
            return fields;
        }
        int own = plan.fields();
        if (extended.length == 0) {
            extended = new String[own + plan.expressions().values().size()];
        }
        Arrays.fill(extended, null);
        System.arraycopy(fields, 0, extended, 0, Math.min(fields.length, own));
        compute(values, own, problem);
        return extended;
    }

    /**
     * Whether a record that cannot be taken apart into as many fields as there are headers is no data, such as a line
     * of a preamble; fields that it lacks are null.
     */
    boolean leavesOut(@Nullable String[] fields) {
        if (where == null) {
            return false;
        }
        fill(fields);
        Problem failing = new Problem();
        return !isData(where, failing) && !failing.found();
    }

    private void fill(@Nullable String[] fields) {
        for (int i = 0; i < inputs.length; i++) {
            int position = plan.positions().get(i);
            String text = position < fields.length ? fields[position] : null;
            String stripped = text == null ? "" : text.strip();
            inputs[i] = plan.nulls().include(stripped) ? null : UTF8String.fromString(stripped);
        }
    }

    private boolean isData(BasePredicate condition, Problem problem) {
        try {
            return condition.eval(row);
        } catch (RuntimeException failed) {
            problem.report("mapping", "where cannot be told of this row" + cause(failed));
            return false;
        }
    }

    private void compute(MutableProjection all, int from, Problem problem) {
        try {
            InternalRow computed = all.apply(row);
            for (int i = 0; from + i < extended.length; i++) {
                extended[from + i] =
                        computed.isNullAt(i) ? null : computed.getUTF8String(i).toString();
            }
        } catch (RuntimeException oneFailed) {
            computeEach(from, problem);
        }
    }

    /** Finds out which one fails. */
    private void computeEach(int from, Problem problem) {
        for (int i = 0; from + i < extended.length; i++) {
            Expression expression = plan.expressions().values().get(i);
            try {
                Object value = expression.eval(row);
                extended[from + i] = value == null ? null : value.toString();
            } catch (RuntimeException failed) {
                String column = plan.expressions().columns().get(i);
                problem.report(
                        "mapping", "expr of column " + column + " cannot be computed for this row" + cause(failed));
            }
        }
    }

    /** Spark's name of the fault: its message would repeat what stood in the fields. */
    private static String cause(RuntimeException failed) {
        String condition = failed instanceof SparkThrowable known ? known.getCondition() : null;
        return condition == null
                ? ""
                : " (Spark: " + condition.toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
    }
}
