package aftercare.measure.earlywarning;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import aftercare.contract.CodeWords;
import aftercare.contract.Messages;
import aftercare.contract.Text;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.MonthTable;
import aftercare.measure.api.Months;
import aftercare.measure.earlywarning.IssueFacts.ModelCounts;
import aftercare.measure.facts.Attributes;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.SeenOrders;
import aftercare.stats.CountTail;
import aftercare.stats.Interval;
import aftercare.table.EmergingIssueTable;
import aftercare.table.RepairsTable;
import aftercare.table.ShipmentsTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import scala.jdk.javaapi.CollectionConverters;

/**
 * emerging_issue: models and symptoms, and batches of them, with more repairs in the last 90 days than age, season and
 * fleet explain. Definitions: schemas/gold/emerging_issue.yaml.
 *
 * <p>Spark counts the repairs once, by all that is needed; these small counts are then compared in plain Java.
 */
public final class EmergingIssue implements Measure {
    private static final String MODEL = RepairsTable.MODEL_ID;
    private static final String KIND = "kind";
    private static final String SYMPTOM = "symptom";
    private static final String BATCH = "batch";
    private static final String STRETCH = "stretch";
    private static final String OPENED = "opened";
    private static final String AGE = "age";
    private static final String ZONE = "zone";
    private static final String LAG = "lag";
    private static final String UNIT = "unit";
    private static final String DAY = "day";
    private static final String ORDER = "return_order";

    private static final int UNKNOWN_UNIT = 0;
    private static final int FIRST = 1;
    private static final int RETURN = 2;

    /** Batches this many months before the day and more count as one. */
    private static final int OLD_BATCH_MONTHS = 60;

    private static final int LONGEST_LAG_MONTHS = 24;

    @Override
    public String table() {
        return Tables.EMERGING_ISSUE;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.SHIPMENTS, Tables.MODELS, Tables.REGIONS, Tables.OUTLETS);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Calendar calendar = new Calendar(asOf.day());
        List<Issue> issues = new IssueFinder(facts(inputs, asOf, calendar), calendar).find();
        Map<String, LocalDate> firstSeen = new HashMap<>();
        for (Issue issue : issues) {
            firstSeen.merge(name(issue), issue.day(), (one, other) -> one.isBefore(other) ? one : other);
        }
        List<Row> rows = new ArrayList<>();
        issues.forEach(issue ->
                rows.add(row(issue, Objects.requireNonNull(firstSeen.get(name(issue)), "all were seen on some day"))));
        return inputs.spark().createDataFrame(rows, EmergingIssueTable.SCHEMA);
    }

    private static String name(Issue issue) {
        return issue.cell().model() + "\n" + issue.cell().symptom();
    }

    private static IssueFacts facts(Inputs inputs, AsOf asOf, Calendar calendar) {
        Map<String, String> categories = Attributes.categories(inputs);
        Map<String, String> zones = Attributes.climateZones(inputs);
        IssueFacts facts = new IssueFacts();
        Column sale = MonthTable.in(asOf.zone()).numberOfDay(col(ShipmentsTable.MONTH));
        for (Row row : inputs.silver(Tables.SHIPMENTS)
                .filter(col(ShipmentsTable.MONTH).leq(lit(Date.valueOf(asOf.day()))))
                .groupBy(col(ShipmentsTable.MODEL_ID), col(ShipmentsTable.REGION_ID), sale.as("sale"))
                .agg(sum(col(ShipmentsTable.UNITS)).as("sold"))
                .collectAsList()) {
            ShipmentsTable.Values shipped = ShipmentsTable.of(row);
            long units = row.getAs("sold");
            if (units > 0) {
                model(facts, categories, shipped.modelId())
                        .units
                        .computeIfAbsent(zones.getOrDefault(shipped.regionId(), ""), none -> new TreeMap<>())
                        .merge(row.getAs("sale"), units, Long::sum);
            }
        }
        for (Row row : counted(inputs, asOf, calendar).collectAsList()) {
            ModelCounts model = model(facts, categories, row.getAs(MODEL));
            String member = row.getAs("member");
            int one = row.getAs("one");
            int other = row.getAs("other");
            long count = row.getAs("n");
            switch (row.<String>getAs(KIND)) {
                case SYMPTOM ->
                    model.symptoms
                            .computeIfAbsent(member, none -> new TreeMap<>())
                            .computeIfAbsent(one, none -> new TreeMap<>())
                            .merge(other, count, Long::sum);
                case AGE ->
                    model.ages.computeIfAbsent(one, none -> new TreeMap<>()).merge(other, count, Long::sum);
                case UNIT ->
                    facts.addUnits(
                            one == UNKNOWN_UNIT ? count : 0, one == FIRST ? count : 0, one == RETURN ? count : 0);
                case LAG -> model.lags.merge(one, count, Long::sum);
                default ->
                    model.zones
                            .computeIfAbsent(zones.getOrDefault(member, ""), none -> new TreeMap<>())
                            .merge(other, count, Long::sum);
            }
        }
        return facts;
    }

    private static ModelCounts model(IssueFacts facts, Map<String, String> categories, String model) {
        return facts.model(model, categories.getOrDefault(model, SeenOrders.UNKNOWN));
    }

    /**
     * Repairs counted five ways in one pass: by symptom, batch and days; by age; by region; by the wait from making to
     * selling; by what is known of the unit. Returns are in the last one only. Each way leaves out the columns it does
     * not count by, which are null then.
     */
    private static Dataset<Row> counted(Inputs inputs, AsOf asOf, Calendar calendar) {
        Column kind = lit(null).cast("string");
        for (String known : List.of(UNIT, LAG, ZONE, AGE, SYMPTOM)) {
            kind = when(col(known).isNotNull(), lit(known)).otherwise(kind);
        }
        Column[] all = columns(List.of(MODEL, SYMPTOM, BATCH, STRETCH, AGE, OPENED, ZONE, LAG, UNIT));
        return countedBy(inputs, asOf, calendar)
                .groupingSets(
                        ways(List.of(
                                List.of(MODEL, SYMPTOM, BATCH, STRETCH),
                                List.of(MODEL, AGE, OPENED),
                                List.of(MODEL, ZONE, OPENED),
                                List.of(MODEL, LAG),
                                List.of(MODEL, UNIT))),
                        all)
                .agg(
                        count(lit(1)).as("all_n"),
                        count(when(col(UNIT).notEqual(RETURN), lit(1))).as("first_n"))
                .withColumn(KIND, kind)
                .select(
                        col(KIND),
                        col(MODEL),
                        coalesce(col(SYMPTOM), col(ZONE)).as("member"),
                        coalesce(col(BATCH), col(AGE), col(LAG), col(UNIT), lit(0))
                                .as("one"),
                        coalesce(col(STRETCH), col(OPENED), lit(0)).as("other"),
                        when(col(KIND).equalTo(UNIT), col("all_n"))
                                .otherwise(col("first_n"))
                                .as("n"))
                .filter(col(KIND).isNotNull().and(col("n").gt(0)));
    }

    private static scala.collection.immutable.Seq<scala.collection.immutable.Seq<Column>> ways(
            List<List<String>> ways) {
        return seq(ways.stream().map(way -> seq(List.of(columns(way)))).toList());
    }

    private static <T> scala.collection.immutable.Seq<T> seq(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(name -> col(name)).toArray(Column[]::new);
    }

    /** The columns that repairs are counted by; null where not known. */
    private static Dataset<Row> countedBy(Inputs inputs, AsOf asOf, Calendar calendar) {
        MonthTable numbers = MonthTable.in(asOf.zone());
        Dataset<Row> repairs = SeenOrders.of(inputs.silver(Tables.REPAIRS), asOf)
                .filter(col(RepairsTable.SERVICE_TYPE).equalTo("repair"))
                .filter(not(SeenOrders.cancelled()))
                .filter(col(MODEL).isNotNull())
                .withColumn(DAY, to_date(col(RepairsTable.OPENED_AT)));
        Dataset<Row> placed =
                OutletVersions.withRegion(withUnit(inputs, repairs), inputs.silver(Tables.OUTLETS), col(DAY));
        Column stretch = udf((UDF1<Integer, Integer>) calendar::stretch, DataTypes.IntegerType)
                .apply(unix_date(col(DAY)));
        int now = MonthTable.number(asOf.day());
        return placed.select(
                        col(MODEL),
                        coalesce(col(RepairsTable.SYMPTOM_CODE), lit("")).as(SYMPTOM),
                        coalesce(col(RepairsTable.REGION_ID), lit("")).as(ZONE),
                        col(UNIT),
                        stretch.as(STRETCH),
                        numbers.numberOfDay(col(DAY)).as(OPENED),
                        numbers.numberOfDay(col(RepairsTable.MANUFACTURED_ON)).as("made"),
                        numbers.numberOfDay(col(RepairsTable.SOLD_ON)).as("sold"))
                .withColumn(
                        BATCH,
                        when(col("made").isNull().or(col("made").gt(now)), lit(IssueFacts.NO_BATCH))
                                .when(col("made").lt(now - OLD_BATCH_MONTHS), lit(0))
                                .otherwise(col("made")))
                .withColumn(AGE, col(OPENED).minus(col("sold")))
                .withColumn(AGE, when(col(AGE).geq(0), col(AGE)))
                .withColumn(LAG, col("sold").minus(col("made")))
                .withColumn(LAG, when(col(LAG).between(0, LONGEST_LAG_MONTHS), col(LAG)));
    }

    /**
     * Adds whether a repair is a return: of a unit that had one for the same symptom in the 90 days before. Returns are
     * few: they are found by three numbers of each repair, so that repairs need not move to meet those of their unit.
     */
    private static Dataset<Row> withUnit(Inputs inputs, Dataset<Row> repairs) {
        Column order = xxhash64(col(RepairsTable.REPAIR_ID));
        Column isKnown = col(RepairsTable.SERIAL_NO)
                .isNotNull()
                .and(col(RepairsTable.SYMPTOM_CODE).isNotNull());
        Dataset<Row> returns = inputs.found(repairs.filter(isKnown)
                .select(
                        xxhash64(
                                        col(RepairsTable.MODEL_ID),
                                        col(RepairsTable.SERIAL_NO),
                                        col(RepairsTable.SYMPTOM_CODE))
                                .as("of_unit"),
                        unix_date(col(DAY)).as(DAY),
                        order.as(ORDER))
                .withColumn(
                        "last", lag(DAY, 1).over(Window.partitionBy("of_unit").orderBy(DAY, ORDER)))
                .filter(col(DAY).minus(col("last")).lt(Calendar.WINDOW_DAYS))
                .select(ORDER));
        Column state = when(not(isKnown), lit(UNKNOWN_UNIT))
                .when(col(ORDER).isNotNull(), lit(RETURN))
                .otherwise(lit(FIRST));
        return repairs.join(returns, order.equalTo(col(ORDER)), "left").withColumn(UNIT, state);
    }

    private static Row row(Issue issue, LocalDate firstSeen) {
        Cell cell = issue.cell();
        Interval mean = CountTail.mean(cell.observed(), 0.95);
        double low = mean.low() / cell.expected();
        double high = mean.high() / cell.expected();
        double ratio = cell.observed() / cell.expected();
        Text reason = reason(cell, ratio, low, high);
        return EmergingIssueTable.row()
                .asOf(issue.day())
                .modelId(cell.model())
                .symptomCode(cell.symptom())
                .batchMonth(cell.batch().label())
                .observedN(cell.observed())
                .expectedN(cell.expected())
                .ratio(ratio)
                .ratioLow(low)
                .ratioHigh(high)
                .pValue(issue.pValue())
                .qValue(issue.qValue())
                .level(issue.isRed() ? "red" : "yellow")
                .firstSeen(firstSeen)
                .reason(reason.en())
                .reasonZh(reason.zh())
                .build();
    }

    private static Text reason(Cell cell, double ratio, double low, double high) {
        Text units = cell.batch().isAll()
                ? Text.NONE
                : Messages.text(
                        cell.batch().isSince() ? "earlywarning.made_since" : "earlywarning.made_in",
                        "month",
                        MonthTable.month(cell.batch().from()));
        return Messages.text(
                "earlywarning.reason",
                "model",
                cell.model(),
                "units",
                units,
                "observed",
                cell.observed(),
                "symptom",
                CodeWords.within(cell.symptom()),
                "days",
                Calendar.WINDOW_DAYS,
                "expected",
                tenths(cell.expected()),
                "ratio",
                tenths(ratio),
                "low",
                tenths(low),
                "high",
                tenths(high));
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
