package aftercare.measure.training;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.Tables;
import aftercare.table.TrainingNeedTable;
import aftercare.table.TrainingPlanPersonTable;
import aftercare.table.TrainingsTable;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** training_plan_person: which course each technician should take, and when. Definitions: schemas/gold/training_plan_person.yaml. */
public final class TrainingPlanPerson implements Measure {
    private static final StructType PLANNED = new StructType()
            .add(TrainingPlanPersonTable.AS_OF, DataTypes.DateType)
            .add(TrainingPlanPersonTable.TECHNICIAN_ID, DataTypes.StringType)
            .add(TrainingPlanPersonTable.COURSE, DataTypes.StringType)
            .add(TrainingPlanPersonTable.PLAN, DataTypes.StringType)
            .add(TrainingPlanPersonTable.OUTLET_ID, DataTypes.StringType)
            .add(TrainingPlanPersonTable.REGION_ID, DataTypes.StringType)
            .add(TrainingPlanPersonTable.QUARTER, DataTypes.DateType)
            .add(TrainingPlanPersonTable.SKILLS, DataTypes.StringType)
            .add(TrainingPlanPersonTable.NEEDS_N, DataTypes.IntegerType)
            .add(TrainingPlanPersonTable.FAILED_VISITS, DataTypes.DoubleType)
            .add(TrainingPlanPersonTable.COST_AT_STAKE, DataTypes.DoubleType)
            .add(TrainingPlanPersonTable.PRIORITY, DataTypes.DoubleType)
            .add(TrainingPlanPersonTable.COURSE_COST, DataTypes.DoubleType);

    @Override
    public String table() {
        return Tables.TRAINING_PLAN_PERSON;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.TRAININGS);
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.TRAINING_NEED);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        List<SeatPlan.Need> needs = new ArrayList<>();
        for (Row row : inputs.gold(Tables.TRAINING_NEED)
                .select(
                        TrainingNeedTable.TECHNICIAN_ID,
                        TrainingNeedTable.COURSE,
                        TrainingNeedTable.SKILL,
                        TrainingNeedTable.PLAN,
                        TrainingNeedTable.OUTLET_ID,
                        TrainingNeedTable.REGION_ID,
                        TrainingNeedTable.FAILED_VISITS,
                        TrainingNeedTable.COST_AT_STAKE,
                        TrainingNeedTable.PRIORITY)
                .collectAsList()) {
            needs.add(new SeatPlan.Need(
                    row.getString(0),
                    Objects.requireNonNullElse(row.getString(1), SeenOrders.UNKNOWN),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getDouble(6),
                    row.isNullAt(7) ? null : Double.valueOf(row.getDouble(7)),
                    row.getDouble(8)));
        }
        List<Row> rows = new ArrayList<>();
        SeatPlan.of(needs, costs(inputs, asOf), asOf.day()).forEach(seat -> rows.add(row(asOf, seat)));
        return inputs.spark().createDataFrame(rows, PLANNED);
    }

    private static Map<String, Double> costs(Inputs inputs, AsOf asOf) {
        Map<String, Double> costs = new HashMap<>();
        for (Row row : inputs.silver(Tables.TRAININGS)
                .filter(col(TrainingsTable.COMPLETED_ON)
                        .leq(lit(Date.valueOf(asOf.day())))
                        .and(col(TrainingsTable.COST).isNotNull()))
                .groupBy(TrainingsTable.SKILL)
                .agg(avg(col(TrainingsTable.COST)).cast("double"))
                .collectAsList()) {
            costs.put(row.getString(0), row.getDouble(1));
        }
        return costs;
    }

    private static Row row(AsOf asOf, SeatPlan.Seat seat) {
        return RowFactory.create(
                Date.valueOf(asOf.day()),
                seat.technician(),
                seat.course(),
                seat.plan(),
                seat.outlet(),
                seat.region(),
                Date.valueOf(seat.quarter()),
                String.join(",", seat.skills()),
                seat.skills().size(),
                seat.failedVisits(),
                seat.costAtStake(),
                seat.priority(),
                seat.courseCost());
    }
}
