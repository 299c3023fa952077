package aftercare.measure.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.Tables;
import aftercare.table.TrainingPlanPersonTable;
import aftercare.table.TrainingPlanRegionTable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * training_plan_region: how many seats each course needs, where and when. Definitions:
 * schemas/gold/training_plan_region.yaml.
 */
public final class TrainingPlanRegion implements Measure {
    @Override
    public String table() {
        return Tables.TRAINING_PLAN_REGION;
    }

    @Override
    public List<String> sources() {
        return List.of();
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.TRAINING_PLAN_PERSON);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Column advised = col(TrainingPlanPersonTable.ADVICE).notEqual(lit(Advice.REVIEW.label()));
        Column compared = col(TrainingPlanPersonTable.COURSE_COST)
                .isNotNull()
                .and(col(TrainingPlanPersonTable.SAVED_COST).isNotNull());
        return inputs.gold(Tables.TRAINING_PLAN_PERSON)
                .withColumn(
                        TrainingPlanPersonTable.COURSE_COST, when(advised, col(TrainingPlanPersonTable.COURSE_COST)))
                .groupBy(
                        col(TrainingPlanPersonTable.AS_OF).as(TrainingPlanRegionTable.AS_OF),
                        SeenOrders.orUnknown(col(TrainingPlanPersonTable.REGION_ID))
                                .as(TrainingPlanRegionTable.REGION_ID),
                        col(TrainingPlanPersonTable.PLAN).as(TrainingPlanRegionTable.PLAN),
                        col(TrainingPlanPersonTable.COURSE).as(TrainingPlanRegionTable.COURSE),
                        col(TrainingPlanPersonTable.ADVICE).as(TrainingPlanRegionTable.ADVICE),
                        col(TrainingPlanPersonTable.QUARTER).as(TrainingPlanRegionTable.QUARTER))
                .agg(
                        count(lit(1)).as(TrainingPlanRegionTable.PEOPLE_N),
                        count(when(advised, lit(1))).as(TrainingPlanRegionTable.SEATS),
                        total(col(TrainingPlanPersonTable.FAILED_VISITS)).as(TrainingPlanRegionTable.FAILED_VISITS),
                        total(col(TrainingPlanPersonTable.COST_AT_STAKE)).as(TrainingPlanRegionTable.COST_AT_STAKE),
                        count(col(TrainingPlanPersonTable.COURSE_COST)).as(TrainingPlanRegionTable.SEATS_PRICED_N),
                        total(col(TrainingPlanPersonTable.COURSE_COST)).as(TrainingPlanRegionTable.SEATS_COST),
                        max(col(TrainingPlanPersonTable.SAVED_DAYS)).as(TrainingPlanRegionTable.SAVED_DAYS),
                        count(col(TrainingPlanPersonTable.SAVED_VISITS)).as(TrainingPlanRegionTable.SEATS_SAVING_N),
                        total(col(TrainingPlanPersonTable.SAVED_VISITS)).as(TrainingPlanRegionTable.SAVED_VISITS),
                        total(col(TrainingPlanPersonTable.SAVED_COST)).as(TrainingPlanRegionTable.SAVED_COST),
                        count(when(compared, lit(1))).as(TrainingPlanRegionTable.COMPARED_N),
                        total(when(compared, col(TrainingPlanPersonTable.COURSE_COST)))
                                .as(TrainingPlanRegionTable.COMPARED_COST),
                        total(when(compared, col(TrainingPlanPersonTable.SAVED_COST)))
                                .as(TrainingPlanRegionTable.COMPARED_SAVED));
    }

    /** Summed as decimals: a sum of doubles would depend on the order of its parts. */
    private static Column total(Column column) {
        return sum(column.cast("decimal(30,9)")).cast("double");
    }
}
