package aftercare.measure.training;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.contract.TrainingPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.Tables;
import aftercare.table.TrainingEffectTable;
import aftercare.table.TrainingNeedTable;
import aftercare.table.TrainingPlanPersonTable;
import aftercare.table.TrainingsTable;
import java.sql.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * training_plan_person: which course each technician should take, and when. Definitions:
 * schemas/gold/training_plan_person.yaml.
 */
public final class TrainingPlanPerson implements Measure {
    private final TrainingPolicy policy = TrainingPolicy.load();

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
        return List.of(Tables.TRAINING_NEED, Tables.TRAINING_EFFECT);
    }

    @Override
    public String settings() {
        return policy.toString();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        List<TrainingNeedTable.Values> needs = inputs
                .gold(Tables.TRAINING_NEED)
                .withColumn(TrainingNeedTable.COURSE, SeenOrders.orUnknown(col(TrainingNeedTable.COURSE)))
                .select(
                        TrainingNeedTable.TECHNICIAN_ID,
                        TrainingNeedTable.COURSE,
                        TrainingNeedTable.SKILL,
                        TrainingNeedTable.PLAN,
                        TrainingNeedTable.OUTLET_ID,
                        TrainingNeedTable.REGION_ID,
                        TrainingNeedTable.METRIC,
                        TrainingNeedTable.GAP,
                        TrainingNeedTable.COMING_JOBS,
                        TrainingNeedTable.VISIT_COST,
                        TrainingNeedTable.FAILED_VISITS,
                        TrainingNeedTable.COST_AT_STAKE,
                        TrainingNeedTable.PRIORITY)
                .collectAsList()
                .stream()
                .map(TrainingNeedTable::of)
                .toList();
        List<TrainingEffectTable.Values> effects = inputs
                .gold(Tables.TRAINING_EFFECT)
                .select(
                        TrainingEffectTable.SKILL,
                        TrainingEffectTable.COURSE,
                        TrainingEffectTable.WINDOW_DAYS,
                        TrainingEffectTable.EFFECT,
                        TrainingEffectTable.DECIDES,
                        TrainingEffectTable.ADVICE)
                .collectAsList()
                .stream()
                .map(TrainingEffectTable::of)
                .toList();
        CourseFindings findings = new CourseFindings(policy, effects);
        List<Row> rows = SeatPlan.of(needs, costs(inputs, asOf), findings, asOf.day()).stream()
                .map(seat -> row(asOf, seat))
                .toList();
        return inputs.spark().createDataFrame(rows, TrainingPlanPersonTable.SCHEMA);
    }

    /** The mean cost of an attendance, by skill. */
    private static Map<String, Double> costs(Inputs inputs, AsOf asOf) {
        Map<String, Double> costs = new HashMap<>();
        inputs.silver(Tables.TRAININGS)
                .filter(col(TrainingsTable.COMPLETED_ON)
                        .leq(lit(Date.valueOf(asOf.day())))
                        .and(col(TrainingsTable.COST).isNotNull()))
                .groupBy(TrainingsTable.SKILL)
                .agg(avg(col(TrainingsTable.COST)).cast("double").as("mean"))
                .collectAsList()
                .forEach(row -> costs.put(TrainingsTable.of(row).skill(), row.getAs("mean")));
        return costs;
    }

    private static Row row(AsOf asOf, SeatPlan.Seat seat) {
        return TrainingPlanPersonTable.row()
                .asOf(asOf.day())
                .technicianId(seat.technician())
                .course(seat.course())
                .advice(seat.advice().label())
                .plan(seat.plan())
                .outletId(seat.outlet())
                .regionId(seat.region())
                .quarter(seat.quarter())
                .skills(String.join(",", seat.skills()))
                .needsN(seat.skills().size())
                .failedVisits(seat.failedVisits())
                .costAtStake(seat.costAtStake())
                .priority(seat.priority())
                .courseCost(seat.courseCost())
                .savedDays(seat.savedDays())
                .savedVisits(seat.savedVisits())
                .savedCost(seat.savedCost())
                .build();
    }
}
