package aftercare.measure.complaints;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.Months;
import java.time.Duration;
import java.time.YearMonth;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.Window;

/**
 * Which complaints repeat an earlier one: an earlier complaint about the same order, or, where the complaint names no order, of the same
 * customer about the same model, was received within the 30 days before.
 */
final class Repeats {
    /** How far a complaint looks back, in days of 24 hours. */
    static final int DAYS = 30;

    private static final long MICROS = Duration.ofDays(DAYS).toNanos() / 1000;

    private Repeats() {}

    /** Whether a row of {@link ComplaintFacts} repeats an earlier one among the rows. */
    static Column isRepeat() {
        Column ofOrder = soonAfterPrevious(col("repair_id"));
        Column ofCustomer = col("customer_id")
                .isNotNull()
                .and(col("model").isNotNull())
                .and(soonAfterPrevious(col("customer_id"), col("model")));
        return coalesce(when(col("repair_id").isNotNull(), ofOrder).otherwise(ofCustomer), lit(false));
    }

    /** Months, and those in which the complaints they may repeat were received: the 30 days before 1 March begin in January. */
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
        Column previous =
                lag(col("received_at"), 1).over(Window.partitionBy(same).orderBy("received_at", "complaint_id"));
        return unix_micros(col("received_at")).minus(unix_micros(previous)).leq(lit(MICROS));
    }
}
