package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.Moment;
import aftercare.measure.facts.OrderLookup;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.Percentiles;
import aftercare.measure.facts.Ratios;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenComplaints;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import aftercare.table.ComplaintsTable;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;

/**
 * outlet_kpi_month: one row per month and outlet with anything to count. Definitions:
 * schemas/gold/outlet_kpi_month.yaml.
 *
 * <p>Six views of the orders and complaints, each counted by its own month (opened, completed, completed but repeated,
 * cancelled, in the backlog at its end, complaint received), are then joined.
 */
public final class OutletKpiMonth implements Measure {
    /** Orders that looked like first fixes until the unit came back. */
    static final String REPEATED = "repeated_n";

    static final String REPEATED_PROVISIONAL = "repeated_provisional_n";

    private static final List<String> COUNTS = List.of(
            REPEATED,
            REPEATED_PROVISIONAL,
            OutletKpiMonthTable.OPENED_N,
            OutletKpiMonthTable.ONSITE_DUE_N,
            OutletKpiMonthTable.ONSITE_KEPT_N,
            OutletKpiMonthTable.ONSITE_UNKNOWN_N,
            OutletKpiMonthTable.COMPLETED_N,
            OutletKpiMonthTable.FIRST_FIX_N,
            OutletKpiMonthTable.FIRST_FIX_D,
            OutletKpiMonthTable.FIRST_FIX_PROVISIONAL_N,
            OutletKpiMonthTable.FIRST_FIX_PROVISIONAL_D,
            OutletKpiMonthTable.FIRST_FIX_UNKNOWN_N,
            OutletKpiMonthTable.FIXED_N,
            OutletKpiMonthTable.OUTCOME_KNOWN_N,
            OutletKpiMonthTable.CANCELLED_N,
            OutletKpiMonthTable.BACKLOG_N,
            OutletKpiMonthTable.BACKLOG_7D_N,
            OutletKpiMonthTable.COMPLAINTS_N,
            OutletKpiMonthTable.COMPLAINT_CLOSED_N,
            OutletKpiMonthTable.COMPLAINT_ON_TIME_N);
    private static final List<String> FIGURES = List.of(
            OutletKpiMonthTable.RESPONSE_HOURS_P50,
            OutletKpiMonthTable.RESPONSE_HOURS_P90,
            OutletKpiMonthTable.TURNAROUND_HOURS_P50,
            OutletKpiMonthTable.TURNAROUND_HOURS_P90,
            OutletKpiMonthTable.PARTS_WAIT_HOURS_P50,
            OutletKpiMonthTable.LABOUR_COST,
            OutletKpiMonthTable.PARTS_COST,
            OutletKpiMonthTable.CLAIMED_AMOUNT);

    private final VisitPromise onSite;
    private final FirstFix firstFix;
    private final RuleWindow oldBacklog;
    private final RuleWindow complaintResolved;
    private final GoldContract contract;

    /** Takes the rules by which visits, first fixes, the backlog and complaints are judged, and what the rates are. */
    public OutletKpiMonth(Contracts contracts) {
        Rules rules = contracts.rules();
        onSite = VisitPromise.onSite(rules);
        firstFix = FirstFix.of(rules);
        oldBacklog = RuleWindow.of(rules, Rules.OLD_BACKLOG);
        complaintResolved = RuleWindow.of(rules, Rules.COMPLAINT_RESOLVED);
        contract = contracts.gold(Tables.OUTLET_KPI_MONTH);
    }

    @Override
    public String settings() {
        return onSite + "\n" + firstFix + "\n" + oldBacklog + "\n" + complaintResolved;
    }

    @Override
    public String table() {
        return Tables.OUTLET_KPI_MONTH;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.COMPLAINTS, Tables.OUTLETS);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> repairs = inputs.silver(Tables.REPAIRS);
        Dataset<Row> views = opened(repairs, asOf, months)
                .unionByName(completed(repairs, asOf, months), true)
                .unionByName(repeated(firstFix, repairs, asOf, months, RepairsTable.OUTLET_ID), true)
                .unionByName(cancelled(repairs, asOf, months), true)
                .unionByName(backlog(repairs, asOf, months), true)
                .unionByName(complaints(inputs, asOf, months), true);
        Dataset<Row> members = aggregate(
                        views.groupBy(OutletKpiMonthTable.MONTH, OutletKpiMonthTable.OUTLET_ID),
                        sums(COUNTS),
                        firsts(FIGURES))
                .withColumn(
                        OutletKpiMonthTable.FIRST_FIX_N,
                        col(OutletKpiMonthTable.FIRST_FIX_N).minus(col(REPEATED)))
                .withColumn(
                        OutletKpiMonthTable.FIRST_FIX_PROVISIONAL_N,
                        col(OutletKpiMonthTable.FIRST_FIX_PROVISIONAL_N).minus(col(REPEATED_PROVISIONAL)));
        return OutletVersions.withRegionAtMonthsEnd(members, inputs.silver(Tables.OUTLETS))
                .withColumns(Ratios.of(contract));
    }

    private static Dataset<Row> aggregate(RelationalGroupedDataset groups, List<Column> some, List<Column> more) {
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
        return names.stream().map(name -> max(col(name)).as(name)).toList();
    }

    static Column flag(Column condition) {
        return count(when(condition, lit(1)));
    }

    private Dataset<Row> opened(Dataset<Row> repairs, AsOf asOf, Months months) {
        return SeenOrders.of(repairs, asOf, RepairsTable.OPENED_AT, months)
                .groupBy(
                        Months.of(col(RepairsTable.OPENED_AT), asOf).as(OutletKpiMonthTable.MONTH),
                        col(RepairsTable.OUTLET_ID))
                .agg(
                        flag(not(SeenOrders.cancelled())).as(OutletKpiMonthTable.OPENED_N),
                        flag(FirstFix.isRepair().and(onSite.due(asOf))).as(OutletKpiMonthTable.ONSITE_DUE_N),
                        flag(FirstFix.isRepair().and(onSite.kept(asOf))).as(OutletKpiMonthTable.ONSITE_KEPT_N),
                        flag(FirstFix.isRepair().and(onSite.unknown(asOf))).as(OutletKpiMonthTable.ONSITE_UNKNOWN_N))
                .filter(anyOf(
                        OutletKpiMonthTable.OPENED_N,
                        OutletKpiMonthTable.ONSITE_DUE_N,
                        OutletKpiMonthTable.ONSITE_KEPT_N,
                        OutletKpiMonthTable.ONSITE_UNKNOWN_N));
    }

    private static Column anyOf(String... counts) {
        return Stream.of(counts).map(name -> col(name).gt(0)).reduce(Column::or).orElseThrow();
    }

    private Dataset<Row> completed(Dataset<Row> repairs, AsOf asOf, Months months) {
        Column repair = FirstFix.isRepair();
        Column ripe = firstFix.ripe(asOf);
        Moment opened = Moment.of(RepairsTable.OPENED_AT);
        Column response = when(repair, Moment.of(RepairsTable.ARRIVED_AT).microsSince(opened));
        Column turnaround = when(repair, Moment.of(RepairsTable.COMPLETED_AT).microsSince(opened));
        Column partsWait =
                Moment.of(RepairsTable.PARTS_RECEIVED_AT).microsSince(Moment.of(RepairsTable.PARTS_REQUESTED_AT));
        Dataset<Row> gathered = SeenOrders.of(repairs, asOf, RepairsTable.COMPLETED_AT, months)
                .groupBy(
                        Months.of(col(RepairsTable.COMPLETED_AT), asOf).as(OutletKpiMonthTable.MONTH),
                        col(RepairsTable.OUTLET_ID))
                .agg(
                        count(lit(1)).as(OutletKpiMonthTable.COMPLETED_N),
                        flag(FirstFix.isCandidate().and(ripe).and(FirstFix.looksFixed()))
                                .as(OutletKpiMonthTable.FIRST_FIX_N),
                        flag(FirstFix.isCandidate().and(ripe)).as(OutletKpiMonthTable.FIRST_FIX_D),
                        flag(FirstFix.isCandidate().and(FirstFix.looksFixed()))
                                .as(OutletKpiMonthTable.FIRST_FIX_PROVISIONAL_N),
                        flag(FirstFix.isCandidate()).as(OutletKpiMonthTable.FIRST_FIX_PROVISIONAL_D),
                        flag(repair.and(col(RepairsTable.SERIAL_NO).isNull()))
                                .as(OutletKpiMonthTable.FIRST_FIX_UNKNOWN_N),
                        flag(col(RepairsTable.OUTCOME).equalTo("fixed")).as(OutletKpiMonthTable.FIXED_N),
                        flag(col(RepairsTable.OUTCOME)
                                        .isNotNull()
                                        .and(col(RepairsTable.OUTCOME).notEqual("unknown")))
                                .as(OutletKpiMonthTable.OUTCOME_KNOWN_N),
                        Percentiles.gathered(response).as("response"),
                        Percentiles.gathered(turnaround).as("turnaround"),
                        Percentiles.gathered(partsWait).as("parts_wait"),
                        sum(col(RepairsTable.LABOUR_COST)).as(OutletKpiMonthTable.LABOUR_COST),
                        sum(col(RepairsTable.PARTS_COST)).as(OutletKpiMonthTable.PARTS_COST),
                        sum(col(RepairsTable.CLAIMED_AMOUNT)).as(OutletKpiMonthTable.CLAIMED_AMOUNT));
        return gathered.withColumn(OutletKpiMonthTable.RESPONSE_HOURS_P50, Percentiles.hours(col("response"), 0.5))
                .withColumn(OutletKpiMonthTable.RESPONSE_HOURS_P90, Percentiles.hours(col("response"), 0.9))
                .withColumn(OutletKpiMonthTable.TURNAROUND_HOURS_P50, Percentiles.hours(col("turnaround"), 0.5))
                .withColumn(OutletKpiMonthTable.TURNAROUND_HOURS_P90, Percentiles.hours(col("turnaround"), 0.9))
                .withColumn(OutletKpiMonthTable.PARTS_WAIT_HOURS_P50, Percentiles.hours(col("parts_wait"), 0.5))
                .drop("response", "turnaround", "parts_wait");
    }

    /**
     * Orders that look fixed and are followed by a repeat.
     *
     * @param firstFix how long repairs have to hold
     * @param repairs as delivered
     * @param by columns of them by which they are counted, beside the month
     */
    static Dataset<Row> repeated(FirstFix firstFix, Dataset<Row> repairs, AsOf asOf, Months months, String... by) {
        Dataset<Row> lookFixed = SeenOrders.of(repairs, asOf, RepairsTable.COMPLETED_AT, months)
                .filter(FirstFix.isCandidate().and(FirstFix.looksFixed()));
        Column within = months.areAll()
                ? lit(true)
                : col(RepairsTable.OPENED_AT)
                        .geq(lit(asOf.start(months.first())))
                        .and(col(RepairsTable.OPENED_AT)
                                .lt(lit(asOf.start(months.last().plusMonths(firstFix.monthsReached() + 1)))));
        return firstFix.followedByRepeat(
                        lookFixed,
                        SeenOrders.of(repairs, asOf).filter(FirstFix.mayRepeat().and(within)),
                        asOf)
                .groupBy(Stream.concat(
                                Stream.of(Months.of(col(RepairsTable.COMPLETED_AT), asOf)
                                        .as(OutletKpiMonthTable.MONTH)),
                                Stream.of(by).map(name -> col(name)))
                        .toArray(Column[]::new))
                .agg(flag(firstFix.ripe(asOf)).as(REPEATED), count(lit(1)).as(REPEATED_PROVISIONAL));
    }

    private static Dataset<Row> cancelled(Dataset<Row> repairs, AsOf asOf, Months months) {
        return SeenOrders.of(repairs, asOf, RepairsTable.CANCELLED_AT, months)
                .filter(SeenOrders.cancelled())
                .groupBy(
                        Months.of(col(RepairsTable.CANCELLED_AT), asOf).as(OutletKpiMonthTable.MONTH),
                        col(RepairsTable.OUTLET_ID))
                .agg(count(lit(1)).as(OutletKpiMonthTable.CANCELLED_N));
    }

    /** Orders open at the end of a month, or at the end of the day when it comes first, counted in each such month. */
    private Dataset<Row> backlog(Dataset<Row> repairs, AsOf asOf, Months months) {
        Column closed = SeenOrders.closedAt();
        Column lastMonth = coalesce(add_months(Months.of(closed, asOf), -1), lit(AsOf.date(asOf.month())));
        Column openedMonth = Months.of(col(RepairsTable.OPENED_AT), asOf);
        Column relevant = months.areAll()
                ? lit(true)
                : col(RepairsTable.OPENED_AT)
                        .lt(lit(asOf.start(months.last().plusMonths(1))))
                        .and(closed.isNull().or(closed.geq(lit(asOf.start(months.first())))));
        Column monthEnd =
                least(add_months(col(OutletKpiMonthTable.MONTH), 1).cast("timestamp"), lit(asOf.endTimestamp()));
        return SeenOrders.of(repairs, asOf)
                .filter(relevant)
                .select(
                        col(RepairsTable.OUTLET_ID),
                        col(RepairsTable.OPENED_AT),
                        openedMonth.as("from"),
                        lastMonth.as("to"))
                .filter(col("from").leq(col("to")))
                .select(
                        col(RepairsTable.OUTLET_ID),
                        col(RepairsTable.OPENED_AT),
                        explode(sequence(col("from"), col("to"), expr("INTERVAL 1 MONTH")))
                                .as(OutletKpiMonthTable.MONTH))
                .filter(months.contain(col(OutletKpiMonthTable.MONTH)))
                .groupBy(OutletKpiMonthTable.MONTH, OutletKpiMonthTable.OUTLET_ID)
                .agg(
                        count(lit(1)).as(OutletKpiMonthTable.BACKLOG_N),
                        flag(oldBacklog.end(col(RepairsTable.OPENED_AT), asOf).lt(monthEnd))
                                .as(OutletKpiMonthTable.BACKLOG_7D_N));
    }

    private Dataset<Row> complaints(Inputs inputs, AsOf asOf, Months months) {
        Column end = lit(asOf.endTimestamp());
        Dataset<Row> received = SeenComplaints.of(
                        inputs.silver(Tables.COMPLAINTS)
                                .filter(months.containMonthOf(col(ComplaintsTable.RECEIVED_AT), asOf)),
                        asOf)
                .select(
                        col(ComplaintsTable.REPAIR_ID),
                        col(ComplaintsTable.OUTLET_ID),
                        col(ComplaintsTable.RECEIVED_AT),
                        SeenComplaints.inTime(complaintResolved, asOf).as("in_time"));
        // Few complaints leave their outlet to the repair: their repairs are looked up, instead of moving all
        // repairs to meet them.
        Dataset<Row> unaddressed = received.filter(
                        col(ComplaintsTable.OUTLET_ID).isNull())
                .select(ComplaintsTable.REPAIR_ID, ComplaintsTable.RECEIVED_AT);
        Dataset<Row> orders =
                inputs.silver(Tables.REPAIRS).filter(col(RepairsTable.OPENED_AT).lt(end));
        Dataset<Row> repairs = OrderLookup.among(orders, unaddressed, ComplaintsTable.RECEIVED_AT, months)
                .select(
                        col(RepairsTable.REPAIR_ID).as("about_repair"),
                        col(RepairsTable.OUTLET_ID).as("repair_outlet"));
        return received.join(
                        repairs,
                        col(ComplaintsTable.OUTLET_ID)
                                .isNull()
                                .and(col(ComplaintsTable.REPAIR_ID).equalTo(col("about_repair"))),
                        "left")
                .groupBy(
                        Months.of(col(ComplaintsTable.RECEIVED_AT)).as(OutletKpiMonthTable.MONTH),
                        coalesce(col(ComplaintsTable.OUTLET_ID), col("repair_outlet"), lit(SeenOrders.UNKNOWN))
                                .as(OutletKpiMonthTable.OUTLET_ID))
                .agg(
                        count(lit(1)).as(OutletKpiMonthTable.COMPLAINTS_N),
                        flag(col("in_time").isNotNull()).as(OutletKpiMonthTable.COMPLAINT_CLOSED_N),
                        flag(col("in_time")).as(OutletKpiMonthTable.COMPLAINT_ON_TIME_N));
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any(Tables.OUTLETS)) {
            return Months.all();
        }
        return new OutletKpiInvalidation(onSite, firstFix, inputs, changes, asOf).months();
    }
}
