package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.AsOf;
import aftercare.measure.Changes;
import aftercare.measure.Inputs;
import aftercare.measure.Measure;
import aftercare.measure.Months;
import aftercare.measure.OutletVersions;
import aftercare.measure.Percentiles;
import aftercare.measure.SeenOrders;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * outlet_kpi_month: one row per month and outlet with anything to count. Definitions: schemas/gold/outlet_kpi_month.yaml.
 *
 * <p>Five views of the orders and complaints, each counted by its own month (opened, completed, cancelled, in the backlog at its end,
 * complaint received), are laid side by side.
 */
public final class OutletKpiMonth implements Measure {
    private static final int ON_SITE_HOURS = 24;
    private static final int RIPE_HOURS = 30 * 24;
    private static final int OLD_BACKLOG_HOURS = 7 * 24;
    private static final int COMPLAINT_HOURS = 72;
    private static final int MONTHS_A_REPEAT_REACHES = 2;

    private static final List<String> COUNTS = List.of(
            "opened_n",
            "onsite_due_n",
            "onsite_kept_n",
            "onsite_unknown_n",
            "completed_n",
            "first_fix_n",
            "first_fix_d",
            "first_fix_provisional_n",
            "first_fix_provisional_d",
            "first_fix_unknown_n",
            "fixed_n",
            "outcome_known_n",
            "cancelled_n",
            "backlog_n",
            "backlog_7d_n",
            "complaints_n",
            "complaint_closed_n",
            "complaint_on_time_n");
    private static final List<String> FIGURES = List.of(
            "response_hours_p50",
            "response_hours_p90",
            "turnaround_hours_p50",
            "turnaround_hours_p90",
            "parts_wait_hours_p50",
            "labour_cost",
            "parts_cost",
            "claimed_amount");

    @Override
    public String table() {
        return "outlet_kpi_month";
    }

    @Override
    public List<String> sources() {
        return List.of("repairs", "complaints", "outlets");
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> orders = SeenOrders.of(inputs.silver("repairs"), asOf);
        Dataset<Row> views = opened(orders, asOf, months)
                .unionByName(completed(orders, asOf, months), true)
                .unionByName(cancelled(orders, asOf, months), true)
                .unionByName(backlog(orders, asOf, months), true)
                .unionByName(complaints(inputs, asOf, months), true);
        Dataset<Row> members = aggregate(views.groupBy("month", "outlet_id"), sums(COUNTS), firsts(FIGURES));
        Dataset<Row> known = OutletVersions.inForce(
                members, inputs.silver("outlets"), "outlet_id", last_day(col("month")), "region_id");
        return known.withColumn("region_id", coalesce(col("region_id"), lit(SeenOrders.UNKNOWN)))
                .withColumns(rates());
    }

    private static Dataset<Row> aggregate(
            org.apache.spark.sql.RelationalGroupedDataset groups, List<Column> some, List<Column> more) {
        List<Column> all = new ArrayList<>(some);
        all.addAll(more);
        return groups.agg(all.get(0), all.subList(1, all.size()).toArray(Column[]::new));
    }

    private static List<Column> sums(List<String> names) {
        return names.stream()
                .map(name -> coalesce(sum(col(name)), lit(0L)).as(name))
                .toList();
    }

    /** Each figure stands in one view only. */
    private static List<Column> firsts(List<String> names) {
        return names.stream()
                .map(name -> org.apache.spark.sql.functions.max(col(name)).as(name))
                .toList();
    }

    private static Column flag(Column condition) {
        return count(when(condition, lit(1)));
    }

    private static Column is(String serviceType) {
        return col("service_type").equalTo(serviceType);
    }

    private static Dataset<Row> opened(Dataset<Row> orders, AsOf asOf, Months months) {
        Column promisedBy = SeenOrders.plusHours(col("opened_at"), ON_SITE_HOURS);
        Column unknown = is("repair")
                .and(col("completed_at").isNotNull())
                .and(col("arrived_at").isNull());
        Column cancelledInTime = SeenOrders.cancelled()
                .and(col("cancelled_at").leq(promisedBy))
                .and(not(coalesce(col("arrived_at").leq(col("cancelled_at")), lit(false))));
        Column due = is("repair")
                .and(col("arrived_at").isNotNull().or(promisedBy.leq(lit(asOf.endTimestamp()))))
                .and(not(unknown))
                .and(not(cancelledInTime));
        return orders.filter(months.containMonthOf(col("opened_at"), asOf))
                .groupBy(Months.of(col("opened_at")).as("month"), col("outlet_id"))
                .agg(
                        flag(not(SeenOrders.cancelled())).as("opened_n"),
                        flag(due).as("onsite_due_n"),
                        flag(due.and(col("arrived_at").leq(promisedBy))).as("onsite_kept_n"),
                        flag(unknown).as("onsite_unknown_n"))
                .filter(anyOf("opened_n", "onsite_due_n", "onsite_kept_n", "onsite_unknown_n"));
    }

    private static Column anyOf(String... counts) {
        return Stream.of(counts).map(name -> col(name).gt(0)).reduce(Column::or).orElseThrow();
    }

    private static Dataset<Row> completed(Dataset<Row> orders, AsOf asOf, Months months) {
        Column repair = is("repair");
        Column serialKnown = col("serial_no").isNotNull();
        Column candidate =
                repair.and(serialKnown).and(not(coalesce(col("outcome").equalTo("end_of_life"), lit(false))));
        Column ripe = SeenOrders.plusHours(col("completed_at"), RIPE_HOURS).leq(lit(asOf.endTimestamp()));
        Column fixed =
                not(coalesce(col("outcome").equalTo("not_fixed"), lit(false))).and(not(col("repeated")));
        Column response = when(repair, Percentiles.micros(col("opened_at"), col("arrived_at")));
        Column turnaround = when(repair, Percentiles.micros(col("opened_at"), col("completed_at")));
        Column partsWait = Percentiles.micros(col("parts_requested_at"), col("parts_received_at"));
        Dataset<Row> gathered = withRepeats(orders, asOf, months)
                .groupBy(Months.of(col("completed_at")).as("month"), col("outlet_id"))
                .agg(
                        count(lit(1)).as("completed_n"),
                        flag(candidate.and(ripe).and(fixed)).as("first_fix_n"),
                        flag(candidate.and(ripe)).as("first_fix_d"),
                        flag(candidate.and(fixed)).as("first_fix_provisional_n"),
                        flag(candidate).as("first_fix_provisional_d"),
                        flag(repair.and(not(serialKnown))).as("first_fix_unknown_n"),
                        flag(col("outcome").equalTo("fixed")).as("fixed_n"),
                        flag(col("outcome").isNotNull().and(col("outcome").notEqual("unknown")))
                                .as("outcome_known_n"),
                        Percentiles.gathered(response).as("response"),
                        Percentiles.gathered(turnaround).as("turnaround"),
                        Percentiles.gathered(partsWait).as("parts_wait"),
                        sum(col("labour_cost")).as("labour_cost"),
                        sum(col("parts_cost")).as("parts_cost"),
                        sum(col("claimed_amount")).as("claimed_amount"));
        return gathered.withColumn("response_hours_p50", Percentiles.hours(col("response"), 0.5))
                .withColumn("response_hours_p90", Percentiles.hours(col("response"), 0.9))
                .withColumn("turnaround_hours_p50", Percentiles.hours(col("turnaround"), 0.5))
                .withColumn("turnaround_hours_p90", Percentiles.hours(col("turnaround"), 0.9))
                .withColumn("parts_wait_hours_p50", Percentiles.hours(col("parts_wait"), 0.5))
                .drop("response", "turnaround", "parts_wait");
    }

    /**
     * Completed orders, and whether each is followed by a repeat: another repair of the same unit opened after its completion and at most
     * 30 days later. A unit is a serial number of a model. An order is no repeat of itself, because it was opened before its completion.
     */
    private static Dataset<Row> withRepeats(Dataset<Row> orders, AsOf asOf, Months months) {
        Dataset<Row> completed = orders.filter(months.containMonthOf(col("completed_at"), asOf))
                .select(
                        col("outlet_id"),
                        col("model_id"),
                        col("serial_no"),
                        col("service_type"),
                        col("outcome"),
                        col("opened_at"),
                        col("arrived_at"),
                        col("completed_at"),
                        col("parts_requested_at"),
                        col("parts_received_at"),
                        col("labour_cost"),
                        col("parts_cost"),
                        col("claimed_amount"));
        Column mayRepeat = months.areAll()
                ? lit(true)
                : col("opened_at")
                        .geq(lit(asOf.start(months.first())))
                        .and(col("opened_at")
                                .lt(lit(asOf.start(months.last().plusMonths(MONTHS_A_REPEAT_REACHES + 1)))));
        Dataset<Row> openings = orders.filter(is("repair")
                        .and(not(SeenOrders.cancelled()))
                        .and(col("serial_no").isNotNull())
                        .and(mayRepeat))
                .groupBy(col("model_id").as("unit_model"), col("serial_no").as("unit_serial"))
                .agg(collect_list(col("opened_at")).as("openings"));
        Column within = exists(col("openings"), opened -> opened.gt(col("completed_at"))
                .and(opened.leq(SeenOrders.plusHours(col("completed_at"), RIPE_HOURS))));
        return completed
                .join(
                        openings,
                        is("repair")
                                .and(col("model_id").equalTo(col("unit_model")))
                                .and(col("serial_no").equalTo(col("unit_serial"))),
                        "left")
                .withColumn("repeated", coalesce(within, lit(false)))
                .drop("unit_model", "unit_serial", "openings");
    }

    private static Dataset<Row> cancelled(Dataset<Row> orders, AsOf asOf, Months months) {
        return orders.filter(SeenOrders.cancelled())
                .filter(months.containMonthOf(col("cancelled_at"), asOf))
                .groupBy(Months.of(col("cancelled_at")).as("month"), col("outlet_id"))
                .agg(count(lit(1)).as("cancelled_n"));
    }

    /** Orders open at the end of a month, or at the end of the day when it comes first, counted in each such month. */
    private static Dataset<Row> backlog(Dataset<Row> orders, AsOf asOf, Months months) {
        Column closed = SeenOrders.closedAt();
        Column lastMonth = coalesce(
                org.apache.spark.sql.functions.add_months(Months.of(closed), -1), lit(AsOf.date(asOf.month())));
        Column openedMonth = Months.of(col("opened_at"));
        Column relevant = months.areAll()
                ? lit(true)
                : col("opened_at")
                        .lt(lit(asOf.start(months.last().plusMonths(1))))
                        .and(closed.isNull().or(closed.geq(lit(asOf.start(months.first())))));
        Column monthEnd = org.apache.spark.sql.functions.least(
                org.apache.spark.sql.functions.add_months(col("month"), 1).cast("timestamp"), lit(asOf.endTimestamp()));
        return orders.filter(relevant)
                .select(col("outlet_id"), col("opened_at"), openedMonth.as("from"), lastMonth.as("to"))
                .filter(col("from").leq(col("to")))
                .select(
                        col("outlet_id"),
                        col("opened_at"),
                        explode(sequence(
                                        col("from"),
                                        col("to"),
                                        org.apache.spark.sql.functions.expr("INTERVAL 1 MONTH")))
                                .as("month"))
                .filter(months.contain(col("month")))
                .groupBy("month", "outlet_id")
                .agg(
                        count(lit(1)).as("backlog_n"),
                        flag(SeenOrders.plusHours(col("opened_at"), OLD_BACKLOG_HOURS)
                                        .lt(monthEnd))
                                .as("backlog_7d_n"));
    }

    private static Dataset<Row> complaints(Inputs inputs, AsOf asOf, Months months) {
        Column end = lit(asOf.endTimestamp());
        Dataset<Row> received = inputs.silver("complaints")
                .filter(col("received_at").lt(end))
                .filter(months.containMonthOf(col("received_at"), asOf))
                .withColumn("resolved_at", when(col("resolved_at").lt(end), col("resolved_at")))
                .select("repair_id", "outlet_id", "received_at", "resolved_at");
        Dataset<Row> repairs = inputs.silver("repairs")
                .filter(col("opened_at").lt(end))
                .select(col("repair_id").as("about_repair"), col("outlet_id").as("repair_outlet"));
        return received.join(
                        repairs, col("outlet_id").isNull().and(col("repair_id").equalTo(col("about_repair"))), "left")
                .groupBy(
                        Months.of(col("received_at")).as("month"),
                        coalesce(col("outlet_id"), col("repair_outlet"), lit(SeenOrders.UNKNOWN))
                                .as("outlet_id"))
                .agg(
                        count(lit(1)).as("complaints_n"),
                        flag(col("resolved_at").isNotNull()).as("complaint_closed_n"),
                        flag(col("resolved_at").leq(SeenOrders.plusHours(col("received_at"), COMPLAINT_HOURS)))
                                .as("complaint_on_time_n"));
    }

    private static java.util.Map<String, Column> rates() {
        java.util.Map<String, Column> rates = new java.util.LinkedHashMap<>();
        rates.put("onsite_rate", ratio("onsite_kept_n", "onsite_due_n"));
        rates.put("first_fix_rate", ratio("first_fix_n", "first_fix_d"));
        rates.put("first_fix_provisional_rate", ratio("first_fix_provisional_n", "first_fix_provisional_d"));
        rates.put("fixed_rate", ratio("fixed_n", "outcome_known_n"));
        rates.put("complaint_on_time_rate", ratio("complaint_on_time_n", "complaint_closed_n"));
        rates.put(
                "complaints_per_1000",
                when(
                        col("completed_n").gt(0),
                        col("complaints_n").multiply(1000.0).divide(col("completed_n"))));
        return rates;
    }

    private static Column ratio(String numerator, String denominator) {
        return when(col(denominator).gt(0), col(numerator).divide(col(denominator)));
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any("outlets")) {
            return Months.all();
        }
        return new OutletKpiReach(inputs, changes, asOf).months();
    }
}
