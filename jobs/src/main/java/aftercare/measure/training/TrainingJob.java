package aftercare.measure.training;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import aftercare.contract.Contracts;
import aftercare.contract.DefaultStandards;
import aftercare.contract.Rules;
import aftercare.contract.TrainingPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Attributes;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.Standards;
import aftercare.measure.training.People.Staff;
import aftercare.measure.training.SkillBook.Skill;
import aftercare.table.ModelsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import aftercare.table.TrainingJobTable;
import aftercare.table.TrainingNeedTable;
import java.sql.Date;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * training_job: the orders behind each need, so that whoever is named can see and contest them. Definitions:
 * schemas/gold/training_job.yaml.
 */
public final class TrainingJob implements Measure {
    private static final String NEEDS_CATEGORY = "needs_category";
    private static final String NEEDS_SYMPTOM = "needs_symptom";
    private static final String SINCE_STRETCH = "since_stretch";
    private static final String WHO = "who";
    private static final String HOME_REGION = "home_region";

    /** A need, and which orders of its technician show the skill. */
    private static final StructType NEEDED = new StructType()
            .add(WHO, DataTypes.StringType)
            .add(TrainingJobTable.SKILL, DataTypes.StringType)
            .add(TrainingJobTable.COURSE, DataTypes.StringType)
            .add(TrainingJobTable.METRIC, DataTypes.StringType)
            .add(HOME_REGION, DataTypes.StringType)
            .add(NEEDS_CATEGORY, DataTypes.StringType)
            .add(NEEDS_SYMPTOM, DataTypes.StringType)
            .add(SINCE_STRETCH, DataTypes.IntegerType);

    private final TrainingPolicy policy;
    private final DefaultStandards shipped;
    private final Rules rules;

    /** Takes the policy, the standards that hold unless the source says otherwise, and how jobs are judged. */
    public TrainingJob(Contracts contracts) {
        rules = contracts.rules();
        policy = TrainingPolicy.load();
        shipped = contracts.standards();
    }

    @Override
    public String table() {
        return Tables.TRAINING_JOB;
    }

    @Override
    public List<String> sources() {
        return List.of(
                Tables.REPAIRS,
                Tables.CALLBACKS,
                Tables.COMPLAINTS,
                Tables.TECHNICIANS,
                Tables.OUTLETS,
                Tables.MODELS,
                Tables.STANDARDS,
                Tables.SKILLS,
                Tables.TRAININGS);
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.TRAINING_NEED);
    }

    @Override
    public String settings() {
        return policy + "\n" + shipped + "\n" + JudgedJobs.settings(rules);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Staff staff = new People(inputs, asOf).staff();
        Dataset<Row> needs = inputs.spark().createDataFrame(needs(inputs, staff), NEEDED);
        Dataset<Row> jobs = Attributes.withCategory(
                TrainingNeed.judged(inputs, asOf, Standards.of(shipped, inputs), staff.courses(), policy, rules),
                inputs);
        Column shows = col(RepairsTable.TECHNICIAN_ID)
                .equalTo(col(WHO))
                .and(col(NEEDS_CATEGORY).isNull().or(col(NEEDS_CATEGORY).equalTo(col(ModelsTable.CATEGORY))))
                .and(col(NEEDS_SYMPTOM).isNull().or(col(NEEDS_SYMPTOM).equalTo(col(RepairsTable.SYMPTOM_CODE))))
                .and(col(JobsBySkill.STRETCH).geq(col(SINCE_STRETCH)));
        Column failed = lit(false);
        for (Metric metric : Metric.values()) {
            failed = failed.or(col(TrainingJobTable.METRIC)
                    .equalTo(metric.code())
                    .and(col(JudgedJobs.tried(metric)))
                    .and(not(col(JudgedJobs.succeeded(metric)))));
        }
        return jobs.join(broadcast(needs), shows)
                .filter(failed)
                .select(
                        lit(Date.valueOf(asOf.day())).as(TrainingJobTable.AS_OF),
                        col(RepairsTable.TECHNICIAN_ID).as(TrainingJobTable.TECHNICIAN_ID),
                        col(TrainingJobTable.SKILL),
                        col(RepairsTable.REPAIR_ID).as(TrainingJobTable.REPAIR_ID),
                        SeenOrders.orUnknown(col(TrainingJobTable.COURSE)).as(TrainingJobTable.COURSE),
                        col(TrainingJobTable.METRIC),
                        col(HOME_REGION).as(TrainingJobTable.REGION_ID),
                        col(RepairsTable.OUTLET_ID).as(TrainingJobTable.OUTLET_ID),
                        col(RepairsTable.MODEL_ID).as(TrainingJobTable.MODEL_ID),
                        col(ModelsTable.CATEGORY).as(TrainingJobTable.CATEGORY),
                        col(RepairsTable.SYMPTOM_CODE).as(TrainingJobTable.SYMPTOM_CODE),
                        col(RepairsTable.COMPLETED_AT).as(TrainingJobTable.COMPLETED_AT),
                        col(RepairsTable.OUTCOME).as(TrainingJobTable.OUTCOME));
    }

    private static List<Row> needs(Inputs inputs, Staff staff) {
        return inputs
                .gold(Tables.TRAINING_NEED)
                .select(
                        TrainingNeedTable.TECHNICIAN_ID,
                        TrainingNeedTable.SKILL,
                        TrainingNeedTable.COURSE,
                        TrainingNeedTable.METRIC,
                        TrainingNeedTable.REGION_ID)
                .filter(col(TrainingNeedTable.METRIC).isNotNull())
                .collectAsList()
                .stream()
                .map(TrainingNeedTable::of)
                .map(need -> {
                    Skill skill = Objects.requireNonNull(
                            staff.skills().find(staff.roster().role(need.technicianId()), need.skill()),
                            "only listed skills are needed");
                    return RowFactory.create(
                            need.technicianId(),
                            need.skill(),
                            need.course(),
                            need.metric(),
                            need.regionId(),
                            skill.category(),
                            skill.symptom(),
                            staff.courses().withLast(need.technicianId(), need.skill()));
                })
                .toList();
    }
}
