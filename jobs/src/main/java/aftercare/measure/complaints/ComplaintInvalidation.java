package aftercare.measure.complaints;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_ym_interval;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.to_date;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.ComplaintMonthTable;
import aftercare.table.ComplaintsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The months whose complaint figures may differ, after complaints or orders changed or another day is looked at. */
final class ComplaintInvalidation {
    private static final String RECEIVED = ComplaintsTable.RECEIVED_AT;

    private final Repeats repeats;
    private final Inputs inputs;
    private final Changes changes;
    private final AsOf earlier;
    private final AsOf later;

    ComplaintInvalidation(Repeats repeats, Inputs inputs, Changes changes, AsOf asOf) {
        this.repeats = repeats;
        this.inputs = inputs;
        this.changes = changes;
        boolean forward = !asOf.day().isBefore(changes.before().day());
        this.earlier = forward ? changes.before() : asOf;
        this.later = forward ? asOf : changes.before();
    }

    Months months() {
        Set<YearMonth> touched = new TreeSet<>(monthsTouched());
        if (!earlier.day().equals(later.day())) {
            touched.addAll(SeenOrders.monthsBetween(earlier, later));
        }
        return SeenOrders.upTo(earlier, later, touched);
    }

    private List<YearMonth> monthsTouched() {
        return received().stream()
                .reduce(Dataset::union)
                .map(received -> SeenOrders.collectMonths(
                        received.select(explode(touchedBy()).as(ComplaintMonthTable.MONTH)),
                        col(ComplaintMonthTable.MONTH)))
                .orElse(List.of());
    }

    /** When complaints were received whose figures, or whose being repeated, may differ. */
    private List<Dataset<Row>> received() {
        List<Dataset<Row>> received = new ArrayList<>();
        if (changes.any(Tables.COMPLAINTS)) {
            received.add(changes.rows(Tables.COMPLAINTS).select(RECEIVED));
        }
        if (changes.any(Tables.REPAIRS)) {
            received.add(receivedAbout(changes.rows(Tables.REPAIRS)));
        }
        if (!earlier.day().equals(later.day())) {
            Dataset<Row> complaints = inputs.silver(Tables.COMPLAINTS);
            received.add(complaints
                    .filter(between(RECEIVED).or(between(ComplaintsTable.RESOLVED_AT)))
                    .select(RECEIVED));
            received.add(receivedAbout(inputs.silver(Tables.REPAIRS).filter(between(RepairsTable.OPENED_AT))));
        }
        return received;
    }

    private Dataset<Row> receivedAbout(Dataset<Row> repairs) {
        return inputs.silver(Tables.COMPLAINTS)
                .select(ComplaintsTable.REPAIR_ID, RECEIVED)
                .join(repairs.select(RepairsTable.REPAIR_ID), ComplaintsTable.REPAIR_ID, "left_semi")
                .select(RECEIVED);
    }

    /** Seen at the end of one of the two days and not at that of the other. */
    private Column between(String instant) {
        return col(instant).geq(lit(earlier.endTimestamp())).and(col(instant).lt(lit(later.endTimestamp())));
    }

    /** The months of a complaint and of those that may repeat it; a day more, for clocks that change in between. */
    private Column touchedBy() {
        Column day = to_date(col(RECEIVED));
        return sequence(
                Months.of(day), Months.of(date_add(day, repeats.longestDays() + 1)), make_ym_interval(lit(0), lit(1)));
    }
}
