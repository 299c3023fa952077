package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * outlet_kpi_detail: the counts of outlet_kpi_month by category. Definitions: schemas/gold/outlet_kpi_detail.yaml.
 *
 * <p>Views of the orders and complaints, each with the counts of its own month, are laid below one another and added up.
 */
public final class OutletKpiDetail implements Measure {
    private static final List<String> COUNTS = List.of(
            "onsite_due_n",
            "onsite_kept_n",
            "completed_n",
            "first_fix_n",
            "first_fix_d",
            "first_fix_provisional_n",
            "first_fix_provisional_d",
            "fixed_n",
            "outcome_known_n",
            "complaints_n",
            "complaint_closed_n",
            "complaint_on_time_n");

    @Override
    public String table() {
        return "outlet_kpi_detail";
    }

    @Override
    public List<String> sources() {
        return List.of("repairs", "complaints", "outlets", "models");
    }

    @Override
    public List<String> gold() {
        return List.of("complaint_detail");
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> orders = withCategory(inputs.silver("repairs"), inputs);
        Dataset<Row> views = opened(orders, asOf, months)
                .unionByName(completed(orders, asOf, months), true)
                .unionByName(repeated(orders, asOf, months), true)
                .unionByName(complaints(inputs, months), true);
        Column[] sums = COUNTS.stream()
                .map(count -> coalesce(sum(col(count)), lit(0L)).as(count))
                .toArray(Column[]::new);
        Dataset<Row> counted = views.groupBy("month", "outlet_id", "category")
                .agg(sums[0], java.util.Arrays.copyOfRange(sums, 1, sums.length))
                .filter(COUNTS.stream()
                        .map(count -> col(count).gt(0))
                        .reduce(Column::or)
                        .orElseThrow());
        return OutletVersions.inForce(
                        counted, inputs.silver("outlets"), "outlet_id", last_day(col("month")), "region_id")
                .withColumn("region_id", named("region_id"));
    }

    private static Dataset<Row> withCategory(Dataset<Row> orders, Inputs inputs) {
        Dataset<Row> models = inputs.silver("models").select(col("model_id").as("listed_model"), col("category"));
        return orders.join(broadcast(models), col("model_id").equalTo(col("listed_model")), "left")
                .withColumn("category", named("category"));
    }

    private static Column named(String member) {
        return coalesce(col(member), lit(SeenOrders.UNKNOWN));
    }

    private static Dataset<Row> opened(Dataset<Row> orders, AsOf asOf, Months months) {
        VisitPromise onSite = VisitPromise.onSite();
        Map<String, Column> counts = new LinkedHashMap<>();
        counts.put("onsite_due_n", onSite.due(asOf));
        counts.put("onsite_kept_n", onSite.kept(asOf));
        return counted(orders.filter(FirstFix.isRepair()), "opened_at", asOf, months, counts);
    }

    private static Dataset<Row> completed(Dataset<Row> orders, AsOf asOf, Months months) {
        Column judged = FirstFix.isCandidate();
        Column ripe = FirstFix.ripe(asOf);
        Map<String, Column> counts = new LinkedHashMap<>();
        counts.put("completed_n", lit(true));
        counts.put("first_fix_n", judged.and(ripe).and(FirstFix.looksFixed()));
        counts.put("first_fix_d", judged.and(ripe));
        counts.put("first_fix_provisional_n", judged.and(FirstFix.looksFixed()));
        counts.put("first_fix_provisional_d", judged);
        counts.put("fixed_n", col("outcome").equalTo("fixed"));
        counts.put(
                "outcome_known_n", col("outcome").isNotNull().and(col("outcome").notEqual("unknown")));
        return counted(orders, "completed_at", asOf, months, counts);
    }

    /** Each order in the month of an instant, with 1 for every count that it is in. */
    private static Dataset<Row> counted(
            Dataset<Row> orders, String instant, AsOf asOf, Months months, Map<String, Column> counts) {
        Dataset<Row> counted =
                SeenOrders.of(orders, asOf, instant, months).withColumn("month", Months.of(col(instant)));
        List<Column> columns = new java.util.ArrayList<>(List.of(col("month"), col("outlet_id"), col("category")));
        counts.forEach(
                (name, holds) -> columns.add(when(holds, 1L).otherwise(0L).as(name)));
        return counted.select(columns.toArray(Column[]::new));
    }

    /** What looked like first fixes until the unit came back, to be taken off. */
    private static Dataset<Row> repeated(Dataset<Row> orders, AsOf asOf, Months months) {
        return OutletKpiMonth.repeated(orders, asOf, months, "outlet_id", "category")
                .select(
                        col("month"),
                        col("outlet_id"),
                        col("category"),
                        negate(col(OutletKpiMonth.REPEATED)).as("first_fix_n"),
                        negate(col(OutletKpiMonth.REPEATED_PROVISIONAL)).as("first_fix_provisional_n"));
    }

    private static Dataset<Row> complaints(Inputs inputs, Months months) {
        return inputs.gold("complaint_detail")
                .filter(months.contain(col("month")))
                .select(
                        col("month"),
                        col("outlet_id"),
                        col("category"),
                        col("received_n").as("complaints_n"),
                        col("resolved_n").as("complaint_closed_n"),
                        col("on_time_n").as("complaint_on_time_n"));
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any("outlets") || changes.any("models")) {
            return Months.all();
        }
        // A complaint may leave its category to the model of its order, whatever outlet it names.
        Column byOrder = col("outlet_id").isNull().or(col("model_id").isNull());
        return new OutletKpiInvalidation(inputs, changes, asOf, byOrder).months();
    }
}
