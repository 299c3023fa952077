package aftercare.measure.drivers;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.contract.PromiseRule;
import aftercare.contract.PromiseRule.Judged;
import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.MonthTable;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Attributes;
import aftercare.measure.facts.CallbackInTime;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.FreeRepair;
import aftercare.measure.facts.Moment;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.Percentiles;
import aftercare.measure.facts.RatingScale;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenComplaints;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import aftercare.table.CallbacksTable;
import aftercare.table.ComplaintsTable;
import aftercare.table.ModelsTable;
import aftercare.table.RepairsTable;
import aftercare.table.SatisfactionDriverTable;
import aftercare.table.Tables;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Completed orders with their rating and what had gone wrong with them when the customer was asked: one row per order.
 */
final class JudgedOrders {
    static final String MONTH = SatisfactionDriverTable.MONTH;
    /** Full years from the sale to the opening, at most {@link #OLDEST}; -1 where unknown. */
    static final String AGE = "age";
    /** The levels of all drivers in one number ({@link Driver#level}). */
    static final String LEVELS = "levels";
    /** Whether it is rated at completion or later. */
    static final String RATED = "rated";

    static final String SATISFIED = "satisfied";
    /** When the customer was asked, or would have been at the latest. */
    static final String ASKED_AT = "asked_at";
    /** What a visit and what the customer's payment cost, in cents; null where not stated. */
    static final String VISIT_CENTS = "visit_cents";

    static final String PAID_CENTS = "paid_cents";

    /** The sources whose silver orders are judged by. */
    static final List<String> SOURCES =
            List.of(Tables.REPAIRS, Tables.CALLBACKS, Tables.COMPLAINTS, Tables.OUTLETS, Tables.MODELS);

    /** Without ratings nobody can say what costs satisfaction. */
    static final Need RATINGS = Need.of(Tables.CALLBACKS, CallbacksTable.SATISFACTION);
    /** What must have been delivered before its absence says that parts were not waited for. */
    static final Need PARTS_REQUESTED = Need.of(Tables.REPAIRS, RepairsTable.PARTS_REQUESTED_AT);

    static final Need PARTS_RECEIVED = Need.of(Tables.REPAIRS, RepairsTable.PARTS_RECEIVED_AT);
    /** What must speak before it can be told how soon a complaint was resolved. */
    static final Need COMPLAINTS_RESOLVED = Need.of(Tables.COMPLAINTS, ComplaintsTable.RESOLVED_AT);

    /** All that must speak, for the measures that judge orders. */
    static final List<Need> NEEDS = List.of(RATINGS, PARTS_REQUESTED, PARTS_RECEIVED, COMPLAINTS_RESOLVED);

    private static final int OLDEST = 5;
    private static final int MONTHS_A_YEAR = 12;
    /** Into so many levels a wait is divided that was not too long. */
    private static final int NEARLY_LEVELS = 4;

    private static final long MICROS_AN_HOUR = 3_600_000_000L;

    private static final String OPENED_DAY = "opened_day";
    private static final String RATING = "rating";
    private static final String CALL = "call";
    private static final String CALLED_DAYS = "called_days";
    private static final String LATE_FROM = "late_from";
    private static final String ANSWERED = "complaint_judged_at";
    private static final String UNCLEAR = "complaint_unclear_at";
    private static final String SECOND = "second";

    private final VisitPromise onSite;
    private final FirstFix firstFix;
    private final RuleWindow callback;
    private final RuleWindow complaint;
    private final RuleWindow partsWait;
    private final RuleWindow slow;
    private final List<PromiseRule> free;

    JudgedOrders(Contracts contracts) {
        Rules rules = contracts.rules();
        onSite = VisitPromise.onSite(rules);
        firstFix = FirstFix.of(rules);
        callback = RuleWindow.of(rules, Rules.CALLED_BACK);
        complaint = RuleWindow.of(rules, Rules.COMPLAINT_RESOLVED);
        partsWait = RuleWindow.of(rules, Rules.PARTS_WAIT);
        slow = RuleWindow.of(rules, Rules.SLOW_TURNAROUND);
        free = contracts.promises().stream()
                .filter(rule -> rule.judged() == Judged.FREE_REPAIR)
                .sorted(Comparator.comparing(PromiseRule::validFrom))
                .toList();
    }

    /** All rules by which orders are judged. */
    String settings() {
        return List.of(onSite, firstFix, callback, complaint, partsWait, slow, free)
                .toString();
    }

    /**
     * The orders completed in some months: repair_id, the members they count for (outlet_id, region_id, model_id,
     * category, service_type) and the columns named here.
     */
    Dataset<Row> completedIn(Months months, Inputs inputs, AsOf asOf) {
        Dataset<Row> repairs = inputs.silver(Tables.REPAIRS);
        Dataset<Row> heard = calls(inputs, asOf)
                .unionByName(complaints(inputs, asOf), true)
                .unionByName(repeats(repairs, asOf), true);
        Dataset<Row> ofOrder = heard.groupBy(RepairsTable.REPAIR_ID)
                .agg(
                        max(RATING).as(RATING),
                        collect_list(CALL).as(CALL),
                        min(LATE_FROM).as(LATE_FROM),
                        min(ANSWERED).as(ANSWERED),
                        min(UNCLEAR).as(UNCLEAR),
                        min(FirstFix.AGAIN_AT).as(FirstFix.AGAIN_AT),
                        max(SECOND).as(SECOND));
        Dataset<Row> orders = SeenOrders.of(repairs, asOf, RepairsTable.COMPLETED_AT, months)
                .join(ofOrder, RepairsTable.REPAIR_ID, "left");
        Moment completed = Moment.of(RepairsTable.COMPLETED_AT);
        Column called = col(RATING).getField(CallbacksTable.CALLED_AT);
        Moment rating = Moment.of(called, CallbacksTable.CALLED_AT, col(RATING).getField(Contract.DAYS));
        Dataset<Row> asked = orders.withColumn(RATED, coalesce(rating.notBefore(completed), lit(false)))
                .withColumn(
                        ASKED_AT,
                        when(col(RATED), called)
                                .otherwise(least(callback.end(completed.latest(), asOf), lit(asOf.endTimestamp()))));
        Column levels = levels(inputs, asOf).entrySet().stream()
                .map(driver ->
                        driver.getValue().cast("long").multiply(driver.getKey().place()))
                .reduce(Column::plus)
                .orElseThrow();
        return withMembers(asked, inputs)
                .select(
                        col(RepairsTable.REPAIR_ID),
                        Months.of(col(RepairsTable.COMPLETED_AT), asOf).as(MONTH),
                        col(RepairsTable.OUTLET_ID),
                        col(RepairsTable.REGION_ID),
                        col(RepairsTable.MODEL_ID),
                        col(ModelsTable.CATEGORY),
                        col(RepairsTable.SERVICE_TYPE),
                        age(asOf).as(AGE),
                        levels.as(LEVELS),
                        col(RATED),
                        col(RATED)
                                .and(col(RATING)
                                        .getField(CallbacksTable.SATISFACTION)
                                        .geq(RatingScale.SATISFIED_FROM))
                                .as(SATISFIED),
                        col(ASKED_AT),
                        cents(sumOfKnown(RepairsTable.LABOUR_COST, RepairsTable.PARTS_COST))
                                .as(VISIT_CENTS),
                        cents(col(RepairsTable.CUSTOMER_PAID)).as(PAID_CENTS));
    }

    private static Column sumOfKnown(String one, String other) {
        return coalesce(col(one).plus(col(other)), col(one), col(other));
    }

    private static Column cents(Column money) {
        return money.multiply(100).cast("long");
    }

    private static Column age(AsOf asOf) {
        Column months = MonthTable.in(asOf.zone())
                .fullMonthsBetween(col(RepairsTable.SOLD_ON), to_date(col(RepairsTable.OPENED_AT)));
        Column years = months.divide(MONTHS_A_YEAR).cast("int");
        return coalesce(least(years, lit(OLDEST)), lit(-1));
    }

    private static Dataset<Row> withMembers(Dataset<Row> orders, Inputs inputs) {
        Dataset<Row> placed = OutletVersions.withRegion(
                orders.withColumn(OPENED_DAY, to_date(col(RepairsTable.OPENED_AT))),
                inputs.silver(Tables.OUTLETS),
                col(OPENED_DAY));
        return Attributes.withCategory(placed, inputs)
                .withColumn(RepairsTable.REGION_ID, SeenOrders.orUnknown(col(RepairsTable.REGION_ID)));
    }

    private static Dataset<Row> calls(Inputs inputs, AsOf asOf) {
        Column rates = RatingScale.rates();
        return inputs.silver(Tables.CALLBACKS)
                .filter(col(CallbacksTable.CALLED_AT).lt(lit(asOf.endTimestamp())))
                .select(
                        col(CallbacksTable.REPAIR_ID),
                        when(
                                        rates,
                                        struct(
                                                col(CallbacksTable.CALLED_AT),
                                                col(CallbacksTable.CALLBACK_ID),
                                                col(CallbacksTable.SATISFACTION),
                                                col(Contract.DAYS)))
                                .as(RATING),
                        struct(col(CallbacksTable.CALLED_AT), col(Contract.DAYS).as(CALLED_DAYS))
                                .as(CALL));
    }

    /** Of each complaint that names an order: since when it is late, or when it came in, in time or unclear. */
    private Dataset<Row> complaints(Inputs inputs, AsOf asOf) {
        Column inTime = SeenComplaints.inTime(complaint, asOf);
        Column open = not(SeenComplaints.resolved());
        Column over = complaint.end(Moment.of(ComplaintsTable.RECEIVED_AT).latest(), asOf);
        Column late = coalesce(not(inTime), open);
        Column judged = inTime.isNotNull().or(open);
        return SeenComplaints.of(inputs.silver(Tables.COMPLAINTS), asOf)
                .filter(col(ComplaintsTable.REPAIR_ID).isNotNull())
                .filter(inputs.spoken(COMPLAINTS_RESOLVED).speaksOfMonthOf(col(ComplaintsTable.RECEIVED_AT), asOf))
                .select(
                        col(ComplaintsTable.REPAIR_ID),
                        when(late, over).as(LATE_FROM),
                        when(judged, col(ComplaintsTable.RECEIVED_AT)).as(ANSWERED),
                        when(not(judged), col(ComplaintsTable.RECEIVED_AT)).as(UNCLEAR));
    }

    /** Repairs after which the unit came back, and repairs it came back with. */
    private Dataset<Row> repeats(Dataset<Row> repairs, AsOf asOf) {
        Dataset<Row> seen = SeenOrders.of(repairs, asOf);
        Dataset<Row> followed = firstFix.openingsThatFollow(
                seen.filter(FirstFix.isCandidate()
                        .and(col(RepairsTable.COMPLETED_AT).isNotNull())),
                seen.filter(FirstFix.mayRepeat()),
                asOf);
        return followed.select(explode(array(
                                struct(
                                        col(RepairsTable.REPAIR_ID).as("order"),
                                        col(FirstFix.AGAIN_AT).as("at"),
                                        lit(false).as("is_second")),
                                struct(
                                        col(FirstFix.AGAIN_REPAIR).as("order"),
                                        col(FirstFix.AGAIN_AT).as("at"),
                                        lit(true).as("is_second"))))
                        .as("each"))
                .select(
                        col("each.order").as(RepairsTable.REPAIR_ID),
                        when(not(col("each.is_second")), col("each.at")).as(FirstFix.AGAIN_AT),
                        when(col("each.is_second"), lit(true)).as(SECOND));
    }

    private Map<Driver, Column> levels(Inputs inputs, AsOf asOf) {
        Map<Driver, Column> levels = new EnumMap<>(Driver.class);
        Column repair = FirstFix.isRepair();
        levels.put(Driver.LATE_ON_SITE, when(repair, lateOnSite(asOf)));
        Column outcome = col(RepairsTable.OUTCOME);
        levels.put(
                Driver.NOT_FIXED,
                when(outcome.isNotNull().and(outcome.notEqual("unknown")), happened(not(FirstFix.looksFixed()))));
        levels.put(Driver.CAME_BACK, when(FirstFix.isCandidate(), happened(beforeAsked(col(FirstFix.AGAIN_AT)))));
        if (inputs.spoken(List.of(PARTS_REQUESTED, PARTS_RECEIVED)).ever()) {
            levels.put(Driver.WAITED_FOR_PARTS, waitedForParts(asOf));
        }
        levels.put(
                Driver.SECOND_VISIT,
                when(repair.and(col(RepairsTable.SERIAL_NO).isNotNull()), happened(coalesce(col(SECOND), lit(false)))));
        Column took = Moment.of(RepairsTable.COMPLETED_AT).microsSince(Moment.of(RepairsTable.OPENED_AT));
        levels.put(
                Driver.SLOW_TURNAROUND,
                when(repair.and(took.isNotNull()), happened(took.gt(slow.micros(col(RepairsTable.OPENED_AT), asOf)))));
        levels.put(Driver.CHARGED_IN_WARRANTY, chargedInWarranty(asOf));
        levels.put(
                Driver.COMPLAINT_LATE,
                when(beforeAsked(col(LATE_FROM)), Driver.EXPOSED)
                        .when(beforeAsked(col(ANSWERED)), Driver.ABSENT)
                        .when(beforeAsked(col(UNCLEAR)), Driver.UNCLEAR));
        levels.put(Driver.CALLBACK_LATE, callbackLate(asOf));
        levels.replaceAll((driver, level) -> coalesce(level, lit(Driver.NOT_JUDGED)));
        return levels;
    }

    private static Column happened(Column condition) {
        return when(condition, Driver.EXPOSED).otherwise(Driver.ABSENT);
    }

    private static Column beforeAsked(Column instant) {
        return coalesce(instant.lt(col(ASKED_AT)), lit(false));
    }

    private Column lateOnSite(AsOf asOf) {
        Column over = Percentiles.micros(
                onSite.window().end(col(RepairsTable.OPENED_AT), asOf), col(RepairsTable.ARRIVED_AT));
        return when(onSite.kept(asOf), Driver.ABSENT).when(onSite.due(asOf), worseBy(over, 24, 48, 96));
    }

    /** The level of what took so long beyond its term, by the hours up to which each level goes. */
    private static Column worseBy(Column micros, int... hours) {
        Column level = lit(Driver.EXPOSED + hours.length);
        for (int i = hours.length - 1; i >= 0; i--) {
            level = when(micros.leq(hours[i] * MICROS_AN_HOUR), Driver.EXPOSED + i)
                    .otherwise(level);
        }
        return level;
    }

    private Column waitedForParts(AsOf asOf) {
        Column requested = col(RepairsTable.PARTS_REQUESTED_AT);
        Column wait = Moment.of(RepairsTable.PARTS_RECEIVED_AT).microsSince(Moment.of(RepairsTable.PARTS_REQUESTED_AT));
        Column term = partsWait.micros(requested, asOf);
        return when(requested.isNull(), Driver.ABSENT)
                .when(
                        wait.leq(term),
                        ceil(wait.multiply(NEARLY_LEVELS).divide(term))
                                .cast("int")
                                .plus(Driver.ABSENT))
                .when(wait.isNotNull(), worseBy(wait.minus(term), 12, 24, 48, 72, 96, 144, 192));
    }

    /** By the version of the promise in force when the order was opened; not judged where nothing is promised. */
    private Column chargedInWarranty(AsOf asOf) {
        Column level = lit(null).cast("int");
        for (PromiseRule rule : free) {
            FreeRepair promise = new FreeRepair(rule, col(rule.column("paid")));
            level = when(
                            col(rule.column("to")).geq(lit(asOf.start(rule.validFrom()))),
                            when(promise.due(), happened(not(promise.kept()))))
                    .otherwise(level);
        }
        return level;
    }

    private Column callbackLate(AsOf asOf) {
        Function<Column, CallbackInTime> inTime = call -> new CallbackInTime(
                Moment.of(RepairsTable.COMPLETED_AT),
                Moment.of(
                        call.getField(CallbacksTable.CALLED_AT), CallbacksTable.CALLED_AT, call.getField(CALLED_DAYS)),
                callback);
        Column calls = col(CALL);
        return when(exists(calls, call -> inTime.apply(call).sure(asOf)), Driver.ABSENT)
                .when(
                        not(exists(calls, call -> inTime.apply(call).possible(asOf)))
                                .and(exists(calls, call -> inTime.apply(call)
                                        .called()
                                        .surelyAfter(callback, Moment.of(RepairsTable.COMPLETED_AT), asOf))),
                        Driver.EXPOSED);
    }
}
