package aftercare.measure.complaints;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Months;
import aftercare.measure.facts.ComplaintFacts;
import aftercare.measure.facts.RuleWindow;
import aftercare.table.ComplaintsTable;
import java.time.YearMonth;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.Window;

/**
 * Which complaints repeat an earlier one: an earlier complaint about the same order, or, where the complaint names no
 * order, of the same customer about the same model, was received shortly before.
 *
 * @param window how soon after an earlier one a complaint repeats it
 */
record Repeats(RuleWindow window) {
    private static final int HOURS_OF_SHORTEST_MONTH = 28 * 24;

    static Repeats of(Rules rules) {
        return new Repeats(RuleWindow.of(rules, Rules.COMPLAINT_REPEAT));
    }

    /** How many days after a complaint another may still repeat it. */
    int longestDays() {
        return (window.longestHours() + 23) / 24;
    }

    /** Whether a row of {@link ComplaintFacts} repeats an earlier one among the rows. */
    Column isRepeat(AsOf asOf) {
        Column ofOrder = soonAfterPrevious(asOf, col(ComplaintsTable.REPAIR_ID));
        Column ofCustomer = col(ComplaintsTable.CUSTOMER_ID)
                .isNotNull()
                .and(col(ComplaintFacts.MODEL).isNotNull())
                .and(soonAfterPrevious(asOf, col(ComplaintsTable.CUSTOMER_ID), col(ComplaintFacts.MODEL)));
        return coalesce(
                when(col(ComplaintsTable.REPAIR_ID).isNotNull(), ofOrder).otherwise(ofCustomer), lit(false));
    }

    /**
     * Months, and those in which the complaints they may repeat were received: 30 days before 1 March begin in
     * January.
     */
    Months withMonthsLookedBackOn(Months months) {
        if (months.areAll()) {
            return months;
        }
        TreeSet<YearMonth> read = new TreeSet<>(months.some());
        for (YearMonth month : months.some()) {
            for (int back = 1; back <= 1 + window.longestHours() / HOURS_OF_SHORTEST_MONTH; back++) {
                read.add(month.minusMonths(back));
            }
        }
        return Months.of(read);
    }

    /** The nearest earlier complaint decides: when that one is too old, all others are. */
    private Column soonAfterPrevious(AsOf asOf, Column... same) {
        Column previous = lag(col(ComplaintsTable.RECEIVED_AT), 1)
                .over(Window.partitionBy(same).orderBy(ComplaintsTable.RECEIVED_AT, ComplaintsTable.COMPLAINT_ID));
        return unix_micros(col(ComplaintsTable.RECEIVED_AT))
                .minus(unix_micros(previous))
                .leq(window.micros(previous, asOf));
    }
}
