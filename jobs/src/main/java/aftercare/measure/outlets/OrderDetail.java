package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import java.time.YearMonth;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * order_detail: one row per order of the last 13 months in which something went wrong. Definitions: schemas/gold/order_detail.yaml.
 *
 * <p>Of older months nothing is kept: their figures stand, the orders behind them are history.
 */
public final class OrderDetail implements Measure {
    private static final int MONTHS_KEPT = 13;
    private static final double MICROS_PER_HOUR = 3_600_000_000.0;
    private static final List<String> PROBLEMS =
            List.of("late", "came_back", "not_fixed", "dissatisfied", "complained");

    @Override
    public String table() {
        return "order_detail";
    }

    @Override
    public List<String> sources() {
        return List.of("repairs", "callbacks", "complaints", "outlets", "models");
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
        Dataset<Row> repairs = inputs.silver("repairs");
        Dataset<Row> ofMonths =
                wanted.isEmpty() ? SeenOrders.of(repairs.filter(lit(false)), asOf) : ofMonths(repairs, asOf, wanted);
        Dataset<Row> judged = ofMonths.join(whatBecameOf(inputs, repairs, asOf, Months.of(wanted)), "repair_id", "left")
                .withColumns(judgements(asOf));
        Dataset<Row> bad = judged.withColumn(
                        "problems",
                        concat_ws(
                                ",",
                                PROBLEMS.stream()
                                        .map(problem -> when(col(problem), lit(problem)))
                                        .toArray(Column[]::new)))
                .filter(col("problems").notEqual(""))
                .withColumn(
                        "problems_n",
                        PROBLEMS.stream()
                                .map(problem -> col(problem).cast("int"))
                                .reduce(Column::plus)
                                .orElseThrow());
        return withMembers(bad, inputs);
    }

    /** Orders not cancelled, in the month of their completion, else of their opening. */
    private static Dataset<Row> ofMonths(Dataset<Row> repairs, AsOf asOf, NavigableSet<YearMonth> wanted) {
        Column start = lit(asOf.start(wanted.first()));
        Dataset<Row> recent = repairs.filter(
                col("opened_at").geq(start).or(col("completed_at").geq(start)));
        return SeenOrders.of(recent, asOf)
                .filter(not(SeenOrders.cancelled()))
                .withColumn("month", Months.of(coalesce(col("completed_at"), col("opened_at"))))
                .filter(Months.of(wanted).contain(col("month")));
    }

    /**
     * Of each order with a rating, a complaint or a repeat: the rating that counts, as in satisfaction_month (docs/decisions.md, D9), and whether
     * there is one of the others. Laid below one another and put together once, since a join for each would move all orders three times.
     */
    private static Dataset<Row> whatBecameOf(Inputs inputs, Dataset<Row> repairs, AsOf asOf, Months wanted) {
        Column end = lit(asOf.endTimestamp());
        Dataset<Row> ratings = inputs.silver("callbacks")
                .filter(col("result").equalTo("reached").and(col("satisfaction").isNotNull()))
                .filter(col("called_at").lt(end))
                .select(
                        col("repair_id"),
                        struct(col("called_at"), col("callback_id"), col("satisfaction"))
                                .as("rating"));
        Dataset<Row> complaints = inputs.silver("complaints")
                .filter(col("repair_id").isNotNull().and(col("received_at").lt(end)))
                .select(col("repair_id"), lit(true).as("complaint"));
        Dataset<Row> repeats = wanted.areNone()
                ? repairs.filter(lit(false))
                : OutletKpiMonth.repeated(repairs, asOf, wanted, "repair_id");
        return ratings.unionByName(complaints, true)
                .unionByName(repeats.select(col("repair_id"), lit(true).as("repeat")), true)
                .groupBy("repair_id")
                .agg(
                        max("rating").as("rating"),
                        max("complaint").as("complaint"),
                        max("repeat").as("repeat"));
    }

    private static java.util.Map<String, Column> judgements(AsOf asOf) {
        VisitPromise visit = VisitPromise.onSite();
        Column completed = col("completed_at").isNotNull();
        java.util.Map<String, Column> judgements = new java.util.LinkedHashMap<>();
        judgements.put("outcome", when(completed, col("outcome")));
        judgements.put("satisfaction", when(completed, col("rating.satisfaction")));
        judgements.put("response_hours", hours("arrived_at"));
        judgements.put("turnaround_hours", hours("completed_at"));
        judgements.put(
                "late",
                holds(col("service_type").equalTo("repair").and(visit.due(asOf)).and(not(holds(visit.kept(asOf))))));
        judgements.put("came_back", holds(col("repeat")));
        judgements.put("not_fixed", holds(completed.and(col("outcome").equalTo("not_fixed"))));
        judgements.put(
                "dissatisfied", holds(completed.and(col("rating.satisfaction").leq(2))));
        judgements.put("complained", holds(col("complaint")));
        return judgements;
    }

    private static Column holds(Column condition) {
        return coalesce(condition, lit(false));
    }

    private static Column hours(String until) {
        return unix_micros(col(until)).minus(unix_micros(col("opened_at"))).divide(MICROS_PER_HOUR);
    }

    private static Dataset<Row> withMembers(Dataset<Row> orders, Inputs inputs) {
        Dataset<Row> models = inputs.silver("models").select(col("model_id"), col("category"));
        return OutletVersions.withRegion(
                        orders, inputs.silver("outlets"), col("opened_at").cast("date"))
                .join(broadcast(models), orders.col("model_id").equalTo(models.col("model_id")), "left")
                .drop(models.col("model_id"))
                .withColumn("region_id", coalesce(col("region_id"), lit(SeenOrders.UNKNOWN)))
                .withColumn("category", coalesce(col("category"), lit(SeenOrders.UNKNOWN)));
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any("models") || changes.any("outlets")) {
            return Months.all();
        }
        return new OrderDetailInvalidation(inputs, changes, asOf).months();
    }
}
