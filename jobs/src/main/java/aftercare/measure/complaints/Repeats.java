package aftercare.measure.complaints;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.Months;
import aftercare.table.ComplaintsTable;
import java.time.Duration;
import java.time.YearMonth;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.Window;

/**
 * Which complaints repeat an earlier one: an earlier complaint about the same order, or, where the complaint names no
 * order, of the same customer about the same model, was received within the 30 days before.
 */
final class Repeats {
    /** How far a complaint looks back, in days of 24 hours. */
    static final int DAYS = 30;

    private static final long MICROS = Duration.ofDays(DAYS).toNanos() / 1000;

    private Repeats() {}

    /** Whether a row of {@link ComplaintFacts} repeats an earlier one among the rows. */
    static Column isRepeat() {
        Column ofOrder = soonAfterPrevious(col(ComplaintsTable.REPAIR_ID));
        Column ofCustomer = col(ComplaintsTable.CUSTOMER_ID)
                .isNotNull()
                .and(col(ComplaintFacts.MODEL).isNotNull())
                .and(soonAfterPrevious(col(ComplaintsTable.CUSTOMER_ID), col(ComplaintFacts.MODEL)));
        return coalesce(
                when(col(ComplaintsTable.REPAIR_ID).isNotNull(), ofOrder).otherwise(ofCustomer), lit(false));
    }

    /**
     * Months, and those in which the complaints they may repeat were received: the 30 days before 1 March begin in
     * January.
     */
    static Months withMonthsLookedBackOn(Months months) {
        if (months.areAll()) {
            return months;
        }
        TreeSet<YearMonth> read = new TreeSet<>(months.some());
        for (YearMonth month : months.some()) {
            read.add(month.minusMonths(1));
            read.add(month.minusMonths(2));
        }
        return Months.of(read);
    }

    /** The nearest earlier complaint decides: when that one is too old, all others are. */
    private static Column soonAfterPrevious(Column... same) {
        Column previous = lag(col(ComplaintsTable.RECEIVED_AT), 1)
                .over(Window.partitionBy(same).orderBy(ComplaintsTable.RECEIVED_AT, ComplaintsTable.COMPLAINT_ID));
        return unix_micros(col(ComplaintsTable.RECEIVED_AT))
                .minus(unix_micros(previous))
                .leq(lit(MICROS));
    }
}
