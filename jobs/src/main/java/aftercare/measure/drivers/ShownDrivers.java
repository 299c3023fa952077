package aftercare.measure.drivers;

import aftercare.stats.BenjaminiHochberg;
import aftercare.table.SatisfactionDriverTable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Holds the drivers of all members of a cut in a month and window against each other: makes q values of their p values
 * and says which are shown to cost satisfaction.
 */
final class ShownDrivers implements FlatMapGroupsFunction<String, Row, Row> {
    /** The share of the drivers shown that are expected to be chance. */
    private static final double FALSE_SHARE = 0.05;

    private static final long serialVersionUID = 1L;
    private static final int Q = SatisfactionDriverTable.SCHEMA.fieldIndex(SatisfactionDriverTable.Q_VALUE);
    private static final int HIGH = SatisfactionDriverTable.SCHEMA.fieldIndex(SatisfactionDriverTable.EFFECT_HIGH);
    private static final int SHOWN = SatisfactionDriverTable.SCHEMA.fieldIndex(SatisfactionDriverTable.SHOWN);

    @Override
    public Iterator<Row> call(String group, Iterator<Row> rows) {
        List<Row> all = new ArrayList<>();
        rows.forEachRemaining(all::add);
        List<Row> judged = all.stream().filter(row -> !row.isNullAt(Q)).toList();
        double[] q = BenjaminiHochberg.qValues(
                judged.stream().mapToDouble(row -> row.getDouble(Q)).toArray());
        List<Row> made =
                new ArrayList<>(all.stream().filter(row -> row.isNullAt(Q)).toList());
        for (int i = 0; i < q.length; i++) {
            made.add(with(judged.get(i), q[i]));
        }
        return made.iterator();
    }

    private static Row with(Row row, double q) {
        Object[] values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        values[Q] = q;
        values[SHOWN] = q <= FALSE_SHARE && row.getDouble(HIGH) < 0;
        return RowFactory.create(values);
    }
}
