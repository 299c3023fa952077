package aftercare.measure.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** training_plan_region: how many seats each course needs, where and when. Definitions: schemas/gold/training_plan_region.yaml. */
public final class TrainingPlanRegion implements Measure {
    @Override
    public String table() {
        return "training_plan_region";
    }

    @Override
    public List<String> sources() {
        return List.of();
    }

    @Override
    public List<String> gold() {
        return List.of("training_plan_person");
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return inputs.gold("training_plan_person")
                .groupBy(
                        col("as_of"),
                        coalesce(col("region_id"), lit(SeenOrders.UNKNOWN)).as("region_id"),
                        col("plan"),
                        col("course"),
                        col("quarter"))
                .agg(
                        count(lit(1)).as("seats"),
                        total("failed_visits").as("failed_visits"),
                        total("cost_at_stake").as("cost_at_stake"),
                        total("course_cost").as("seats_cost"));
    }

    /** Summed as decimals: a sum of doubles would depend on the order of its parts. */
    private static Column total(String column) {
        return sum(col(column).cast("decimal(30,9)")).cast("double");
    }
}
