package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.OrderLookup;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.Percentiles;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * outlet_kpi_month: one row per month and outlet with anything to count. Definitions: schemas/gold/outlet_kpi_month.yaml.
 *
 * <p>Six views of the orders and complaints, each counted by its own month (opened, completed, completed but repeated, cancelled, in the backlog at its end,
 * complaint received), are laid side by side.
 */
public final class OutletKpiMonth implements Measure {
    private static final int OLD_BACKLOG_HOURS = 7 * 24;
    private static final int COMPLAINT_HOURS = 72;
    private static final int MONTHS_A_REPEAT_REACHES = 2;

    /** Orders that looked like first fixes until the unit came back. */
    static final String REPEATED = "repeated_n";

    static final String REPEATED_PROVISIONAL = "repeated_provisional_n";

    private static final List<String> COUNTS = List.of(
            REPEATED,
            REPEATED_PROVISIONAL,
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
        Dataset<Row> repairs = inputs.silver("repairs");
        Dataset<Row> views = opened(repairs, asOf, months)
                .unionByName(completed(repairs, asOf, months), true)
                .unionByName(repeated(repairs, asOf, months, "outlet_id"), true)
                .unionByName(cancelled(repairs, asOf, months), true)
                .unionByName(backlog(repairs, asOf, months), true)
                .unionByName(complaints(inputs, asOf, months), true);
        Dataset<Row> members = aggregate(views.groupBy("month", "outlet_id"), sums(COUNTS), firsts(FIGURES))
                .withColumn("first_fix_n", col("first_fix_n").minus(col(REPEATED)))
                .withColumn(
                        "first_fix_provisional_n",
                        col("first_fix_provisional_n").minus(col(REPEATED_PROVISIONAL)));
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

    static Column flag(Column condition) {
        return count(when(condition, lit(1)));
    }

    private static Dataset<Row> opened(Dataset<Row> repairs, AsOf asOf, Months months) {
        VisitPromise onSite = VisitPromise.onSite();
        return SeenOrders.of(repairs, asOf, "opened_at", months)
                .groupBy(Months.of(col("opened_at"), asOf).as("month"), col("outlet_id"))
                .agg(
                        flag(not(SeenOrders.cancelled())).as("opened_n"),
                        flag(FirstFix.isRepair().and(onSite.due(asOf))).as("onsite_due_n"),
                        flag(FirstFix.isRepair().and(onSite.kept(asOf))).as("onsite_kept_n"),
                        flag(FirstFix.isRepair().and(onSite.unknown())).as("onsite_unknown_n"))
                .filter(anyOf("opened_n", "onsite_due_n", "onsite_kept_n", "onsite_unknown_n"));
    }

    private static Column anyOf(String... counts) {
        return Stream.of(counts).map(name -> col(name).gt(0)).reduce(Column::or).orElseThrow();
    }

    private static Dataset<Row> completed(Dataset<Row> repairs, AsOf asOf, Months months) {
        Column repair = FirstFix.isRepair();
        Column ripe = FirstFix.ripe(asOf);
        Column response = when(repair, Percentiles.micros(col("opened_at"), col("arrived_at")));
        Column turnaround = when(repair, Percentiles.micros(col("opened_at"), col("completed_at")));
        Column partsWait = Percentiles.micros(col("parts_requested_at"), col("parts_received_at"));
        Dataset<Row> gathered = SeenOrders.of(repairs, asOf, "completed_at", months)
                .groupBy(Months.of(col("completed_at"), asOf).as("month"), col("outlet_id"))
                .agg(
                        count(lit(1)).as("completed_n"),
                        flag(FirstFix.isCandidate().and(ripe).and(FirstFix.looksFixed()))
                                .as("first_fix_n"),
                        flag(FirstFix.isCandidate().and(ripe)).as("first_fix_d"),
                        flag(FirstFix.isCandidate().and(FirstFix.looksFixed())).as("first_fix_provisional_n"),
                        flag(FirstFix.isCandidate()).as("first_fix_provisional_d"),
                        flag(repair.and(col("serial_no").isNull())).as("first_fix_unknown_n"),
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
     * Orders that look fixed and are followed by a repeat.
     *
     * @param repairs as delivered
     * @param by columns of them by which they are counted, beside the month
     */
    static Dataset<Row> repeated(Dataset<Row> repairs, AsOf asOf, Months months, String... by) {
        Dataset<Row> lookFixed = SeenOrders.of(repairs, asOf, "completed_at", months)
                .filter(FirstFix.isCandidate().and(FirstFix.looksFixed()));
        Column reaches = months.areAll()
                ? lit(true)
                : col("opened_at")
                        .geq(lit(asOf.start(months.first())))
                        .and(col("opened_at")
                                .lt(lit(asOf.start(months.last().plusMonths(MONTHS_A_REPEAT_REACHES + 1)))));
        return FirstFix.followedByRepeat(
                        lookFixed,
                        SeenOrders.of(repairs, asOf).filter(FirstFix.mayRepeat().and(reaches)))
                .groupBy(Stream.concat(
                                Stream.of(Months.of(col("completed_at"), asOf).as("month")),
                                Stream.of(by).map(name -> col(name)))
                        .toArray(Column[]::new))
                .agg(flag(FirstFix.ripe(asOf)).as(REPEATED), count(lit(1)).as(REPEATED_PROVISIONAL));
    }

    private static Dataset<Row> cancelled(Dataset<Row> repairs, AsOf asOf, Months months) {
        return SeenOrders.of(repairs, asOf, "cancelled_at", months)
                .filter(SeenOrders.cancelled())
                .groupBy(Months.of(col("cancelled_at"), asOf).as("month"), col("outlet_id"))
                .agg(count(lit(1)).as("cancelled_n"));
    }

    /** Orders open at the end of a month, or at the end of the day when it comes first, counted in each such month. */
    private static Dataset<Row> backlog(Dataset<Row> repairs, AsOf asOf, Months months) {
        Column closed = SeenOrders.closedAt();
        Column lastMonth = coalesce(
                org.apache.spark.sql.functions.add_months(Months.of(closed, asOf), -1), lit(AsOf.date(asOf.month())));
        Column openedMonth = Months.of(col("opened_at"), asOf);
        Column relevant = months.areAll()
                ? lit(true)
                : col("opened_at")
                        .lt(lit(asOf.start(months.last().plusMonths(1))))
                        .and(closed.isNull().or(closed.geq(lit(asOf.start(months.first())))));
        Column monthEnd = org.apache.spark.sql.functions.least(
                org.apache.spark.sql.functions.add_months(col("month"), 1).cast("timestamp"), lit(asOf.endTimestamp()));
        return SeenOrders.of(repairs, asOf)
                .filter(relevant)
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
        // Few complaints leave their outlet to the repair: their repairs are sought, instead of moving all repairs to
        // meet them.
        Dataset<Row> unaddressed = received.filter(col("outlet_id").isNull()).select("repair_id", "received_at");
        Dataset<Row> orders = inputs.silver("repairs").filter(col("opened_at").lt(end));
        Dataset<Row> repairs = OrderLookup.among(orders, unaddressed, "received_at", months)
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
        return new OutletKpiInvalidation(inputs, changes, asOf).months();
    }
}
