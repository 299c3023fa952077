package aftercare.measure.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contracts;
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
import aftercare.measure.facts.Attributes;
import aftercare.measure.facts.Standards;
import aftercare.measure.training.People.Staff;
import aftercare.stats.BetaBinomialShrinkage;
import aftercare.table.EmergingIssueTable;
import aftercare.table.ModelsTable;
import aftercare.table.OutletKpiMonthTable;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * training_need: who needs training in what, and why. Definitions: schemas/gold/training_need.yaml; how figures come
 * about: docs/training.md.
 *
 * <p>Spark judges and counts the jobs, by technician, outlet and skill; these counts, some rows per technician, are
 * then compared in plain Java.
 */
public final class TrainingNeed implements Measure {

    private final TrainingPolicy policy;
    private final DefaultStandards shipped;
    private final Rules rules;

    /** Takes the policy, the standards that hold unless the source says otherwise, and how jobs are judged. */
    public TrainingNeed(Contracts contracts) {
        rules = contracts.rules();
        policy = TrainingPolicy.load();
        shipped = contracts.standards();
    }

    @Override
    public String table() {
        return Tables.TRAINING_NEED;
    }

    @Override
    public List<String> sources() {
        return List.of(
                Tables.REPAIRS,
                Tables.CALLBACKS,
                Tables.COMPLAINTS,
                Tables.TECHNICIANS,
                Tables.OUTLETS,
                Tables.REGIONS,
                Tables.MODELS,
                Tables.STANDARDS,
                Tables.SKILLS,
                Tables.SKILL_ASSESSMENTS,
                Tables.TRAININGS);
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
        Map<String, String> categories = Attributes.categories(inputs);
        Standards standards = Standards.of(shipped, inputs);
        Dataset<Row> cells = inputs.keep(cells(inputs, asOf, standards, staff.courses()));
        JobsBySkill bySkill = new JobsBySkill(staff, categories, rates(cells, categories));
        NeedFacts facts = new NeedFacts(
                asOf.day(),
                staff,
                people.levels(),
                standards,
                Attributes.tiers(inputs),
                jobs(inputs, cells, bySkill),
                forecast(inputs, asOf, categories),
                urgent(inputs, asOf, categories));
        List<Row> rows = new ArrayList<>();
        RuleTexts texts = this.rules.texts(asOf.day());
        new NeedFinder(policy, facts).find().forEach(need -> rows.add(row(asOf.day(), need, texts)));
        return inputs.spark().createDataFrame(rows, TrainingNeedTable.SCHEMA);
    }

    /**
     * JobCounts by technician, outlet, model, symptom and how many courses the technician had completed; a technician's
     * rows lie together.
     */
    private Dataset<Row> cells(Inputs inputs, AsOf asOf, Standards standards, Courses courses) {
        Column recent =
                col(JudgedJobs.DAY).gt(lit((int) asOf.day().minusYears(1).toEpochDay()));
        List<Column> counts = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Column tried = col(JudgedJobs.tried(metric));
            counts.add(flag(tried.and(col(JudgedJobs.succeeded(metric)))));
            counts.add(flag(tried));
        }
        counts.add(count(lit(1)));
        for (Column also : List.of(
                lit(true),
                col(JudgedJobs.tried(Metric.SATISFACTION)),
                col(JudgedJobs.succeeded(Metric.SATISFACTION)))) {
            for (ServiceStep step : ServiceStep.values()) {
                counts.add(flag(col(step.label()).and(also)));
            }
        }
        Column cost = col(RepairsTable.LABOUR_COST).plus(coalesce(col(RepairsTable.PARTS_COST), lit(0)));
        counts.add(flag(recent));
        counts.add(coalesce(sum(cost.multiply(100).cast("long")), lit(0L)));
        counts.add(flag(cost.isNotNull()));
        return judged(inputs, asOf, standards, courses, policy, rules)
                .groupBy(
                        RepairsTable.TECHNICIAN_ID,
                        RepairsTable.OUTLET_ID,
                        RepairsTable.MODEL_ID,
                        RepairsTable.SYMPTOM_CODE,
                        JobsBySkill.STRETCH)
                .agg(array(counts.toArray(Column[]::new)).as(JobsBySkill.COUNTS))
                .repartition(col(RepairsTable.TECHNICIAN_ID));
    }

    /** The jobs that needs are found in, judged, each with {@link JobsBySkill#STRETCH}. One row per order. */
    static Dataset<Row> judged(
            Inputs inputs, AsOf asOf, Standards standards, Courses courses, TrainingPolicy policy, Rules rules) {
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
                .apply(col(RepairsTable.TECHNICIAN_ID), col(JudgedJobs.DAY));
        return new JudgedJobs(inputs, asOf, from, rules)
                .withAllFigures(hours, policy.steps())
                .filter(col(RepairsTable.MODEL_ID).isNotNull())
                .withColumn(JobsBySkill.STRETCH, stretch);
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
        Column[] sums = new Column[2 * JobCounts.METRICS];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sum(col(JobsBySkill.COUNTS).getItem(i)).as("c" + i);
        }
        Map<String, Map<String, long[]>> byCategory = new TreeMap<>();
        for (Row row : cells.groupBy(RepairsTable.MODEL_ID, RepairsTable.SYMPTOM_CODE)
                .agg(array(sums).as(JobsBySkill.COUNTS))
                .collectAsList()) {
            RepairsTable.Values jobs = RepairsTable.of(row);
            byCategory
                    .computeIfAbsent(categories.getOrDefault(jobs.modelId(), ""), none -> new TreeMap<>())
                    .put(JobsBySkill.stratum(jobs.modelId(), jobs.symptomCode()), JobsBySkill.longs(row));
        }
        Map<String, double[]> rates = new HashMap<>();
        for (Map<String, long[]> strata : byCategory.values()) {
            for (Metric metric : Metric.values()) {
                long[] n = strata.values().stream()
                        .mapToLong(counts -> counts[JobCounts.succeeded(metric)])
                        .toArray();
                long[] d = strata.values().stream()
                        .mapToLong(counts -> counts[JobCounts.tried(metric)])
                        .toArray();
                BetaBinomialShrinkage fit = BetaBinomialShrinkage.fit(n, d);
                strata.forEach((stratum, counts) -> {
                    double rate = fit.shrink(counts[JobCounts.succeeded(metric)], counts[JobCounts.tried(metric)]);
                    rates.computeIfAbsent(stratum, none -> new double[JobCounts.METRICS])[JobCounts.place(metric)] =
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
                        .cast("double")
                        .as(RepairForecastMonthTable.EXPECTED_N))
                .sort(RepairForecastMonthTable.REGION_ID, RepairForecastMonthTable.MODEL_ID)
                .collectAsList()) {
            RepairForecastMonthTable.Values coming = RepairForecastMonthTable.of(row);
            String category = categories.get(coming.modelId());
            if (category != null) {
                forecast.computeIfAbsent(coming.regionId(), none -> new TreeMap<>())
                        .merge(category, coming.expectedN(), Double::sum);
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
            EmergingIssueTable.Values issue = EmergingIssueTable.of(row);
            String category = categories.get(issue.modelId());
            urgent.add(category);
            urgent.add(NeedFacts.key(category, issue.symptomCode()));
        }
        Date since = Date.valueOf(asOf.day().minusDays(policy.newModelDays()));
        for (Row row : inputs.silver(Tables.MODELS)
                .filter(col(ModelsTable.LAUNCHED_ON)
                        .gt(lit(since))
                        .and(col(ModelsTable.LAUNCHED_ON).leq(lit(day))))
                .select(ModelsTable.CATEGORY)
                .collectAsList()) {
            urgent.add(ModelsTable.of(row).category());
        }
        return urgent;
    }

    private static Row row(LocalDate day, Need need, RuleTexts texts) {
        CourseComparison.TechnicianFigure figure = need.figure();
        Text reason = NeedReason.of(need, texts);
        TrainingNeedTable.Builder row = TrainingNeedTable.row()
                .asOf(day)
                .technicianId(need.person().id())
                .skill(need.skill().name())
                .course(need.skill().course())
                .outletId(need.person().outlet())
                .regionId(need.person().region())
                .basis(need.basis())
                .gap(need.gap())
                .requiredLevel(need.skill().requiredLevel())
                .comingJobs(need.comingJobs())
                .failedVisits(need.failedVisits())
                .visitCost(Double.isNaN(need.visitCost()) ? null : need.visitCost())
                .costAtStake(need.costAtStake())
                .priority(need.priority())
                .plan(need.plan())
                .reason(reason.en())
                .reasonZh(reason.zh())
                .succeededN(0)
                .jobsN(0);
        if (figure != null) {
            row.metric(figure.metric().code())
                    .succeededN(figure.n())
                    .jobsN(figure.d())
                    .actual(figure.actual())
                    .actualLow(figure.interval().low())
                    .actualHigh(figure.interval().high())
                    .expected(figure.expected())
                    .standard(Double.isNaN(figure.standard()) ? null : figure.standard())
                    .target(figure.target())
                    .probabilityBelow(figure.probabilityBelow());
        }
        if (need.level() != null) {
            row.assessedLevel(need.level().level()).assessedOn(need.level().assessedOn());
        }
        if (need.fault() != null) {
            row.step(need.fault().step().label())
                    .stepN(need.fault().n())
                    .stepExpectedN(need.fault().expected());
        }
        return row.build();
    }
}
