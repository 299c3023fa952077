package aftercare.measure.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.DefaultStandards;
import aftercare.contract.RuleTexts;
import aftercare.contract.Rules;
import aftercare.contract.Standard;
import aftercare.contract.Text;
import aftercare.contract.TrainingPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Standards;
import aftercare.stats.BetaBinomialShrinkage;
import aftercare.table.EmergingIssueTable;
import aftercare.table.ModelsTable;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.RegionsTable;
import aftercare.table.RepairForecastMonthTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import aftercare.table.TrainingNeedTable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * training_need: who needs training in what, and why. Definitions: schemas/gold/training_need.yaml; how figures come about:
 * docs/training.md.
 *
 * <p>Spark judges and counts the jobs, by technician, outlet and skill; these counts, some rows per technician, are then compared in plain
 * Java.
 */
public final class TrainingNeed implements Measure {
    private static final StructType FOUND = new StructType()
            .add(TrainingNeedTable.AS_OF, DataTypes.DateType)
            .add(TrainingNeedTable.TECHNICIAN_ID, DataTypes.StringType)
            .add(TrainingNeedTable.SKILL, DataTypes.StringType)
            .add(TrainingNeedTable.COURSE, DataTypes.StringType)
            .add(TrainingNeedTable.OUTLET_ID, DataTypes.StringType)
            .add(TrainingNeedTable.REGION_ID, DataTypes.StringType)
            .add(TrainingNeedTable.BASIS, DataTypes.StringType)
            .add(TrainingNeedTable.METRIC, DataTypes.StringType)
            .add(TrainingNeedTable.SUCCEEDED_N, DataTypes.LongType)
            .add(TrainingNeedTable.JOBS_N, DataTypes.LongType)
            .add(TrainingNeedTable.ACTUAL, DataTypes.DoubleType)
            .add(TrainingNeedTable.ACTUAL_LOW, DataTypes.DoubleType)
            .add(TrainingNeedTable.ACTUAL_HIGH, DataTypes.DoubleType)
            .add(TrainingNeedTable.EXPECTED, DataTypes.DoubleType)
            .add(TrainingNeedTable.STANDARD, DataTypes.DoubleType)
            .add(TrainingNeedTable.TARGET, DataTypes.DoubleType)
            .add(TrainingNeedTable.GAP, DataTypes.DoubleType)
            .add(TrainingNeedTable.PROBABILITY_BELOW, DataTypes.DoubleType)
            .add(TrainingNeedTable.ASSESSED_LEVEL, DataTypes.IntegerType)
            .add(TrainingNeedTable.ASSESSED_ON, DataTypes.DateType)
            .add(TrainingNeedTable.REQUIRED_LEVEL, DataTypes.IntegerType)
            .add(TrainingNeedTable.STEP, DataTypes.StringType)
            .add(TrainingNeedTable.STEP_N, DataTypes.LongType)
            .add(TrainingNeedTable.STEP_EXPECTED_N, DataTypes.DoubleType)
            .add(TrainingNeedTable.COMING_JOBS, DataTypes.DoubleType)
            .add(TrainingNeedTable.FAILED_VISITS, DataTypes.DoubleType)
            .add(TrainingNeedTable.VISIT_COST, DataTypes.DoubleType)
            .add(TrainingNeedTable.COST_AT_STAKE, DataTypes.DoubleType)
            .add(TrainingNeedTable.PRIORITY, DataTypes.DoubleType)
            .add(TrainingNeedTable.PLAN, DataTypes.StringType)
            .add(TrainingNeedTable.REASON, DataTypes.StringType)
            .add(TrainingNeedTable.REASON_ZH, DataTypes.StringType);

    private final TrainingPolicy policy;
    private final DefaultStandards shipped;
    private final Rules rules;

    /** Takes the policy, the standards that hold unless the source says otherwise, and how jobs are judged. */
    public TrainingNeed(TrainingPolicy policy, DefaultStandards shipped, Rules rules) {
        this.rules = rules;
        this.policy = policy;
        this.shipped = shipped;
    }

    @Override
    public String table() {
        return Tables.TRAINING_NEED;
    }

    @Override
    public List<String> sources() {
        return List.of(
                "repairs",
                Tables.CALLBACKS,
                Tables.COMPLAINTS,
                Tables.TECHNICIANS,
                Tables.OUTLETS,
                Tables.REGIONS,
                Tables.MODELS,
                Tables.STANDARDS,
                Tables.SKILLS,
                Tables.SKILL_ASSESSMENTS,
                "trainings");
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.REPAIR_FORECAST_MONTH, Tables.EMERGING_ISSUE);
    }

    @Override
    public String settings() {
        return policy + "\n" + shipped + "\n" + JudgedJobs.settings(rules);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        People people = new People(inputs, asOf);
        Staff staff = people.staff();
        Map<String, String> categories =
                People.texts(inputs.silver(Tables.MODELS), ModelsTable.MODEL_ID, ModelsTable.CATEGORY);
        Standards standards = Standards.of(shipped, inputs);
        Dataset<Row> cells = inputs.keep(cells(inputs, asOf, standards, staff.courses()));
        JobsBySkill bySkill = new JobsBySkill(staff, categories, rates(cells, categories));
        NeedFacts facts = new NeedFacts(
                asOf.day(),
                staff,
                people.levels(),
                standards,
                People.texts(inputs.silver(Tables.REGIONS), RegionsTable.REGION_ID, RegionsTable.TIER),
                jobs(inputs, cells, bySkill),
                forecast(inputs, asOf, categories),
                urgent(inputs, asOf, categories));
        List<Row> rows = new ArrayList<>();
        RuleTexts texts = this.rules.texts(asOf.day());
        new NeedFinder(policy, facts).find().forEach(need -> rows.add(row(asOf.day(), need, texts)));
        return inputs.spark().createDataFrame(rows, FOUND);
    }

    /** Counts by technician, outlet, model, symptom and how many courses the technician had completed; a technician's rows lie together. */
    private Dataset<Row> cells(Inputs inputs, AsOf asOf, Standards standards, Courses courses) {
        // Where no standard asks for a time, every job is in time.
        double hours = standards
                .inForce(OutletKpiMonthTable.TURNAROUND_HOURS_P90, asOf.day(), Standards.Member.COMPANY)
                .map(Standard::target)
                .orElse(Double.MAX_VALUE);
        LocalDate from = asOf.day().plusDays(1).minusMonths(policy.monthsBack());
        Broadcast<Courses> sent = broadcast(inputs, courses);
        Column stretch = udf(
                        (UDF2<String, Integer, Integer>) (technician, day) ->
                                technician == null ? 0 : sent.value().before(technician, day),
                        DataTypes.IntegerType)
                .apply(col(TrainingNeedTable.TECHNICIAN_ID), col("day"));
        Column recent = col("day").gt(lit((int) asOf.day().minusYears(1).toEpochDay()));
        List<Column> counts = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            String name = metric.name().toLowerCase(Locale.ROOT);
            counts.add(flag(col(name + "_tried").and(col(name + "_ok"))));
            counts.add(flag(col(name + "_tried")));
        }
        counts.add(count(lit(1)));
        for (String also : List.of("", "satisfaction_tried", "satisfaction_ok")) {
            for (Step step : Step.values()) {
                counts.add(flag(
                        also.isEmpty() ? col(step.label()) : col(step.label()).and(col(also))));
            }
        }
        Column cost = col(RepairsTable.LABOUR_COST).plus(coalesce(col(RepairsTable.PARTS_COST), lit(0)));
        counts.add(flag(recent));
        counts.add(coalesce(sum(cost.multiply(100).cast("long")), lit(0L)));
        counts.add(flag(cost.isNotNull()));
        return new JudgedJobs(inputs, asOf, from, rules)
                .withAllFigures(hours, policy.steps())
                .filter(col(RepairsTable.MODEL_ID).isNotNull())
                .withColumn("stretch", stretch)
                .groupBy(
                        TrainingNeedTable.TECHNICIAN_ID,
                        TrainingNeedTable.OUTLET_ID,
                        RepairsTable.MODEL_ID,
                        RepairsTable.SYMPTOM_CODE,
                        "stretch")
                .agg(array(counts.toArray(Column[]::new)).as("counts"))
                .repartition(col(TrainingNeedTable.TECHNICIAN_ID));
    }

    private static Column flag(Column condition) {
        return count(when(condition, lit(1)));
    }

    private static <T> Broadcast<T> broadcast(Inputs inputs, T value) {
        @SuppressWarnings("unchecked") // the class of a value of type T
        Class<T> type = (Class<T>) value.getClass();
        return inputs.spark().sparkContext().broadcast(value, scala.reflect.ClassTag$.MODULE$.apply(type));
    }

    /** The company's rates by model and symptom, each drawn towards its category's, the more the fewer jobs it has. */
    private static Map<String, double[]> rates(Dataset<Row> cells, Map<String, String> categories) {
        Column[] sums = new Column[2 * Counts.METRICS];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sum(col("counts").getItem(i)).as("c" + i);
        }
        Map<String, Map<String, long[]>> byCategory = new TreeMap<>();
        for (Row row : cells.groupBy(RepairsTable.MODEL_ID, RepairsTable.SYMPTOM_CODE)
                .agg(array(sums).as("counts"))
                .collectAsList()) {
            byCategory
                    .computeIfAbsent(categories.getOrDefault(row.getString(0), ""), none -> new TreeMap<>())
                    .put(JobsBySkill.stratum(row.getString(0), row.getString(1)), JobsBySkill.longs(row.getList(2)));
        }
        Map<String, double[]> rates = new HashMap<>();
        for (Map<String, long[]> strata : byCategory.values()) {
            for (Metric metric : Metric.values()) {
                long[] n = strata.values().stream()
                        .mapToLong(counts -> counts[Counts.succeeded(metric)])
                        .toArray();
                long[] d = strata.values().stream()
                        .mapToLong(counts -> counts[Counts.tried(metric)])
                        .toArray();
                BetaBinomialShrinkage fit = BetaBinomialShrinkage.fit(n, d);
                strata.forEach((stratum, counts) -> {
                    double rate = fit.shrink(counts[Counts.succeeded(metric)], counts[Counts.tried(metric)]);
                    rates.computeIfAbsent(stratum, none -> new double[Counts.METRICS])[metric.ordinal()] =
                            Double.isNaN(rate) ? 0 : rate;
                });
            }
        }
        return rates;
    }

    private static List<Jobs> jobs(Inputs inputs, Dataset<Row> cells, JobsBySkill bySkill) {
        Broadcast<JobsBySkill> sent = broadcast(inputs, bySkill);
        return cells
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) rows -> sent.value().of(rows), Encoders.row(JobsBySkill.TYPE))
                .collectAsList()
                .stream()
                .map(JobsBySkill::jobs)
                .toList();
    }

    /** Repairs expected in the next twelve months, by region and category. */
    private static Map<String, Map<String, Double>> forecast(Inputs inputs, AsOf asOf, Map<String, String> categories) {
        Map<String, Map<String, Double>> forecast = new HashMap<>();
        for (Row row : inputs.gold(Tables.REPAIR_FORECAST_MONTH)
                .filter(col(RepairForecastMonthTable.SCENARIO)
                        .equalTo("base")
                        .and(col(RepairForecastMonthTable.LEVEL).equalTo("model_region")))
                .filter(col(RepairForecastMonthTable.MONTH).gt(lit(Date.valueOf(asOf.day()))))
                .filter(col(RepairForecastMonthTable.MONTH)
                        .leq(lit(Date.valueOf(asOf.day().plusYears(1)))))
                .groupBy(RepairForecastMonthTable.REGION_ID, RepairForecastMonthTable.MODEL_ID)
                // As decimals: a sum of doubles would depend on the order of its parts.
                .agg(sum(col(RepairForecastMonthTable.EXPECTED_N).cast("decimal(30,9)"))
                        .cast("double"))
                .sort(RepairForecastMonthTable.REGION_ID, RepairForecastMonthTable.MODEL_ID)
                .collectAsList()) {
            String category = categories.get(row.getString(1));
            if (category != null) {
                forecast.computeIfAbsent(row.getString(0), none -> new TreeMap<>())
                        .merge(category, row.getDouble(2), Double::sum);
            }
        }
        return forecast;
    }

    /** Categories, and categories with a symptom, that have an emerging issue now or a model just launched. */
    private Set<String> urgent(Inputs inputs, AsOf asOf, Map<String, String> categories) {
        Set<String> urgent = new HashSet<>();
        Date day = Date.valueOf(asOf.day());
        for (Row row : inputs.gold(Tables.EMERGING_ISSUE)
                .filter(col(EmergingIssueTable.AS_OF).equalTo(lit(day)))
                .select(EmergingIssueTable.MODEL_ID, EmergingIssueTable.SYMPTOM_CODE)
                .distinct()
                .collectAsList()) {
            String category = categories.get(row.getString(0));
            urgent.add(category);
            urgent.add(NeedFacts.key(category, row.getString(1)));
        }
        Date since = Date.valueOf(asOf.day().minusDays(policy.newModelDays()));
        for (Row row : inputs.silver(Tables.MODELS)
                .filter(col(ModelsTable.LAUNCHED_ON)
                        .gt(lit(since))
                        .and(col(ModelsTable.LAUNCHED_ON).leq(lit(day))))
                .select(ModelsTable.CATEGORY)
                .collectAsList()) {
            urgent.add(row.getString(0));
        }
        return urgent;
    }

    private static Row row(LocalDate day, Need need, RuleTexts texts) {
        CourseComparison.Figure figure = need.figure();
        boolean shown = figure != null;
        Text reason = NeedReason.of(need, texts);
        return RowFactory.create(
                Date.valueOf(day),
                need.person().id(),
                need.skill().name(),
                need.skill().course(),
                need.person().outlet(),
                need.person().region(),
                need.basis(),
                shown ? figure.metric().name().toLowerCase(Locale.ROOT) : null,
                shown ? figure.n() : 0L,
                shown ? figure.d() : 0L,
                shown ? figure.actual() : null,
                shown ? figure.interval().low() : null,
                shown ? figure.interval().high() : null,
                shown ? figure.expected() : null,
                shown && !Double.isNaN(figure.standard()) ? figure.standard() : null,
                shown ? figure.target() : null,
                need.gap(),
                shown ? figure.probabilityBelow() : null,
                need.level() == null ? null : need.level().level(),
                need.level() == null ? null : Date.valueOf(need.level().assessedOn()),
                need.skill().requiredLevel(),
                need.fault() == null ? null : need.fault().step().label(),
                need.fault() == null ? null : need.fault().n(),
                need.fault() == null ? null : need.fault().expected(),
                need.comingJobs(),
                need.failedVisits(),
                Double.isNaN(need.visitCost()) ? null : need.visitCost(),
                need.costAtStake(),
                need.priority(),
                need.plan(),
                reason.en(),
                reason.zh());
    }
}
