package aftercare.measure.training;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
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
            .add("as_of", DataTypes.DateType)
            .add("technician_id", DataTypes.StringType)
            .add("course", DataTypes.StringType)
            .add("plan", DataTypes.StringType)
            .add("outlet_id", DataTypes.StringType)
            .add("region_id", DataTypes.StringType)
            .add("quarter", DataTypes.DateType)
            .add("skills", DataTypes.StringType)
            .add("needs_n", DataTypes.IntegerType)
            .add("failed_visits", DataTypes.DoubleType)
            .add("cost_at_stake", DataTypes.DoubleType)
            .add("priority", DataTypes.DoubleType)
            .add("course_cost", DataTypes.DoubleType);

    @Override
    public String table() {
        return "training_plan_person";
    }

    @Override
    public List<String> sources() {
        return List.of("trainings");
    }

    @Override
    public List<String> gold() {
        return List.of("training_need");
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        List<SeatPlan.Need> needs = new ArrayList<>();
        for (Row row : inputs.gold("training_need")
                .select(
                        "technician_id",
                        "course",
                        "skill",
                        "plan",
                        "outlet_id",
                        "region_id",
                        "failed_visits",
                        "cost_at_stake",
                        "priority")
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
        for (Row row : inputs.silver("trainings")
                .filter(col("completed_on")
                        .leq(lit(Date.valueOf(asOf.day())))
                        .and(col("cost").isNotNull()))
                .groupBy("skill")
                .agg(avg(col("cost")).cast("double"))
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
