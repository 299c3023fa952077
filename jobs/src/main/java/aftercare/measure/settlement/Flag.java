package aftercare.measure.settlement;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Messages;
import aftercare.contract.Text;
import aftercare.table.SettlementFlagTable;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A flag as columns over the orders it is about.
 *
 * @param rule its name, and that of the message that tells the reason
 * @param said what stands for the names in that message
 */
record Flag(String rule, int severity, Column condition, Column amount, Column evidence, Map<String, Column> said) {
    static final String MONEY = "decimal(12,2)";

    /**
     * One row per order and flag that it meets: repair_id, outlet_id, month, then what the flag says. Orders that meet
     * none are left out first, because putting flags together is done row by row and interpreted.
     */
    static Dataset<Row> all(Dataset<Row> orders, Flag... flags) {
        Column any = Arrays.stream(flags).map(Flag::met).reduce(Column::or).orElseThrow();
        Column said =
                array_compact(array(Arrays.stream(flags).map(Flag::asStruct).toArray(Column[]::new)));
        return orders.filter(any)
                .select(
                        col(SettlementFlagTable.REPAIR_ID),
                        col(SettlementFlagTable.OUTLET_ID),
                        col(SettlementFlagTable.MONTH),
                        inline(said));
    }

    private Column met() {
        return coalesce(condition, lit(false));
    }

    /** The flag as a struct; null where its condition does not hold. */
    private Column asStruct() {
        Text message = Messages.text("settlement." + rule);
        Column stake = least(coalesce(amount, col(Claims.CLAIMED)), col(Claims.CLAIMED));
        return when(
                met(),
                struct(
                        lit(rule).as(SettlementFlagTable.RULE),
                        lit(severity).as(SettlementFlagTable.SEVERITY),
                        round(greatest(stake, lit(0)), 2).cast(MONEY).as(SettlementFlagTable.AMOUNT),
                        round(col(Claims.CLAIMED), 2).cast(MONEY).as(SettlementFlagTable.CLAIMED_AMOUNT),
                        to_json(evidence).as(SettlementFlagTable.EVIDENCE),
                        sentence(message.en()).as(SettlementFlagTable.REASON),
                        sentence(message.zh()).as(SettlementFlagTable.REASON_ZH)));
    }

    private Column sentence(String message) {
        return concat(Text.parts(message)
                .map(part -> part.isName() ? said(part.text()).cast("string") : lit(part.text()))
                .toArray(Column[]::new));
    }

    private Column said(String name) {
        Column column = said.get(name);
        if (column == null) {
            throw new IllegalStateException("the message settlement." + rule + " asks for {" + name + "}");
        }
        return column;
    }

    /** An instant as sentences tell it. */
    static Column at(Column instant) {
        return date_format(instant, "yyyy-MM-dd HH:mm");
    }

    /** A number with one digit after the point. */
    static Column tenths(Column number) {
        return round(number, 1).cast("decimal(12,1)");
    }
}
