package aftercare.measure.satisfaction;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.SeenOrders;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** satisfaction_detail: the counts of satisfaction_month by outlet and category at once. Definitions: schemas/gold/satisfaction_detail.yaml. */
public final class SatisfactionDetail implements Measure {
    @Override
    public String table() {
        return "satisfaction_detail";
    }

    @Override
    public List<String> sources() {
        return List.of("repairs", "callbacks", "outlets", "models");
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> counted = RatedOrders.of(inputs, asOf, months)
                .groupBy("month", "outlet_id", "category")
                .agg(
                        count(lit(1)).as("completed_n"),
                        sum("due").as("callback_due_n"),
                        sum("called").as("called_n"),
                        count("score").as("rated_n"),
                        count_if(col("score").geq(SatisfactionCounts.SATISFIED_FROM))
                                .as("satisfied_n"),
                        count_if(col("score").leq(SatisfactionCounts.DISSATISFIED_TO))
                                .as("dissatisfied_n"),
                        count_if(col("recommend").geq(SatisfactionCounts.PROMOTER_FROM))
                                .as("promoters_n"),
                        count_if(col("recommend").leq(SatisfactionCounts.DETRACTOR_TO))
                                .as("detractors_n"),
                        count("recommend").as("recommend_n"));
        return OutletVersions.inForce(
                        counted, inputs.silver("outlets"), "outlet_id", last_day(col("month")), "region_id")
                .withColumn("region_id", coalesce(col("region_id"), lit(SeenOrders.UNKNOWN)));
    }

    /** Those in which satisfaction_month counts other orders, which these are. */
    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        return new SatisfactionMonth().touched(inputs, changes, asOf);
    }
}
