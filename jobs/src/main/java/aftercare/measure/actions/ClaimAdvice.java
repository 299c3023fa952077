package aftercare.measure.actions;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import aftercare.table.ActionTable;
import aftercare.table.SettlementFlagTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Row;

/** Outlets with claims in question; the doubts of one order are never about more than it claims. */
final class ClaimAdvice implements Adviser {
    static final String WHAT = "claims";
    private static final String ORDERS = "orders";

    @Override
    public List<String> gold() {
        return List.of(Tables.SETTLEMENT_FLAG);
    }

    @Override
    public List<ActionTable.Builder> advice(Known known, Effects effects) {
        return known
                .inputs()
                .gold(Tables.SETTLEMENT_FLAG)
                .filter(known.inMonths(SettlementFlagTable.MONTH))
                .groupBy(SettlementFlagTable.OUTLET_ID, SettlementFlagTable.REPAIR_ID)
                .agg(least(sum(SettlementFlagTable.AMOUNT), max(SettlementFlagTable.CLAIMED_AMOUNT))
                        .cast("double")
                        .as(SettlementFlagTable.AMOUNT))
                .groupBy(SettlementFlagTable.OUTLET_ID)
                .agg(
                        count(lit(1)).as(ORDERS),
                        sum(col(SettlementFlagTable.AMOUNT)).as(SettlementFlagTable.AMOUNT))
                .collectAsList()
                .stream()
                .map(row -> recommendation(row, known))
                .toList();
    }

    private static ActionTable.Builder recommendation(Row row, Known known) {
        String outlet = row.getAs(SettlementFlagTable.OUTLET_ID);
        return Adviser.about(
                        WHAT, outlet, Adviser.say(WHAT, "orders", row.<Long>getAs(ORDERS), "months", known.monthsN()))
                .outletId(outlet)
                .money(row.<Double>getAs(SettlementFlagTable.AMOUNT) / known.monthsN())
                .owner("management")
                .evidenceTable(Tables.SETTLEMENT_FLAG)
                .evidenceKey("outlet_id=" + outlet);
    }
}
