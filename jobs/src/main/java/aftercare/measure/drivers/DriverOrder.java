package aftercare.measure.drivers;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.contract.Rules;
import aftercare.contract.VersionedRule;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.DriverOrderTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * driver_order: the orders that each driver of the last full months happened to. Definitions:
 * schemas/gold/driver_order.yaml.
 */
public final class DriverOrder implements Measure {
    private static final String HAPPENED = "happened";

    private final JudgedOrders orders;
    private final VersionedRule<Integer> monthsAsked;

    /** Takes the rules by which orders are judged, and how many months are looked at. */
    public DriverOrder(Contracts contracts) {
        orders = new JudgedOrders(contracts);
        monthsAsked = contracts.rules().number(Rules.ACTION_MONTHS);
    }

    @Override
    public String table() {
        return Tables.DRIVER_ORDER;
    }

    @Override
    public List<String> sources() {
        return JudgedOrders.SOURCES;
    }

    @Override
    public List<Need> needs() {
        return JudgedOrders.NEEDS;
    }

    @Override
    public String settings() {
        return orders.settings() + "\n" + monthsAsked;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        YearMonth last = asOf.lastFullMonth();
        List<YearMonth> asked =
                new ArrayList<>(SeenOrders.monthsFrom(last.minusMonths(monthsAsked.on(asOf.day()) - 1L), last));
        asked.removeIf(month -> !inputs.spoken(JudgedOrders.RATINGS).speaksOf(month));
        if (asked.isEmpty()) {
            return inputs.spark().createDataFrame(List.of(), DriverOrderTable.SCHEMA);
        }
        Column levels = col(JudgedOrders.LEVELS);
        Column all = array(Stream.of(Driver.values())
                .map(driver -> struct(
                        lit(driver.code()).as(DriverOrderTable.DRIVER),
                        driver.happenedIn(levels).as(HAPPENED)))
                .toArray(Column[]::new));
        return orders.completedIn(Months.of(asked), inputs, asOf)
                .withColumn(HAPPENED, explode(filter(all, driver -> driver.getField(HAPPENED))))
                .select(
                        col(RepairsTable.REPAIR_ID).as(DriverOrderTable.REPAIR_ID),
                        col(HAPPENED).getField(DriverOrderTable.DRIVER).as(DriverOrderTable.DRIVER),
                        col(JudgedOrders.MONTH).as(DriverOrderTable.MONTH),
                        col(RepairsTable.OUTLET_ID).as(DriverOrderTable.OUTLET_ID),
                        col(RepairsTable.REGION_ID).as(DriverOrderTable.REGION_ID),
                        col(RepairsTable.MODEL_ID).as(DriverOrderTable.MODEL_ID),
                        when(col(JudgedOrders.RATED), col(JudgedOrders.SATISFIED))
                                .as(DriverOrderTable.SATISFIED));
    }
}
