package aftercare.measure.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.TrainingPolicy;
import aftercare.measure.AsOf;
import aftercare.measure.Inputs;
import aftercare.measure.Measure;
import aftercare.measure.Months;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * training_effect: what courses did for the first fixes of those who took them. Definitions: schemas/gold/training_effect.yaml.
 *
 * <p>Each region's jobs of a skill are compared by themselves, in plain Java; what is found of them is little and is summed here.
 */
public final class TrainingEffect implements Measure {
    private final TrainingPolicy policy;

    public TrainingEffect(TrainingPolicy policy) {
        this.policy = policy;
    }

    @Override
    public String table() {
        return "training_effect";
    }

    @Override
    public List<String> sources() {
        return List.of("repairs", "technicians", "outlets", "models", "skills", "trainings");
    }

    @Override
    public String settings() {
        return policy.toString();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        People people = new People(inputs, asOf);
        SkillBook skills = people.skills();
        Map<String, String> regions = people.regions();
        Roster roster = people.roster(regions);
        Courses courses = people.courses();
        List<RegionEffect> found = found(inputs, asOf, skills, roster, regions, courses);
        return inputs.spark()
                .createDataFrame(
                        new EffectTable(policy, CourseTaken.all(courses, skills, roster), found).rows(),
                        EffectTable.TYPE);
    }

    private List<RegionEffect> found(
            Inputs inputs, AsOf asOf, SkillBook skills, Roster roster, Map<String, String> regions, Courses courses) {
        List<CourseTaken> taken = CourseTaken.all(courses, skills, roster);
        LocalDate first = taken.stream()
                .map(CourseTaken::startedOn)
                .min(Comparator.naturalOrder())
                .orElse(null);
        if (first == null) {
            return List.of();
        }
        int longest =
                policy.effectDays().stream().mapToInt(Integer::intValue).max().orElseThrow();
        // A job may be completed some days before the visit that dates it is in the window, never so long before.
        Dataset<Row> jobs = new JudgedJobs(inputs, asOf, first.minusDays(longest))
                .withFirstFix()
                .filter(col("tried")
                        .and(col("technician_id").isNotNull())
                        .and(col("outlet_id").isNotNull()))
                .groupBy("technician_id", "outlet_id", "model_id", "symptom_code", "day")
                .agg(count(when(col("fixed"), lit(1))).as("n"), count(lit(1)).as("d"));
        Map<String, String> categories = People.texts(inputs.silver("models"), "model_id", "category");
        List<Integer> windows = List.copyOf(policy.effectDays());
        Set<String> trained = courses.skills();
        int day = (int) asOf.day().toEpochDay();
        return jobs.flatMap(
                        (FlatMapFunction<Row, DayJobs>)
                                row -> DayJobs.of(row, skills, roster, regions, categories, trained),
                        Encoders.javaSerialization(DayJobs.class))
                .groupByKey((MapFunction<DayJobs, String>) DayJobs::group, Encoders.STRING())
                .flatMapGroups(
                        (FlatMapGroupsFunction<String, DayJobs, RegionEffect>)
                                (group, rows) -> RegionJobs.of(rows).compared(taken, windows, day),
                        Encoders.javaSerialization(RegionEffect.class))
                .collectAsList();
    }
}
