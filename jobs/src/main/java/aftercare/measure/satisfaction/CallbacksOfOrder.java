package aftercare.measure.satisfaction;

import aftercare.table.CallbacksTable;
import aftercare.table.RepairsTable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Makes one row of all rows of an order, one for each of its callbacks, which follow each other: called and reached
 * when one of them says so, rated by the latest with a rating. Done by hand because Spark would sort-aggregate a
 * maximum of structs, row by row and interpreted, which took longer than the join before it.
 */
final class CallbacksOfOrder implements MapPartitionsFunction<Row, Row> {
    static final String ORDER = RepairsTable.REPAIR_ID;
    static final String DUE = "due";
    static final String CALLED = "called";
    static final String REACHED = "reached";
    static final String SCORE = "score";
    static final String RECOMMEND = CallbacksTable.RECOMMEND;
    static final String RATED_AT = "rated_at";
    static final String RATED_BY = "rated_by";

    /** What {@link #CALLED} says of one callback that was in time, or may have been: only its day is known. */
    static final int SURELY = 1;

    static final int POSSIBLY = 2;

    private static final long serialVersionUID = 1L;

    private final StructType read;
    private final int order;
    private final int due;
    private final int called;
    private final int reached;
    private final int ratedAt;
    private final int ratedBy;
    private final int score;
    private final int recommend;

    /** @param read the rows' columns: the order first, what is the same in all its rows, and last those named here */
    CallbacksOfOrder(StructType read) {
        this.read = read;
        order = read.fieldIndex(ORDER);
        due = read.fieldIndex(DUE);
        called = read.fieldIndex(CALLED);
        reached = read.fieldIndex(REACHED);
        score = read.fieldIndex(SCORE);
        recommend = read.fieldIndex(RECOMMEND);
        ratedAt = read.fieldIndex(RATED_AT);
        ratedBy = read.fieldIndex(RATED_BY);
    }

    /** The columns of the rows made: all but the order and what says which callback is the latest. */
    StructType type() {
        StructType type = new StructType();
        for (int i = order + 1; i < ratedAt; i++) {
            type = type.add(read.fields()[i]);
        }
        return type;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Iterator<>() {
            private @Nullable Row next = rows.hasNext() ? rows.next() : null;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Row next() {
                if (next == null) {
                    throw new NoSuchElementException();
                }
                Row first = next;
                Row rating = first;
                int wasCalled = first.getInt(called);
                int wasReached = first.getInt(reached);
                next = rows.hasNext() ? rows.next() : null;
                while (next != null && next.getString(order).equals(first.getString(order))) {
                    wasCalled |= next.getInt(called);
                    wasReached |= next.getInt(reached);
                    rating = isLater(next, rating) ? next : rating;
                    next = rows.hasNext() ? rows.next() : null;
                }
                return made(first, wasCalled, wasReached, rating);
            }
        };
    }

    private boolean isLater(Row one, Row other) {
        if (one.isNullAt(ratedAt) || other.isNullAt(ratedAt)) {
            return !one.isNullAt(ratedAt);
        }
        int byInstant = Long.compare(one.getLong(ratedAt), other.getLong(ratedAt));
        return byInstant > 0 || (byInstant == 0 && one.getString(ratedBy).compareTo(other.getString(ratedBy)) > 0);
    }

    private Row made(Row order, int wasCalled, int wasReached, Row rating) {
        Object[] values = new Object[ratedAt - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = order.get(i + 1);
        }
        // Where nobody can say whether the only calls were in time, the order is not among those that were due.
        values[due - 1] = wasCalled == POSSIBLY ? 0 : order.get(due);
        values[called - 1] = wasCalled & SURELY;
        values[reached - 1] = wasReached;
        values[score - 1] = rating.get(score);
        values[recommend - 1] = rating.get(recommend);
        return RowFactory.create(values);
    }
}
