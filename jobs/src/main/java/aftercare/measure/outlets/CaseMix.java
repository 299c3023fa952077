package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.months_between;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.AsOf;
import aftercare.measure.FirstFix;
import aftercare.measure.Months;
import aftercare.measure.SeenOrders;
import aftercare.measure.VisitPromise;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Orders counted by month, outlet, model and kind of job: the mixes by which outlets are compared with like. */
final class CaseMix {
    private static final String JOB = "job";
    private static final String UNKNOWN_AGE = "-";

    /** Places in an array of counts: per KPI of {@link MixOfMonth#KPIS} what counts and out of how many, then orders completed. */
    static final int COUNTS = 2 * 3 + 1;

    private CaseMix() {}

    /** Rows month, outlet_id, model_id, job and counts; several rows of one cell add up. */
    static Dataset<Row> of(Dataset<Row> repairs, AsOf asOf, Months months, List<Integer> ageBands) {
        Dataset<Row> jobs = repairs.withColumn(
                JOB, concat_ws("/", coalesce(is("repair"), lit(false)).cast("string"), ageBand(ageBands)));
        return opened(jobs, asOf, months)
                .unionByName(completed(jobs, asOf, months))
                .unionByName(repeated(jobs, asOf, months))
                .filter(col("outlet_id").isNotNull());
    }

    /** Which band the unit's age falls in on the day the order is opened. */
    private static Column ageBand(List<Integer> ends) {
        Column age = months_between(col("opened_at"), col("sold_on"));
        Column band = when(age.isNull(), lit(UNKNOWN_AGE));
        for (int i = 0; i < ends.size(); i++) {
            band = band.when(age.lt(ends.get(i)), lit(String.valueOf(i)));
        }
        return band.otherwise(lit(String.valueOf(ends.size())));
    }

    private static Column is(String serviceType) {
        return col("service_type").equalTo(serviceType);
    }

    private static Dataset<Row> opened(Dataset<Row> jobs, AsOf asOf, Months months) {
        VisitPromise onSite = VisitPromise.onSite();
        return SeenOrders.of(jobs, asOf, "opened_at", months)
                .filter(is("repair"))
                .groupBy(Months.of(col("opened_at")).as("month"), col("outlet_id"), col("model_id"), col(JOB))
                .agg(
                        OutletKpiMonth.flag(onSite.kept(asOf)).as("kept"),
                        OutletKpiMonth.flag(onSite.due(asOf)).as("due"))
                .select(cell(nothing(), nothing(), col("kept"), col("due"), nothing(), nothing(), nothing()));
    }

    private static Dataset<Row> completed(Dataset<Row> jobs, AsOf asOf, Months months) {
        Column judged = FirstFix.isCandidate().and(FirstFix.ripe(asOf));
        return SeenOrders.of(jobs, asOf, "completed_at", months)
                .groupBy(Months.of(col("completed_at")).as("month"), col("outlet_id"), col("model_id"), col(JOB))
                .agg(
                        OutletKpiMonth.flag(judged.and(FirstFix.looksFixed())).as("held"),
                        OutletKpiMonth.flag(judged).as("judged"),
                        OutletKpiMonth.flag(col("outcome").equalTo("fixed")).as("fixed"),
                        OutletKpiMonth.flag(col("outcome")
                                        .isNotNull()
                                        .and(not(col("outcome").equalTo("unknown"))))
                                .as("known"),
                        count(lit(1)).as("completed"))
                .select(cell(
                        col("held"),
                        col("judged"),
                        nothing(),
                        nothing(),
                        col("fixed"),
                        col("known"),
                        col("completed")));
    }

    private static Dataset<Row> repeated(Dataset<Row> jobs, AsOf asOf, Months months) {
        return OutletKpiMonth.repeated(jobs, asOf, months, "outlet_id", "model_id", JOB)
                .select(cell(
                        col(OutletKpiMonth.REPEATED).multiply(-1),
                        nothing(),
                        nothing(),
                        nothing(),
                        nothing(),
                        nothing(),
                        nothing()));
    }

    private static Column nothing() {
        return lit(0L);
    }

    private static Column[] cell(Column... counts) {
        return new Column[] {
            col("month"),
            col("outlet_id"),
            col("model_id"),
            col(JOB),
            array(counts).as("counts")
        };
    }
}
