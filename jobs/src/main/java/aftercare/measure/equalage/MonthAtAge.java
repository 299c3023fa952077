package aftercare.measure.equalage;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.contract.PromiseRule.Span;
import aftercare.contract.Rules;
import aftercare.contract.VersionedRule;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Attributes;
import aftercare.measure.facts.CallbackInTime;
import aftercare.measure.facts.ComplaintFacts;
import aftercare.measure.facts.EqualAge;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.Moment;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.RatingScale;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenComplaints;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import aftercare.table.CallbacksTable;
import aftercare.table.ModelsTable;
import aftercare.table.MonthAtAgeTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * month_at_age: the counts of satisfaction_detail and outlet_kpi_detail of a young month and of the twelve before it,
 * all as they stood at the age of the young one. Definitions: schemas/gold/month_at_age.yaml.
 *
 * <p>What happened to an order and when is gathered once; then each order is looked at once for every month that its
 * own is compared with.
 */
public final class MonthAtAge implements Measure {
    private static final String SURE = "_sure";
    private static final String POSSIBLE = "_possible";
    private static final String RATINGS = "_ratings";
    private static final String RATING = "_rating";
    private static final String AGAIN = "_again";
    private static final String COUNTED_OUTLET = "_outlet";
    private static final String COUNTED_CATEGORY = "_category";

    private static final List<String> COUNTS = List.of(
            MonthAtAgeTable.COMPLETED_N,
            MonthAtAgeTable.CALLBACK_DUE_N,
            MonthAtAgeTable.CALLED_N,
            MonthAtAgeTable.RATED_N,
            MonthAtAgeTable.SATISFIED_N,
            MonthAtAgeTable.DISSATISFIED_N,
            MonthAtAgeTable.PROMOTERS_N,
            MonthAtAgeTable.DETRACTORS_N,
            MonthAtAgeTable.RECOMMEND_N,
            MonthAtAgeTable.ONSITE_DUE_N,
            MonthAtAgeTable.ONSITE_KEPT_N,
            MonthAtAgeTable.FIRST_FIX_PROVISIONAL_N,
            MonthAtAgeTable.FIRST_FIX_PROVISIONAL_D,
            MonthAtAgeTable.FIXED_N,
            MonthAtAgeTable.OUTCOME_KNOWN_N,
            MonthAtAgeTable.COMPLAINTS_N,
            MonthAtAgeTable.COMPLAINT_CLOSED_N,
            MonthAtAgeTable.COMPLAINT_ON_TIME_N);

    private final VersionedRule<Span> settled;
    private final RuleWindow callback;
    private final VisitPromise onSite;
    private final FirstFix firstFix;
    private final RuleWindow complaintResolved;
    private final GoldContract contract;

    /** Takes the rules by which months are young, and callbacks, visits, first fixes and complaints judged. */
    public MonthAtAge(Contracts contracts) {
        Rules rules = contracts.rules();
        settled = rules.window(Rules.SETTLED);
        callback = RuleWindow.of(rules, Rules.CALLED_BACK);
        onSite = VisitPromise.onSite(rules);
        firstFix = FirstFix.of(rules);
        complaintResolved = RuleWindow.of(rules, Rules.COMPLAINT_RESOLVED);
        contract = contracts.gold(Tables.MONTH_AT_AGE);
    }

    @Override
    public String settings() {
        return settled + "\n" + callback + "\n" + onSite + "\n" + firstFix + "\n" + complaintResolved;
    }

    @Override
    public String table() {
        return Tables.MONTH_AT_AGE;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.CALLBACKS, Tables.COMPLAINTS, Tables.OUTLETS, Tables.MODELS);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        EqualAge ages = EqualAge.on(asOf, settled);
        Dataset<Row> views = completed(inputs, asOf, ages)
                .unionByName(opened(inputs, asOf, ages), true)
                .unionByName(complaints(inputs, asOf, ages), true);
        Column[] sums = COUNTS.stream()
                .map(count -> coalesce(sum(col(count)), lit(0L)).as(count))
                .toArray(Column[]::new);
        Dataset<Row> counted = views.groupBy(
                        MonthAtAgeTable.JUDGED_MONTH,
                        MonthAtAgeTable.MONTH,
                        MonthAtAgeTable.OUTLET_ID,
                        MonthAtAgeTable.CATEGORY)
                .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length))
                .filter(COUNTS.stream()
                        .map(count -> col(count).gt(0))
                        .reduce(Column::or)
                        .orElseThrow());
        return OutletVersions.withRegionAtMonthsEnd(counted, inputs.silver(Tables.OUTLETS))
                // It is no table by month, whose counts the engine takes care of: its months are seen more than once.
                .withColumns(inputs.told(contract, spoken -> spoken.speaksOf(col(MonthAtAgeTable.MONTH))));
    }

    private Dataset<Row> completed(Inputs inputs, AsOf asOf, EqualAge ages) {
        Dataset<Row> orders =
                SeenOrders.of(inputs.silver(Tables.REPAIRS), asOf, RepairsTable.COMPLETED_AT, ages.months());
        Dataset<Row> known = Attributes.withCategory(orders, inputs)
                .join(calls(inputs, orders, asOf), RepairsTable.REPAIR_ID, "left")
                .join(again(inputs, orders, asOf, ages), RepairsTable.REPAIR_ID, "left");
        Column until = col(EqualAge.UNTIL);
        Dataset<Row> seen = ages.of(known, Months.of(col(RepairsTable.COMPLETED_AT), asOf))
                .filter(col(RepairsTable.COMPLETED_AT).lt(until))
                .withColumn(RATING, array_max(filter(col(RATINGS), rating -> rating.getField(CallbacksTable.CALLED_AT)
                        .lt(until))));
        Column candidate = FirstFix.isCandidate();
        Column held = candidate.and(FirstFix.looksFixed()).and(not(cameBack(until)));
        Column onlyPossible = coalesce(col(POSSIBLE).and(not(col(SURE))), lit(false));
        Column due = callbackInTime().due(asOf, until).and(not(onlyPossible));
        Column score = col(RATING).getField(CallbacksTable.SATISFACTION);
        Column recommend = col(RATING).getField(CallbacksTable.RECOMMEND);
        Map<String, Column> counts = new LinkedHashMap<>();
        counts.put(MonthAtAgeTable.COMPLETED_N, lit(true));
        counts.put(MonthAtAgeTable.CALLBACK_DUE_N, due);
        counts.put(MonthAtAgeTable.CALLED_N, due.and(coalesce(col(SURE), lit(false))));
        counts.put(MonthAtAgeTable.RATED_N, score.isNotNull());
        counts.put(MonthAtAgeTable.SATISFIED_N, score.geq(RatingScale.SATISFIED_FROM));
        counts.put(MonthAtAgeTable.DISSATISFIED_N, score.leq(RatingScale.DISSATISFIED_TO));
        counts.put(MonthAtAgeTable.PROMOTERS_N, recommend.geq(RatingScale.PROMOTER_FROM));
        counts.put(MonthAtAgeTable.DETRACTORS_N, recommend.leq(RatingScale.DETRACTOR_TO));
        counts.put(MonthAtAgeTable.RECOMMEND_N, recommend.isNotNull());
        counts.put(MonthAtAgeTable.FIRST_FIX_PROVISIONAL_N, held);
        counts.put(MonthAtAgeTable.FIRST_FIX_PROVISIONAL_D, candidate);
        counts.put(MonthAtAgeTable.FIXED_N, col(RepairsTable.OUTCOME).equalTo("fixed"));
        counts.put(
                MonthAtAgeTable.OUTCOME_KNOWN_N,
                col(RepairsTable.OUTCOME)
                        .isNotNull()
                        .and(col(RepairsTable.OUTCOME).notEqual("unknown")));
        return counted(seen, col(RepairsTable.OUTLET_ID), col(ModelsTable.CATEGORY), counts);
    }

    /** Whether an opening that follows was there, and not cancelled, as seen at an instant. */
    private static Column cameBack(Column until) {
        return coalesce(
                exists(col(AGAIN), opening -> {
                    Column completed = opening.getField(FirstFix.AGAIN_COMPLETED);
                    Column unfinished = completed.isNull().or(completed.geq(until));
                    Column cancelled = coalesce(
                            opening.getField(FirstFix.AGAIN_CANCELLED).lt(until).and(unfinished), lit(false));
                    return opening.getField(FirstFix.AGAIN_AT).lt(until).and(not(cancelled));
                }),
                lit(false));
    }

    private CallbackInTime callbackInTime() {
        return new CallbackInTime(
                Moment.of(RepairsTable.COMPLETED_AT),
                Moment.of(col(CallbacksTable.CALLED_AT), CallbacksTable.CALLED_AT, col("_called_days")),
                callback);
    }

    /** Of each order that was called back: whether in time, and all its ratings. */
    private Dataset<Row> calls(Inputs inputs, Dataset<Row> orders, AsOf asOf) {
        Dataset<Row> callbacks = inputs.silver(Tables.CALLBACKS)
                .filter(col(CallbacksTable.CALLED_AT).lt(lit(asOf.endTimestamp())))
                .select(
                        col(CallbacksTable.REPAIR_ID).as("_called_order"),
                        col(CallbacksTable.CALLED_AT),
                        col(Contract.DAYS).as("_called_days"),
                        when(
                                        col(CallbacksTable.RESULT)
                                                .equalTo("reached")
                                                .and(col(CallbacksTable.SATISFACTION)
                                                        .isNotNull()),
                                        struct(
                                                col(CallbacksTable.CALLED_AT),
                                                col(CallbacksTable.CALLBACK_ID),
                                                col(CallbacksTable.SATISFACTION),
                                                col(CallbacksTable.RECOMMEND)))
                                .as(RATING));
        CallbackInTime inTime = callbackInTime();
        return orders.select(col(RepairsTable.REPAIR_ID), col(RepairsTable.COMPLETED_AT), col(Contract.DAYS))
                .join(callbacks, col(RepairsTable.REPAIR_ID).equalTo(col("_called_order")))
                .groupBy(RepairsTable.REPAIR_ID)
                .agg(
                        max(inTime.sure(asOf)).as(SURE),
                        max(inTime.possible(asOf)).as(POSSIBLE),
                        collect_list(col(RATING)).as(RATINGS));
    }

    /** Of each order whose unit came back: the openings that say so. */
    private Dataset<Row> again(Inputs inputs, Dataset<Row> orders, AsOf asOf, EqualAge ages) {
        Column since =
                col(RepairsTable.OPENED_AT).geq(lit(asOf.start(ages.months().first())));
        Column calledOff = coalesce(col(RepairsTable.STATUS).equalTo("cancelled"), lit(false));
        Dataset<Row> openings = SeenOrders.of(inputs.silver(Tables.REPAIRS).filter(since), asOf)
                .filter(FirstFix.isRepair()
                        .and(col(RepairsTable.SERIAL_NO).isNotNull())
                        .and(not(calledOff)));
        Dataset<Row> lookFixed = orders.filter(FirstFix.isCandidate().and(FirstFix.looksFixed()));
        return firstFix.openingsThatFollow(lookFixed, openings, asOf)
                .groupBy(RepairsTable.REPAIR_ID)
                .agg(collect_list(struct(
                                col(FirstFix.AGAIN_AT), col(FirstFix.AGAIN_COMPLETED), col(FirstFix.AGAIN_CANCELLED)))
                        .as(AGAIN));
    }

    private Dataset<Row> opened(Inputs inputs, AsOf asOf, EqualAge ages) {
        Column opened = col(RepairsTable.OPENED_AT);
        Dataset<Row> repairs = inputs.silver(Tables.REPAIRS)
                .filter(ages.months().containMonthOf(opened, asOf))
                .filter(FirstFix.isRepair());
        Column until = col(EqualAge.UNTIL);
        Dataset<Row> seen =
                SeenOrders.of(ages.of(Attributes.withCategory(repairs, inputs), Months.of(opened, asOf)), until);
        return counted(
                seen,
                col(RepairsTable.OUTLET_ID),
                col(ModelsTable.CATEGORY),
                Map.of(
                        MonthAtAgeTable.ONSITE_DUE_N, onSite.due(asOf, until),
                        MonthAtAgeTable.ONSITE_KEPT_N, onSite.kept(asOf, until)));
    }

    private Dataset<Row> complaints(Inputs inputs, AsOf asOf, EqualAge ages) {
        Dataset<Row> seen = new ComplaintFacts(inputs, asOf, ages).receivedIn(ages.months());
        Column inTime = SeenComplaints.inTime(complaintResolved, asOf);
        return counted(
                seen,
                SeenOrders.orUnknown(col(ComplaintFacts.OUTLET)),
                SeenOrders.orUnknown(col(ComplaintFacts.CATEGORY)),
                Map.of(
                        MonthAtAgeTable.COMPLAINTS_N, lit(true),
                        MonthAtAgeTable.COMPLAINT_CLOSED_N, inTime.isNotNull(),
                        MonthAtAgeTable.COMPLAINT_ON_TIME_N, inTime));
    }

    /** By young month, month, outlet and category, how many rows each condition holds for. */
    private static Dataset<Row> counted(
            Dataset<Row> seen, Column outlet, Column category, Map<String, Column> conditions) {
        List<Column> sums = new ArrayList<>();
        conditions.forEach(
                (name, holds) -> sums.add(sum(when(holds, 1L).otherwise(0L)).as(name)));
        return seen.withColumn(COUNTED_OUTLET, outlet)
                .withColumn(COUNTED_CATEGORY, category)
                .groupBy(Stream.of(
                                col(EqualAge.JUDGED).as(MonthAtAgeTable.JUDGED_MONTH),
                                col(EqualAge.MONTH).as(MonthAtAgeTable.MONTH),
                                col(COUNTED_OUTLET).as(MonthAtAgeTable.OUTLET_ID),
                                col(COUNTED_CATEGORY).as(MonthAtAgeTable.CATEGORY))
                        .toArray(Column[]::new))
                .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
    }
}
