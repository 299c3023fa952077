package aftercare.measure.settlement;

import static aftercare.measure.settlement.Flag.at;
import static aftercare.measure.settlement.Flag.tenths;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Moment;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.ModelsTable;
import aftercare.table.RepairsTable;
import aftercare.table.SettlementFlagTable;
import aftercare.table.Tables;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Flags that rest on two orders: the same unit claimed twice, the same technician in two places. */
final class ClashingClaims {
    /**
     * Hours worked count up to this many times the model's standard, lest hours made up for one order put another in
     * the wrong.
     */
    private static final int MOST_STANDARD_HOURS = 3;

    private static final String UNIT = "_unit";

    /** Numbers sort faster than names, which mostly begin alike. */
    private static final Column WHO = xxhash64(col(RepairsTable.TECHNICIAN_ID));

    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    private final Inputs inputs;
    private final AsOf asOf;
    private final Months months;
    private final ClashWindows windows;

    ClashingClaims(Inputs inputs, AsOf asOf, Months months, ClashWindows windows) {
        this.windows = windows;
        this.inputs = inputs;
        this.asOf = asOf;
        this.months = months;
    }

    /**
     * Claims for a unit that was claimed for shortly before. Few are: which units have two claims that close is asked
     * of all claims by two numbers each, and only theirs are compared in full.
     */
    Dataset<Row> ofTheSameUnit() {
        Dataset<Row> orders = inputs.silver(Tables.REPAIRS)
                .filter(col(RepairsTable.SERIAL_NO).isNotNull())
                .withColumn(UNIT, xxhash64(col(RepairsTable.MODEL_ID), col(RepairsTable.SERIAL_NO)));
        Dataset<Row> claims = Claims.seen(orders, asOf).filter(Claims.isClaimed());
        Dataset<Row> again = claims;
        if (!months.areAll()) {
            Dataset<Row> units = claims.filter(months.contain(col(SettlementFlagTable.MONTH)))
                    .select(col(UNIT).as("wanted"))
                    .distinct();
            again = claims.join(units, col(UNIT).equalTo(col("wanted")), "left_semi");
        }
        WindowSpec ofUnit = Window.partitionBy(UNIT).orderBy("at");
        Dataset<Row> units = inputs.found(
                again.select(col(UNIT), unix_micros(col(RepairsTable.OPENED_AT)).as("at"))
                        .withColumn("before", lag(col("at"), 1).over(ofUnit))
                        .filter(col("at").minus(col("before")).leq(windows.longestOfUnit() * MICROS_PER_HOUR))
                        .select(col(UNIT).as("clashing"))
                        .distinct());
        Dataset<Row> ofUnits = orders.join(units, col(UNIT).equalTo(col("clashing")), "left_semi");
        Dataset<Row> withEarlier = Claims.seen(ofUnits, asOf)
                .filter(Claims.isClaimed())
                .select(
                        col(UNIT),
                        col(RepairsTable.MODEL_ID),
                        col(RepairsTable.SERIAL_NO),
                        col(RepairsTable.REPAIR_ID),
                        col(RepairsTable.OUTLET_ID),
                        col(SettlementFlagTable.MONTH),
                        col(RepairsTable.OPENED_AT),
                        col(RepairsTable.SYMPTOM_CODE),
                        when(col(RepairsTable.PARTS_COST).gt(0), col(RepairsTable.PARTS_COST))
                                .as(RepairsTable.PARTS_COST),
                        col(Claims.CLAIMED))
                .repartition(col(UNIT))
                .withColumn("twin", before(RepairsTable.SYMPTOM_CODE))
                .withColumn("parts_twin", before(RepairsTable.PARTS_COST));
        return flags(withEarlier, claimedTwice(), partsTwice());
    }

    /** The claim before, of the same unit and the same value of another column. */
    private static Column before(String same) {
        return lag(
                        struct(
                                col(RepairsTable.REPAIR_ID),
                                col(RepairsTable.OUTLET_ID),
                                col(RepairsTable.OPENED_AT),
                                col(Claims.CLAIMED)),
                        1)
                .over(Window.partitionBy(UNIT, RepairsTable.MODEL_ID, RepairsTable.SERIAL_NO, same)
                        .orderBy(RepairsTable.OPENED_AT, RepairsTable.REPAIR_ID));
    }

    private static Column of(String otherOrder, String column) {
        return col(otherOrder).getField(column);
    }

    private Column within(String twin, RuleWindow window) {
        return col(RepairsTable.OPENED_AT).leq(window.end(of(twin, RepairsTable.OPENED_AT), asOf));
    }

    private static Column daysSince(String twin) {
        return tenths(unix_micros(col(RepairsTable.OPENED_AT))
                .minus(unix_micros(of(twin, RepairsTable.OPENED_AT)))
                .divide((double) (24 * MICROS_PER_HOUR)));
    }

    private Flag claimedTwice() {
        return new Flag(
                "claimed_twice",
                3,
                col(RepairsTable.SYMPTOM_CODE).isNotNull().and(within("twin", windows.sameSymptom())),
                col(Claims.CLAIMED),
                twoOrders("twin", col(RepairsTable.SYMPTOM_CODE)),
                Map.of(
                        "serial",
                        col(RepairsTable.SERIAL_NO),
                        "symptom",
                        col(RepairsTable.SYMPTOM_CODE),
                        "days",
                        daysSince("twin"),
                        "order",
                        col("twin.repair_id"),
                        "outlet",
                        col("twin.outlet_id")));
    }

    private Flag partsTwice() {
        return new Flag(
                "parts_twice",
                2,
                col(RepairsTable.PARTS_COST).isNotNull().and(within("parts_twin", windows.sameParts())),
                col(RepairsTable.PARTS_COST),
                twoOrders("parts_twin", col(RepairsTable.PARTS_COST)),
                Map.of(
                        "cost",
                        col(RepairsTable.PARTS_COST),
                        "serial",
                        col(RepairsTable.SERIAL_NO),
                        "days",
                        daysSince("parts_twin"),
                        "order",
                        col("parts_twin.repair_id")));
    }

    private static Column twoOrders(String twin, Column same) {
        return struct(
                array(of(twin, RepairsTable.REPAIR_ID), col(RepairsTable.REPAIR_ID))
                        .as("orders"),
                col(RepairsTable.MODEL_ID),
                col(RepairsTable.SERIAL_NO),
                same,
                array(of(twin, RepairsTable.OPENED_AT), col(RepairsTable.OPENED_AT))
                        .as(RepairsTable.OPENED_AT),
                array(of(twin, Claims.CLAIMED), col(Claims.CLAIMED)).as("claimed"));
    }

    /** Claims for work done while the same technician was at work elsewhere. */
    Dataset<Row> ofTheSameTechnician() {
        Dataset<Row> visits = visits(inputs.silver(Tables.REPAIRS));
        if (!months.areAll()) {
            int daysAround = (windows.longestVisit() + 23) / 24;
            Column day = col(RepairsTable.ARRIVED_AT).cast("date");
            Dataset<Row> days = visits.filter(months.contain(col(SettlementFlagTable.MONTH)))
                    .select(
                            col(RepairsTable.TECHNICIAN_ID).as("who"),
                            explode(array(IntStream.rangeClosed(-daysAround, daysAround)
                                            .mapToObj(after -> after == 0 ? day : date_add(day, after))
                                            .toArray(Column[]::new)))
                                    .as("day"))
                    .distinct();
            visits = visits.join(
                    days,
                    col(RepairsTable.TECHNICIAN_ID).equalTo(col("who")).and(day.equalTo(col("day"))),
                    "left_semi");
        }
        Column me = struct(
                col("ends_at"),
                col(RepairsTable.ARRIVED_AT),
                col(RepairsTable.REPAIR_ID),
                Claims.isClaimed().as("claims"));
        WindowSpec ofTechnician =
                Window.partitionBy(RepairsTable.TECHNICIAN_ID).orderBy(RepairsTable.ARRIVED_AT, RepairsTable.REPAIR_ID);
        Dataset<Row> withOthers = clashing(visits)
                .repartition(col(RepairsTable.TECHNICIAN_ID))
                .withColumn("earlier", max(me).over(ofTechnician.rowsBetween(Window.unboundedPreceding(), -1)))
                .withColumn("later", lead(me, 1).over(ofTechnician));
        Column duringEarlier = col("earlier.ends_at").gt(col(RepairsTable.ARRIVED_AT));
        Column duringLater =
                of("later", RepairsTable.ARRIVED_AT).lt(col("ends_at")).and(not(col("later.claims")));
        Dataset<Row> clashing = withOthers
                .filter(Claims.isClaimed())
                .withColumn("other", when(duringEarlier, col("earlier")).when(duringLater, col("later")))
                .filter(col("other").isNotNull());
        return flags(clashing, overlapping());
    }

    /**
     * Visits that overlap another of the same technician, or touch it. Which these are is asked of all visits by
     * numbers alone, in any order of those that begin at once: hence the ones that only touch.
     */
    private Dataset<Row> clashing(Dataset<Row> visits) {
        WindowSpec ofTechnician = Window.partitionBy("who").orderBy("begins");
        Dataset<Row> overlapping = inputs.found(visits.select(
                        WHO.as("who"),
                        unix_micros(col(RepairsTable.ARRIVED_AT)).as("begins"),
                        unix_micros(col("ends_at")).as("ends"))
                .withColumn(
                        "busy_until", max(col("ends")).over(ofTechnician.rowsBetween(Window.unboundedPreceding(), -1)))
                .withColumn("next_begins", lead(col("begins"), 1).over(ofTechnician))
                .filter(col("busy_until")
                        .geq(col("begins"))
                        .or(col("next_begins").leq(col("ends"))))
                .select("who", "begins")
                .distinct());
        return visits(inputs.silver(Tables.REPAIRS)
                .join(
                        overlapping,
                        WHO.equalTo(col("who"))
                                .and(unix_micros(col(RepairsTable.ARRIVED_AT)).equalTo(col("begins"))),
                        "left_semi"));
    }

    private Dataset<Row> visits(Dataset<Row> orders) {
        Dataset<Row> models = inputs.silver(Tables.MODELS)
                .select(col(ModelsTable.MODEL_ID).as("of_model"), col(ModelsTable.STANDARD_HOURS));
        Column unstated =
                col(RepairsTable.COMPLETED_AT).leq(windows.unstatedVisit().end(col(RepairsTable.ARRIVED_AT), asOf));
        Column hours = least(
                col(RepairsTable.LABOUR_HOURS),
                col(ModelsTable.STANDARD_HOURS).multiply(MOST_STANDARD_HOURS),
                windows.visit().hours(col(RepairsTable.ARRIVED_AT), asOf).cast("double"));
        return Claims.seen(orders, asOf)
                .filter(col(RepairsTable.TECHNICIAN_ID)
                        .isNotNull()
                        .and(col(RepairsTable.COMPLETED_AT).gt(col(RepairsTable.ARRIVED_AT)))
                        // How long a visit of which only a day is known took, and what it overlaps, nobody can say.
                        .and(not(Moment.of(RepairsTable.ARRIVED_AT).onlyDay()))
                        .and(not(Moment.of(RepairsTable.COMPLETED_AT).onlyDay())))
                .join(broadcast(models), col(RepairsTable.MODEL_ID).equalTo(col("of_model")), "left")
                .filter(col(RepairsTable.LABOUR_HOURS).isNotNull().or(unstated))
                .select(
                        col(RepairsTable.TECHNICIAN_ID),
                        col(RepairsTable.REPAIR_ID),
                        col(RepairsTable.OUTLET_ID),
                        col(SettlementFlagTable.MONTH),
                        col(RepairsTable.ARRIVED_AT),
                        when(col(RepairsTable.LABOUR_HOURS).isNull(), col(RepairsTable.COMPLETED_AT))
                                .otherwise(least(
                                        col(RepairsTable.COMPLETED_AT),
                                        SeenOrders.plusSeconds(
                                                col(RepairsTable.ARRIVED_AT), floor(hours.multiply(3600)))))
                                .as("ends_at"),
                        col(Claims.CLAIMED));
    }

    private static Flag overlapping() {
        return new Flag(
                "overlapping",
                2,
                lit(true),
                col(Claims.CLAIMED),
                struct(
                        array(col("other.repair_id"), col(RepairsTable.REPAIR_ID))
                                .as("orders"),
                        col(RepairsTable.TECHNICIAN_ID),
                        array(col("other.arrived_at"), col(RepairsTable.ARRIVED_AT))
                                .as(RepairsTable.ARRIVED_AT),
                        array(col("other.ends_at"), col("ends_at")).as("at_work_until"),
                        col(Claims.CLAIMED).as("claimed")),
                Map.of(
                        "technician",
                        col(RepairsTable.TECHNICIAN_ID),
                        "begin",
                        at(col(RepairsTable.ARRIVED_AT)),
                        "end",
                        at(col("ends_at")),
                        "order",
                        col("other.repair_id"),
                        "other_begin",
                        at(col("other.arrived_at")),
                        "other_end",
                        at(col("other.ends_at"))));
    }

    private Dataset<Row> flags(Dataset<Row> orders, Flag... flags) {
        return Flag.all(orders.filter(months.contain(col(SettlementFlagTable.MONTH))), flags);
    }
}
