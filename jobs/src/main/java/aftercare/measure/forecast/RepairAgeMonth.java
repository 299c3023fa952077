package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import aftercare.contract.Contracts;
import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.RepairAgeMonthTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Repairs counted by month of opening, model, region, age and reporting delay: all that the repair model needs of the
 * orders. Defined in schemas/gold/repair_age_month.yaml and docs/decisions.md, DF1 and DF2.
 */
public final class RepairAgeMonth implements Measure {
    /** A change so long after the last event is no late report but somebody editing an old order. */
    private static final int LONGEST_DELAY = 12;

    private static final String KNOWN_AT = "known_at";

    private static final List<String> EVENTS = List.of(
            RepairsTable.OPENED_AT,
            RepairsTable.ARRIVED_AT,
            RepairsTable.COMPLETED_AT,
            RepairsTable.CANCELLED_AT,
            RepairsTable.PARTS_REQUESTED_AT,
            RepairsTable.PARTS_RECEIVED_AT);

    private final RuleWindow lateReport;

    /** Takes the rule how long after the last event of an order a change is no late report. */
    public RepairAgeMonth(Contracts contracts) {
        lateReport = RuleWindow.of(contracts.rules(), Rules.LATE_REPORT);
    }

    @Override
    public String settings() {
        return lateReport.toString();
    }

    @Override
    public String table() {
        return Tables.REPAIR_AGE_MONTH;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.OUTLETS);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Column opened = col(RepairsTable.OPENED_AT);
        Column lag = monthNumber(col(KNOWN_AT)).minus(monthNumber(opened));
        Column beforeSale = coalesce(col(RepairsTable.SOLD_ON).gt(to_date(opened)), lit(false));
        Column age = when(col(RepairsTable.SOLD_ON).isNull().or(beforeSale), lit(-1))
                .otherwise(monthNumber(opened).minus(monthNumber(col(RepairsTable.SOLD_ON))));
        Dataset<Row> known = SeenOrders.of(withKnownAt(inputs.silver(Tables.REPAIRS), asOf), asOf)
                .filter(col(KNOWN_AT).lt(lit(asOf.endTimestamp())))
                .filter(not(SeenOrders.cancelled()));
        return OutletVersions.withRegion(known, inputs.silver(Tables.OUTLETS), to_date(opened))
                .groupBy(
                        Months.of(opened).as(RepairAgeMonthTable.MONTH),
                        col(RepairsTable.MODEL_ID).as(RepairAgeMonthTable.MODEL_ID),
                        SeenOrders.orUnknown(col(RepairsTable.REGION_ID)).as(RepairAgeMonthTable.REGION_ID),
                        age.as(RepairAgeMonthTable.AGE_MONTH),
                        lag.as(RepairAgeMonthTable.LAG_MONTHS))
                .agg(
                        count(lit(1)).as(RepairAgeMonthTable.REPAIR_N),
                        sum(when(beforeSale, 1).otherwise(0)).as(RepairAgeMonthTable.BEFORE_SALE_N));
    }

    /** When we knew of an order: at once, unless it was changed last well after everything it tells of. */
    private Dataset<Row> withKnownAt(Dataset<Row> repairs, AsOf asOf) {
        Column updated = col(RepairsTable.UPDATED_AT);
        Column last = greatest(EVENTS.stream().map(name -> col(name)).toArray(Column[]::new));
        Column late = updated.gt(lateReport.end(last, asOf))
                .and(monthNumber(updated)
                        .minus(monthNumber(col(RepairsTable.OPENED_AT)))
                        .leq(LONGEST_DELAY));
        return repairs.filter(col(RepairsTable.SERVICE_TYPE).equalTo("repair"))
                .select(Stream.concat(
                                Stream.of(
                                        RepairsTable.MODEL_ID,
                                        RepairsTable.REGION_ID,
                                        RepairsTable.OUTLET_ID,
                                        RepairsTable.SOLD_ON,
                                        RepairsTable.STATUS,
                                        RepairsTable.UPDATED_AT),
                                EVENTS.stream())
                        .map(name -> col(name))
                        .toArray(Column[]::new))
                .withColumn(KNOWN_AT, when(late, updated).otherwise(col(RepairsTable.OPENED_AT)));
    }

    private static Column monthNumber(Column day) {
        return year(day).multiply(12).plus(month(day));
    }
}
