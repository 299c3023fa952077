package aftercare.measure.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static scala.jdk.javaapi.CollectionConverters.asJava;
import static scala.jdk.javaapi.CollectionConverters.asScala;

import aftercare.contract.Contracts;
import aftercare.contract.Rules;
import aftercare.contract.TrainingPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Attributes;
import aftercare.measure.training.Courses.CourseTaken;
import aftercare.measure.training.People.Staff;
import aftercare.table.RepairsTable;
import aftercare.table.SkillsTable;
import aftercare.table.Tables;
import aftercare.table.TrainingEffectTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * training_effect: what courses did for the first fixes of those who took them. Definitions:
 * schemas/gold/training_effect.yaml.
 *
 * <p>Each region's jobs of a skill are compared by themselves, in plain Java; the few rows found are summed here.
 */
public final class TrainingEffect implements Measure {
    private final TrainingPolicy policy;
    private final Rules rules;

    /** Takes the policy, and how long repairs have to hold. */
    public TrainingEffect(Contracts contracts) {
        rules = contracts.rules();
        policy = TrainingPolicy.load();
    }

    @Override
    public String table() {
        return Tables.TRAINING_EFFECT;
    }

    @Override
    public List<String> sources() {
        return List.of(
                Tables.REPAIRS, Tables.TECHNICIANS, Tables.OUTLETS, Tables.MODELS, Tables.SKILLS, Tables.TRAININGS);
    }

    @Override
    public String settings() {
        return policy + "\n" + rules.window(Rules.REPEAT);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Staff staff = new People(inputs, asOf).staff();
        List<CourseTaken> taken = staff.courses().taken(staff.skills(), staff.roster());
        return inputs.spark()
                .createDataFrame(
                        new EffectTable(policy, taken, found(inputs, asOf, staff, taken)).rows(),
                        TrainingEffectTable.SCHEMA);
    }

    private List<RegionEffect> found(Inputs inputs, AsOf asOf, Staff staff, List<CourseTaken> taken) {
        LocalDate first = taken.stream()
                .map(CourseTaken::startedOn)
                .min(Comparator.naturalOrder())
                .orElse(null);
        if (first == null) {
            return List.of();
        }
        int longest =
                policy.effectDays().stream().mapToInt(Integer::intValue).max().orElseThrow();
        Map<String, String> categories = Attributes.categories(inputs);
        Set<String> trained = staff.courses().skills();
        // A job may be completed some days before the visit that dates it is in the window, never so long before.
        Dataset<Row> jobs = new JudgedJobs(inputs, asOf, first.minusDays(longest), rules)
                .of(models(staff.skills(), trained, categories))
                .withFirstFix()
                .filter(col(JudgedJobs.TRIED)
                        .and(col(RepairsTable.TECHNICIAN_ID).isNotNull())
                        .and(col(RepairsTable.OUTLET_ID).isNotNull()))
                .select(
                        RepairsTable.TECHNICIAN_ID,
                        RepairsTable.OUTLET_ID,
                        RepairsTable.MODEL_ID,
                        RepairsTable.SYMPTOM_CODE,
                        JudgedJobs.DAY,
                        JudgedJobs.FIXED);
        List<Integer> windows = List.copyOf(policy.effectDays());
        int day = (int) asOf.day().toEpochDay();
        return jobs.flatMap(
                        (FlatMapFunction<Row, Row>) row -> DayJobs.of(row, staff, categories, trained),
                        Encoders.row(DayJobs.TYPE))
                .repartition(col(SkillsTable.SKILL), col(DayJobs.REGION))
                .mapPartitions(
                        (MapPartitionsFunction<Row, RegionEffect>) rows -> compared(rows, taken, windows, day),
                        Encoders.javaSerialization(RegionEffect.class))
                .collectAsList();
    }

    private static Iterator<RegionEffect> compared(
            Iterator<Row> rows, List<CourseTaken> taken, List<Integer> windows, int day) {
        List<RegionEffect> effects = new ArrayList<>();
        Iterator<DayJobs> jobs = asJava(asScala(rows).map(row -> DayJobs.of(row)));
        RegionJobs.bySkillAndRegion(jobs)
                .forEach(region -> region.compared(taken, windows, day).forEachRemaining(effects::add));
        return effects.iterator();
    }

    /**
     * The models whose jobs may show one of the skills, said as a condition: orders of others say nothing of a course.
     */
    private static Column models(SkillBook skills, Set<String> trained, Map<String, String> categories) {
        Set<String> shown = skills.categories(trained);
        return shown == null
                ? lit(true)
                : col(RepairsTable.MODEL_ID)
                        .isin(categories.entrySet().stream()
                                .filter(model -> shown.contains(model.getValue()))
                                .map(Map.Entry::getKey)
                                .sorted()
                                .toArray());
    }
}
