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

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Repairs completed since a day, each judged as outlet_kpi_month and satisfaction_month judge it. One row per order. */
final class JudgedJobs {
    private static final int LONG_WAIT_HOURS = 48;

    private final Inputs inputs;
    private final AsOf asOf;
    private final Timestamp from;
    private final Column units;

    JudgedJobs(Inputs inputs, AsOf asOf, LocalDate from) {
        this(inputs, asOf, Timestamp.from(from.atStartOfDay(asOf.zone()).toInstant()), lit(true));
    }

    private JudgedJobs(Inputs inputs, AsOf asOf, Timestamp from, Column units) {
        this.inputs = inputs;
        this.asOf = asOf;
        this.from = from;
        this.units = units;
    }

    /** The same, of some units alone: a condition on the columns that all orders of a unit share. */
    JudgedJobs of(Column someUnits) {
        return new JudgedJobs(inputs, asOf, from, someUnits);
    }

    /**
     * What tells whether the first visit sufficed: technician_id, outlet_id, model_id, symptom_code, day of the visit (days since 1970),
     * tried and fixed (whether it is judged, and whether it held), and came_back; beside all columns of the order.
     */
    Dataset<Row> withFirstFix() {
        Dataset<Row> repairs = SeenOrders.of(inputs.silver("repairs"), asOf)
                .filter(FirstFix.isRepair().and(units));
        Dataset<Row> completed =
                repairs.filter(col("completed_at").geq(lit(from))).withColumn("code", xxhash64(col("repair_id")));
        Dataset<Row> openings =
                repairs.filter(FirstFix.mayRepeat().and(col("opened_at").geq(lit(from))));
        Dataset<Row> repeated = FirstFix.followedByRepeat(
                        completed.filter(col("serial_no").isNotNull()), openings)
                .select(col("code").as("back_code"), col("repair_id").as("back_repair"));
        Column judged = FirstFix.isCandidate().and(FirstFix.ripe(asOf));
        Column failed = not(FirstFix.looksFixed());
        return completed
                .join(repeated, same("back_code", "back_repair"), "left")
                .withColumn("came_back", col("back_code").isNotNull().and(not(failed)))
                .withColumn("tried", judged)
                .withColumn("fixed", judged.and(not(failed)).and(not(col("came_back"))))
                .withColumn("day", unix_date(to_date(coalesce(col("arrived_at"), col("completed_at")))));
    }

    /** Orders meet what is said of them by a code first: numbers sort faster than order numbers, which mostly begin alike. */
    private static Column same(String code, String repair) {
        return col("code").equalTo(col(code)).and(col("repair_id").equalTo(col(repair)));
    }

    /**
     * The same with every figure: per {@link Metric} in small letters a column of jobs tried and one of jobs that succeeded, named
     * {@code on_site_tried} and {@code on_site_ok}, and per {@link Step} whether it went wrong.
     *
     * @param hours within which a job is to be completed
     */
    Dataset<Row> withAllFigures(double hours, Map<String, List<String>> codes) {
        VisitPromise onSite = VisitPromise.onSite();
        Column late = onSite.due(asOf).and(not(onSite.kept(asOf)));
        Column hoursTaken = seconds("completed_at").minus(seconds("opened_at")).divide(3600);
        Column wait = seconds("parts_received_at")
                .minus(seconds("parts_requested_at"))
                .divide(3600);
        Column noFault = coalesce(col("outcome").equalTo("no_fault_found"), lit(false));
        Column notFixed = not(FirstFix.looksFixed());
        Dataset<Row> jobs = withBlame(withFirstFix())
                .withColumn("first_fix_tried", col("tried"))
                .withColumn("first_fix_ok", col("fixed"))
                .withColumn("on_site_tried", onSite.due(asOf))
                .withColumn("on_site_ok", onSite.kept(asOf))
                .withColumn("turnaround_tried", lit(true))
                .withColumn("turnaround_ok", hoursTaken.leq(hours))
                .withColumn("satisfaction_tried", col("score").isNotNull())
                .withColumn("satisfaction_ok", coalesce(col("score").geq(4), lit(false)));
        Map<Step, Column> outcomes = Map.of(
                Step.DIAGNOSIS, notFixed.or(noFault.and(col("came_back"))),
                Step.WORKMANSHIP, col("came_back").and(not(noFault)),
                Step.PARTS, coalesce(wait.gt(LONG_WAIT_HOURS), lit(false)),
                Step.PUNCTUALITY, late,
                Step.MANNER, lit(false));
        for (Step step : Step.values()) {
            jobs = jobs.withColumn(
                    step.label(), outcomes.get(step).or(blamed(codes.getOrDefault(step.label(), List.of()))));
        }
        return jobs;
    }

    private static Column seconds(String instant) {
        return col(instant).cast("long");
    }

    private static Column blamed(List<String> codes) {
        Column blamed = lit(false);
        for (String code : codes) {
            blamed = blamed.or(coalesce(array_contains(col("blame"), code.toLowerCase(Locale.ROOT)), lit(false)));
        }
        return blamed;
    }

    /** Adds the score of the callback that rates the order, and the reasons and causes said of it in small letters. */
    private Dataset<Row> withBlame(Dataset<Row> jobs) {
        Column end = lit(asOf.endTimestamp());
        Column rating = when(
                col("result").equalTo("reached").and(col("satisfaction").isNotNull()),
                struct(col("called_at"), col("callback_id"), col("satisfaction")));
        Dataset<Row> called = inputs.silver("callbacks")
                .filter(col("called_at").lt(end).and(col("called_at").geq(lit(from))))
                .select(
                        col("repair_id"),
                        rating.as("rating"),
                        when(col("result").equalTo("reached"), lower(col("reason_code")))
                                .as("said"));
        Dataset<Row> complained = inputs.silver("complaints")
                .filter(col("received_at").lt(end).and(col("received_at").geq(lit(from))))
                .filter(col("repair_id").isNotNull())
                .select(
                        col("repair_id"),
                        lit(null)
                                .cast(called.schema().apply("rating").dataType())
                                .as("rating"),
                        lower(col("cause")).as("said"));
        Dataset<Row> heard = called.unionByName(complained)
                .groupBy(
                        xxhash64(col("repair_id")).as("heard_code"),
                        col("repair_id").as("heard_repair"))
                .agg(max(col("rating")).as("rating"), collect_set(col("said")).as("blame"));
        return jobs.join(heard, same("heard_code", "heard_repair"), "left")
                .withColumn("score", col("rating.satisfaction"));
    }
}
