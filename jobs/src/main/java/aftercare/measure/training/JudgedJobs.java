package aftercare.measure.training;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.Moment;
import aftercare.measure.facts.RatingScale;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import aftercare.table.CallbacksTable;
import aftercare.table.ComplaintsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Repairs completed since a day, each judged as outlet_kpi_month and satisfaction_month judge it. One row per order.
 */
final class JudgedJobs {
    /** Day of the visit, since 1970. */
    static final String DAY = "day";

    /** Whether the first visit is judged, and whether it was enough. */
    static final String TRIED = "tried";

    static final String FIXED = "fixed";

    private static final String CAME_BACK = "came_back";
    private static final String CODE = "code";
    private static final String BACK_CODE = "back_code";
    private static final String BACK_REPAIR = "back_repair";
    private static final String HEARD_CODE = "heard_code";
    private static final String HEARD_REPAIR = "heard_repair";
    private static final String RATING = "rating";
    private static final String SAID = "said";
    private static final String BLAME = "blame";

    private final Inputs inputs;
    private final AsOf asOf;
    private final Timestamp from;
    private final Column units;
    private final Rules rules;

    JudgedJobs(Inputs inputs, AsOf asOf, LocalDate from, Rules rules) {
        this(inputs, asOf, Timestamp.from(from.atStartOfDay(asOf.zone()).toInstant()), lit(true), rules);
    }

    private JudgedJobs(Inputs inputs, AsOf asOf, Timestamp from, Column units, Rules rules) {
        this.rules = rules;
        this.inputs = inputs;
        this.asOf = asOf;
        this.from = from;
        this.units = units;
    }

    /** All rules by which jobs are judged. */
    static String settings(Rules rules) {
        return VisitPromise.onSite(rules) + "\n" + FirstFix.of(rules) + "\n" + rules.window(Rules.PARTS_WAIT);
    }

    /** The same, of some units alone: a condition on the columns that all orders of a unit share. */
    JudgedJobs of(Column someUnits) {
        return new JudgedJobs(inputs, asOf, from, someUnits, rules);
    }

    /** All columns of the order, and {@link #DAY}, {@link #TRIED}, {@link #FIXED}: whether the first visit sufficed. */
    Dataset<Row> withFirstFix() {
        Dataset<Row> repairs = SeenOrders.of(inputs.silver(Tables.REPAIRS), asOf)
                .filter(FirstFix.isRepair().and(units));
        Dataset<Row> completed = repairs.filter(col(RepairsTable.COMPLETED_AT).geq(lit(from)))
                .withColumn(CODE, xxhash64(col(RepairsTable.REPAIR_ID)));
        Dataset<Row> openings = repairs.filter(
                FirstFix.mayRepeat().and(col(RepairsTable.OPENED_AT).geq(lit(from))));
        FirstFix firstFix = FirstFix.of(rules);
        Dataset<Row> repeated = firstFix.followedByRepeat(
                        completed.filter(col(RepairsTable.SERIAL_NO).isNotNull()), openings, asOf)
                .select(col(CODE).as(BACK_CODE), col(RepairsTable.REPAIR_ID).as(BACK_REPAIR));
        Column judged = FirstFix.isCandidate().and(firstFix.ripe(asOf));
        Column failed = not(FirstFix.looksFixed());
        return completed
                .join(repeated, same(BACK_CODE, BACK_REPAIR), "left")
                .withColumn(CAME_BACK, col(BACK_CODE).isNotNull().and(not(failed)))
                .withColumn(TRIED, judged)
                .withColumn(FIXED, judged.and(not(failed)).and(not(col(CAME_BACK))))
                .withColumn(
                        DAY,
                        unix_date(to_date(coalesce(col(RepairsTable.ARRIVED_AT), col(RepairsTable.COMPLETED_AT)))));
    }

    /**
     * Orders meet what is said of them by a code first: numbers sort faster than order numbers, which mostly begin
     * alike.
     */
    private static Column same(String code, String repair) {
        return col(CODE).equalTo(col(code)).and(col(RepairsTable.REPAIR_ID).equalTo(col(repair)));
    }

    /**
     * The same with every figure: per {@link Metric} whether a job was tried and whether it succeeded ({@link #tried},
     * {@link #succeeded}), and per {@link ServiceStep} whether it went wrong.
     *
     * @param hours within which a job is to be completed
     */
    Dataset<Row> withAllFigures(double hours, Map<String, List<String>> codes) {
        VisitPromise onSite = VisitPromise.onSite(rules);
        Column late = onSite.due(asOf).and(not(onSite.kept(asOf)));
        Column hoursTaken = hours(RepairsTable.OPENED_AT, RepairsTable.COMPLETED_AT);
        Column wait = hours(RepairsTable.PARTS_REQUESTED_AT, RepairsTable.PARTS_RECEIVED_AT);
        Column longWait = RuleWindow.of(rules, Rules.PARTS_WAIT).hours(col(RepairsTable.PARTS_REQUESTED_AT), asOf);
        Column noFault = coalesce(col(RepairsTable.OUTCOME).equalTo("no_fault_found"), lit(false));
        Column notFixed = not(FirstFix.looksFixed());
        Column score = col(RATING).getField(CallbacksTable.SATISFACTION);
        Dataset<Row> jobs = withBlame(withFirstFix())
                .withColumn(tried(Metric.FIRST_FIX), col(TRIED))
                .withColumn(succeeded(Metric.FIRST_FIX), col(FIXED))
                .withColumn(tried(Metric.ON_SITE), onSite.due(asOf))
                .withColumn(succeeded(Metric.ON_SITE), onSite.kept(asOf))
                .withColumn(tried(Metric.TURNAROUND), hoursTaken.isNotNull())
                .withColumn(succeeded(Metric.TURNAROUND), coalesce(hoursTaken.leq(hours), lit(false)))
                .withColumn(tried(Metric.SATISFACTION), score.isNotNull())
                .withColumn(succeeded(Metric.SATISFACTION), coalesce(score.geq(4), lit(false)));
        Map<ServiceStep, Column> outcomes = Map.of(
                ServiceStep.DIAGNOSIS, notFixed.or(noFault.and(col(CAME_BACK))),
                ServiceStep.WORKMANSHIP, col(CAME_BACK).and(not(noFault)),
                ServiceStep.PARTS, coalesce(wait.gt(longWait), lit(false)),
                ServiceStep.PUNCTUALITY, late,
                ServiceStep.MANNER, lit(false));
        for (ServiceStep step : ServiceStep.values()) {
            Column wentWrong = Objects.requireNonNull(outcomes.get(step), "all steps have an outcome");
            jobs = jobs.withColumn(step.label(), wentWrong.or(blamed(codes.getOrDefault(step.label(), List.of()))));
        }
        return jobs;
    }

    /** The column that says whether a metric judges a job. */
    static String tried(Metric metric) {
        return metric.code() + "_tried";
    }

    /** The column that says whether a job succeeded by a metric. */
    static String succeeded(Metric metric) {
        return metric.code() + "_ok";
    }

    /** In whole seconds; null where either is known only to the day. */
    private static Column hours(String from, String to) {
        Column known = not(Moment.of(from).onlyDay().or(Moment.of(to).onlyDay()));
        return when(known, col(to).cast("long").minus(col(from).cast("long")).divide(3600));
    }

    private static Column blamed(List<String> codes) {
        Column blamed = lit(false);
        for (String code : codes) {
            blamed = blamed.or(coalesce(array_contains(col(BLAME), code.toLowerCase(Locale.ROOT)), lit(false)));
        }
        return blamed;
    }

    /** Adds the callback that rates the order, and the reasons and causes said of it in lower case. */
    private Dataset<Row> withBlame(Dataset<Row> jobs) {
        Column end = lit(asOf.endTimestamp());
        Column rating = when(
                RatingScale.rates(),
                struct(
                        col(CallbacksTable.CALLED_AT),
                        col(CallbacksTable.CALLBACK_ID),
                        col(CallbacksTable.SATISFACTION)));
        Dataset<Row> called = inputs.silver(Tables.CALLBACKS)
                .filter(col(CallbacksTable.CALLED_AT)
                        .lt(end)
                        .and(col(CallbacksTable.CALLED_AT).geq(lit(from))))
                .select(
                        col(CallbacksTable.REPAIR_ID),
                        rating.as(RATING),
                        when(col(CallbacksTable.RESULT).equalTo("reached"), lower(col(CallbacksTable.REASON_CODE)))
                                .as(SAID));
        Dataset<Row> complained = inputs.silver(Tables.COMPLAINTS)
                .filter(col(ComplaintsTable.RECEIVED_AT)
                        .lt(end)
                        .and(col(ComplaintsTable.RECEIVED_AT).geq(lit(from))))
                .filter(col(ComplaintsTable.REPAIR_ID).isNotNull())
                .select(
                        col(ComplaintsTable.REPAIR_ID).as(CallbacksTable.REPAIR_ID),
                        lit(null).cast(called.schema().apply(RATING).dataType()).as(RATING),
                        lower(col(ComplaintsTable.CAUSE)).as(SAID));
        Dataset<Row> heard = called.unionByName(complained)
                .groupBy(
                        xxhash64(col(CallbacksTable.REPAIR_ID)).as(HEARD_CODE),
                        col(CallbacksTable.REPAIR_ID).as(HEARD_REPAIR))
                .agg(max(col(RATING)).as(RATING), collect_set(col(SAID)).as(BLAME));
        return jobs.join(heard, same(HEARD_CODE, HEARD_REPAIR), "left");
    }
}
