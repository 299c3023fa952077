package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contracts;
import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Attributes;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.Moment;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.RatingScale;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import aftercare.table.CallbacksTable;
import aftercare.table.ComplaintsTable;
import aftercare.table.OrderDetailTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * order_detail: one row per order of the last 13 months in which something went wrong. Definitions:
 * schemas/gold/order_detail.yaml.
 *
 * <p>Of older months nothing is kept: their figures stand, the orders behind them are history.
 */
public final class OrderDetail implements Measure {
    private static final int MONTHS_KEPT = 13;
    private static final double MICROS_PER_HOUR = 3_600_000_000.0;
    private static final List<String> PROBLEMS = List.of(
            OrderDetailTable.LATE,
            OrderDetailTable.CAME_BACK,
            OrderDetailTable.NOT_FIXED,
            OrderDetailTable.DISSATISFIED,
            OrderDetailTable.COMPLAINED);

    private final VisitPromise onSite;
    private final FirstFix firstFix;

    /** Takes the rules by which visits and first fixes are judged. */
    public OrderDetail(Contracts contracts) {
        Rules rules = contracts.rules();
        onSite = VisitPromise.onSite(rules);
        firstFix = FirstFix.of(rules);
    }

    @Override
    public String settings() {
        return onSite + "\n" + firstFix;
    }

    @Override
    public String table() {
        return Tables.ORDER_DETAIL;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.CALLBACKS, Tables.COMPLAINTS, Tables.OUTLETS, Tables.MODELS);
    }

    /** The months kept on a day. */
    static NavigableSet<YearMonth> kept(AsOf asOf) {
        NavigableSet<YearMonth> months = new TreeSet<>();
        for (int i = 0; i < MONTHS_KEPT; i++) {
            months.add(asOf.month().minusMonths(i));
        }
        return months;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        NavigableSet<YearMonth> wanted = kept(asOf);
        if (!months.areAll()) {
            wanted.retainAll(months.some());
        }
        Dataset<Row> repairs = inputs.silver(Tables.REPAIRS);
        Dataset<Row> ofMonths =
                wanted.isEmpty() ? SeenOrders.of(repairs.filter(lit(false)), asOf) : ofMonths(repairs, asOf, wanted);
        Dataset<Row> judged = ofMonths.join(
                        whatBecameOf(inputs, repairs, asOf, Months.of(wanted)), RepairsTable.REPAIR_ID, "left")
                .withColumns(judgements(asOf));
        Dataset<Row> bad = judged.withColumn(
                        OrderDetailTable.PROBLEMS,
                        concat_ws(
                                ",",
                                PROBLEMS.stream()
                                        .map(problem -> when(col(problem), lit(problem)))
                                        .toArray(Column[]::new)))
                .filter(col(OrderDetailTable.PROBLEMS).notEqual(""))
                .withColumn(
                        OrderDetailTable.PROBLEMS_N,
                        PROBLEMS.stream()
                                .map(problem -> col(problem).cast("int"))
                                .reduce(Column::plus)
                                .orElseThrow());
        return withMembers(bad, inputs);
    }

    /** Orders not cancelled, in the month of their completion, else of their opening. */
    private static Dataset<Row> ofMonths(Dataset<Row> repairs, AsOf asOf, NavigableSet<YearMonth> wanted) {
        Column start = lit(asOf.start(wanted.first()));
        Dataset<Row> recent = repairs.filter(col(RepairsTable.OPENED_AT)
                .geq(start)
                .or(col(RepairsTable.COMPLETED_AT).geq(start)));
        return SeenOrders.of(recent, asOf)
                .filter(not(SeenOrders.cancelled()))
                .withColumn(
                        OrderDetailTable.MONTH,
                        Months.of(coalesce(col(RepairsTable.COMPLETED_AT), col(RepairsTable.OPENED_AT))))
                .filter(Months.of(wanted).contain(col(OrderDetailTable.MONTH)));
    }

    /**
     * Of each order with a rating, a complaint or a repeat: the rating that counts, as in satisfaction_month
     * (docs/decisions.md, D9), and whether there is one of the others. United and grouped once, since a join for each
     * would move all orders three times.
     */
    private Dataset<Row> whatBecameOf(Inputs inputs, Dataset<Row> repairs, AsOf asOf, Months wanted) {
        Column end = lit(asOf.endTimestamp());
        Dataset<Row> ratings = inputs.silver(Tables.CALLBACKS)
                .filter(RatingScale.rates())
                .filter(col(CallbacksTable.CALLED_AT).lt(end))
                .select(
                        col(CallbacksTable.REPAIR_ID),
                        struct(
                                        col(CallbacksTable.CALLED_AT),
                                        col(CallbacksTable.CALLBACK_ID),
                                        col(CallbacksTable.SATISFACTION))
                                .as("rating"));
        Dataset<Row> complaints = inputs.silver(Tables.COMPLAINTS)
                .filter(col(ComplaintsTable.REPAIR_ID)
                        .isNotNull()
                        .and(col(ComplaintsTable.RECEIVED_AT).lt(end)))
                .select(col(ComplaintsTable.REPAIR_ID), lit(true).as("complaint"));
        Dataset<Row> repeats = wanted.areNone()
                ? repairs.filter(lit(false))
                : OutletKpiMonth.repeated(firstFix, repairs, asOf, wanted, ComplaintsTable.REPAIR_ID);
        return ratings.unionByName(complaints, true)
                .unionByName(
                        repeats.select(col(RepairsTable.REPAIR_ID), lit(true).as("repeat")), true)
                .groupBy(ComplaintsTable.REPAIR_ID)
                .agg(
                        max("rating").as("rating"),
                        max("complaint").as("complaint"),
                        max("repeat").as("repeat"));
    }

    private Map<String, Column> judgements(AsOf asOf) {
        Column rating = col("rating").getField(CallbacksTable.SATISFACTION);
        Column completed = col(RepairsTable.COMPLETED_AT).isNotNull();
        Map<String, Column> judgements = new LinkedHashMap<>();
        judgements.put(OrderDetailTable.OUTCOME, when(completed, col(RepairsTable.OUTCOME)));
        judgements.put(OrderDetailTable.SATISFACTION, when(completed, rating));
        judgements.put(OrderDetailTable.RESPONSE_HOURS, hours(RepairsTable.ARRIVED_AT));
        judgements.put(OrderDetailTable.TURNAROUND_HOURS, hours(RepairsTable.COMPLETED_AT));
        judgements.put(
                OrderDetailTable.LATE,
                holds(col(RepairsTable.SERVICE_TYPE)
                        .equalTo("repair")
                        .and(onSite.due(asOf))
                        .and(not(holds(onSite.kept(asOf))))));
        judgements.put(OrderDetailTable.CAME_BACK, holds(col("repeat")));
        judgements.put(
                OrderDetailTable.NOT_FIXED,
                holds(completed.and(col(RepairsTable.OUTCOME).equalTo("not_fixed"))));
        judgements.put(OrderDetailTable.DISSATISFIED, holds(completed.and(rating.leq(2))));
        judgements.put(OrderDetailTable.COMPLAINED, holds(col("complaint")));
        return judgements;
    }

    private static Column holds(Column condition) {
        return coalesce(condition, lit(false));
    }

    private static Column hours(String until) {
        return Moment.of(until).microsSince(Moment.of(RepairsTable.OPENED_AT)).divide(MICROS_PER_HOUR);
    }

    private static Dataset<Row> withMembers(Dataset<Row> orders, Inputs inputs) {
        Dataset<Row> placed = OutletVersions.withRegion(
                orders,
                inputs.silver(Tables.OUTLETS),
                col(RepairsTable.OPENED_AT).cast("date"));
        return Attributes.withCategory(placed, inputs)
                .withColumn(OrderDetailTable.REGION_ID, SeenOrders.orUnknown(col(RepairsTable.REGION_ID)));
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any(Tables.MODELS) || changes.any(Tables.OUTLETS)) {
            return Months.all();
        }
        return new OrderDetailInvalidation(onSite, firstFix, inputs, changes, asOf).months();
    }
}
