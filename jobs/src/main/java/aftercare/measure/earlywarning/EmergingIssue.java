package aftercare.measure.earlywarning;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.functions.year;

import aftercare.measure.AsOf;
import aftercare.measure.Inputs;
import aftercare.measure.Measure;
import aftercare.measure.Months;
import aftercare.measure.OutletVersions;
import aftercare.measure.SeenOrders;
import aftercare.measure.earlywarning.IssueFacts.ModelFacts;
import aftercare.stats.CountTail;
import aftercare.stats.Interval;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * emerging_issue: models and symptoms, and batches of them, with more repairs in the last 90 days than age, season and fleet explain.
 * Definitions: schemas/gold/emerging_issue.yaml.
 *
 * <p>Spark counts the repairs once, by all that is needed; these small counts are then compared in plain Java.
 */
public final class EmergingIssue implements Measure {
    private static final StructType FOUND = new StructType()
            .add("as_of", DataTypes.DateType)
            .add("model_id", DataTypes.StringType)
            .add("symptom_code", DataTypes.StringType)
            .add("batch_month", DataTypes.StringType)
            .add("observed_n", DataTypes.LongType)
            .add("expected_n", DataTypes.DoubleType)
            .add("ratio", DataTypes.DoubleType)
            .add("ratio_low", DataTypes.DoubleType)
            .add("ratio_high", DataTypes.DoubleType)
            .add("p_value", DataTypes.DoubleType)
            .add("q_value", DataTypes.DoubleType)
            .add("level", DataTypes.StringType)
            .add("first_seen", DataTypes.DateType)
            .add("reason", DataTypes.StringType)
            .add("reason_zh", DataTypes.StringType);

    private static final String SYMPTOM = "symptom";
    private static final String AGE = "age";
    private static final String ZONE = "zone";
    private static final String LAG = "lag";
    private static final String UNIT = "unit";

    private static final int UNKNOWN_UNIT = 0;
    private static final int FIRST = 1;
    private static final int RETURN = 2;

    /** Batches this many months before the day and more are not told apart. */
    private static final int OLD_BATCH_MONTHS = 60;

    private static final int LONGEST_LAG_MONTHS = 24;

    @Override
    public String table() {
        return "emerging_issue";
    }

    @Override
    public List<String> sources() {
        return List.of("repairs", "shipments", "models", "regions", "outlets");
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
        issues.forEach(issue -> rows.add(row(issue, firstSeen.get(name(issue)))));
        return inputs.spark().createDataFrame(rows, FOUND);
    }

    private static String name(Issue issue) {
        return issue.cell().model() + "\n" + issue.cell().symptom();
    }

    private static IssueFacts facts(Inputs inputs, AsOf asOf, Calendar calendar) {
        Map<String, String> categories = texts(inputs.silver("models"), "model_id", "category");
        Map<String, String> zones = texts(inputs.silver("regions"), "region_id", "climate_zone");
        IssueFacts facts = new IssueFacts();
        Column sale = monthNumber(col("month"));
        for (Row row : inputs.silver("shipments")
                .filter(col("month").leq(lit(Date.valueOf(asOf.day()))))
                .groupBy(col("model_id"), col("region_id"), sale.as("sale"))
                .agg(sum(col("units")).as("units"))
                .collectAsList()) {
            if (row.getLong(3) > 0) {
                model(facts, categories, row.getString(0))
                        .units
                        .computeIfAbsent(zones.getOrDefault(row.getString(1), ""), none -> new TreeMap<>())
                        .merge(row.getInt(2), row.getLong(3), Long::sum);
            }
        }
        for (Row row : counted(inputs, asOf, calendar).collectAsList()) {
            ModelFacts model = model(facts, categories, row.getString(1));
            int one = row.getInt(3);
            int other = row.getInt(4);
            long count = row.getLong(5);
            switch (row.getString(0)) {
                case SYMPTOM ->
                    model.symptoms
                            .computeIfAbsent(row.getString(2), none -> new TreeMap<>())
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
                            .computeIfAbsent(zones.getOrDefault(row.getString(2), ""), none -> new TreeMap<>())
                            .merge(other, count, Long::sum);
            }
        }
        return facts;
    }

    private static ModelFacts model(IssueFacts facts, Map<String, String> categories, String model) {
        return facts.model(model, categories.getOrDefault(model, SeenOrders.UNKNOWN));
    }

    private static Map<String, String> texts(Dataset<Row> rows, String key, String value) {
        Map<String, String> texts = new HashMap<>();
        for (Row row : rows.select(key, value).collectAsList()) {
            if (!row.isNullAt(1)) {
                texts.put(row.getString(0), row.getString(1));
            }
        }
        return texts;
    }

    /**
     * Repairs counted five ways in one pass: by symptom, batch and days; by age; by region; by the wait from making to selling; by what is
     * known of the unit. Returns are in the last one only.
     */
    private static Dataset<Row> counted(Inputs inputs, AsOf asOf, Calendar calendar) {
        Dataset<Row> repairs = SeenOrders.of(inputs.silver("repairs"), asOf)
                .filter(col("service_type").equalTo("repair"))
                .filter(not(SeenOrders.cancelled()))
                .filter(col("model_id").isNotNull());
        Dataset<Row> placed = OutletVersions.withRegion(
                withUnit(inputs, repairs), inputs.silver("outlets"), to_date(col("opened_at")));
        Column stretch = udf((UDF1<Integer, Integer>) calendar::stretch, DataTypes.IntegerType)
                .apply(unix_date(to_date(col("opened_at"))));
        int now = Calendar.month(asOf.day());
        Column made = monthNumber(col("manufactured_on"));
        Column opened = monthNumber(col("opened_at"));
        Column age = opened.minus(monthNumber(col("sold_on")));
        Column lag = monthNumber(col("sold_on")).minus(made);
        Column none = lit(null).cast("int");
        Column batch = when(made.isNull().or(made.gt(now)), lit(IssueFacts.NO_BATCH))
                .when(made.lt(now - OLD_BATCH_MONTHS), lit(0))
                .otherwise(made);
        Column ways = array(
                way(SYMPTOM, coalesce(col("symptom_code"), lit("")), batch, stretch),
                way(AGE, lit(""), when(age.geq(0), age), opened),
                way(ZONE, coalesce(col("region_id"), lit("")), lit(0), opened),
                way(
                        LAG,
                        lit(""),
                        when(lag.between(0, LONGEST_LAG_MONTHS), lag),
                        when(lag.isNull(), none).otherwise(lit(0))));
        Column ofUnit = array(way(UNIT, lit(""), col("unit"), lit(0)));
        Column counted = when(col("unit").equalTo(RETURN), ofUnit).otherwise(concat(ways, ofUnit));
        return placed.select(col("model_id"), explode(counted).as("way"))
                .filter(col("way.one").isNotNull().and(col("way.other").isNotNull()))
                .groupBy(
                        col("way.kind").as("kind"),
                        col("model_id"),
                        col("way.name").as("name"),
                        col("way.one").as("one"),
                        col("way.other").as("other"))
                .agg(count(lit(1)).as("n"));
    }

    /**
     * Adds whether a repair is a return: of a unit that had one for the same symptom in the 90 days before. Returns are few: they are found
     * by three numbers of each repair, so that repairs need not move to meet those of their unit.
     */
    private static Dataset<Row> withUnit(Inputs inputs, Dataset<Row> repairs) {
        Column order = xxhash64(col("repair_id"));
        Column isKnown = col("serial_no").isNotNull().and(col("symptom_code").isNotNull());
        Dataset<Row> returns = inputs.found(repairs.filter(isKnown)
                .select(
                        xxhash64(col("model_id"), col("serial_no"), col("symptom_code"))
                                .as("of_unit"),
                        unix_date(to_date(col("opened_at"))).as("day"),
                        order.as("return_order"))
                .withColumn(
                        "last", lag("day", 1).over(Window.partitionBy("of_unit").orderBy("day", "return_order")))
                .filter(col("day").minus(col("last")).lt(Calendar.WINDOW_DAYS))
                .select("return_order"));
        Column state = when(not(isKnown), lit(UNKNOWN_UNIT))
                .when(col("return_order").isNotNull(), lit(RETURN))
                .otherwise(lit(FIRST));
        return repairs.join(returns, order.equalTo(col("return_order")), "left").withColumn("unit", state);
    }

    private static Column way(String kind, Column name, Column one, Column other) {
        return struct(lit(kind).as("kind"), name.as("name"), one.as("one"), other.as("other"));
    }

    private static Column monthNumber(Column day) {
        return year(day).multiply(12).plus(month(day)).minus(1);
    }

    private static Row row(Issue issue, LocalDate firstSeen) {
        Cell cell = issue.cell();
        Interval mean = CountTail.mean(cell.observed(), 0.95);
        double low = mean.low() / cell.expected();
        double high = mean.high() / cell.expected();
        double ratio = cell.observed() / cell.expected();
        return RowFactory.create(
                Date.valueOf(issue.day()),
                cell.model(),
                cell.symptom(),
                cell.batch().label(),
                cell.observed(),
                cell.expected(),
                ratio,
                low,
                high,
                issue.pValue(),
                issue.qValue(),
                issue.isRed() ? "red" : "yellow",
                Date.valueOf(firstSeen),
                reason(cell, ratio, low, high),
                chineseReason(cell, ratio, low, high));
    }

    private static String reason(Cell cell, double ratio, double low, double high) {
        String units = cell.batch().isAll()
                ? ""
                : cell.batch().isSince()
                        ? " made in " + Calendar.month(cell.batch().from()) + " or later"
                        : " made in " + Calendar.month(cell.batch().from());
        return String.format(
                Locale.ROOT,
                "%s%s had %d repairs for %s in the last %d days where %.1f are expected of their number, age and the season:"
                        + " %.1f times as many (95 %% interval %.1f - %.1f); open some of these units and ask the makers.",
                cell.model(),
                units,
                cell.observed(),
                cell.symptom(),
                Calendar.WINDOW_DAYS,
                cell.expected(),
                ratio,
                low,
                high);
    }

    private static String chineseReason(Cell cell, double ratio, double low, double high) {
        String units = cell.batch().isAll()
                ? ""
                : cell.batch().isSince()
                        ? "（" + Calendar.month(cell.batch().from()) + " 及以后生产）"
                        : "（" + Calendar.month(cell.batch().from()) + " 生产）";
        return String.format(
                Locale.ROOT,
                "%s%s最近 %d 天因 %s 报修 %d 次，按在用量、机龄和季节预期 %.1f 次，为预期的 %.1f 倍（95%% 区间 %.1f - %.1f）；建议抽检此类产品并反馈研发生产。",
                cell.model(),
                units,
                Calendar.WINDOW_DAYS,
                cell.symptom(),
                cell.observed(),
                cell.expected(),
                ratio,
                low,
                high);
    }
}
