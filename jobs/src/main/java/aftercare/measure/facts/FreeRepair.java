package aftercare.measure.facts;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.not;

import aftercare.contract.PromiseRule;
import aftercare.contract.PromiseRule.Span;
import aftercare.table.RepairsTable;
import org.apache.spark.sql.Column;

/**
 * Whether a repair under the promise that nobody has to pay for it was paid for, by one version of the promise, judged
 * on orders as seen at the end of a day.
 *
 * @param rule the version
 * @param paid what the customer paid, null until the completion is seen
 */
public record FreeRepair(PromiseRule rule, Column paid) {
    private Column isAbout() {
        return col(RepairsTable.SERVICE_TYPE).equalTo(rule.of()).and(not(SeenOrders.cancelled()));
    }

    private Column sold() {
        return col(rule.column("from"));
    }

    private Column within() {
        return col(rule.column("to")).lt(plus(sold(), rule.term()).cast("timestamp"));
    }

    /** Whether the promise held and it is known what was paid. */
    public Column due() {
        return isAbout().and(within()).and(paid.isNotNull());
    }

    /** Whether nobody paid. */
    public Column kept() {
        return paid.equalTo(0);
    }

    /**
     * Whether nobody can say. An order under way has paid nothing yet; it is unknown only when it is completed and
     * either the sale or the payment is not on record.
     */
    public Column unknown() {
        return isAbout()
                .and(col(RepairsTable.COMPLETED_AT)
                        .isNotNull()
                        .and(sold().isNull().or(within().and(paid.isNull()))));
    }

    /** The day a span after another. */
    public static Column plus(Column day, Span span) {
        return span.months() > 0 ? add_months(day, span.months()) : date_add(day, span.days());
    }
}
