package aftercare.measure.promises;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contracts;
import aftercare.contract.DefaultStandards;
import aftercare.contract.Need;
import aftercare.contract.PromiseRule;
import aftercare.contract.Standard;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Standards;
import aftercare.stats.Interval;
import aftercare.stats.Wilson;
import aftercare.table.PromiseMonthTable;
import aftercare.table.RegionsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * promise_month: one row per month, promise, cut and member for which the promise was due or could not be judged.
 * Definitions: schemas/gold/promise_month.yaml, rules: schemas/promises.yaml.
 *
 * <p>Each source is counted by month, outlet and region where its rows lie; what is then put together is small. Within
 * a month, days before and after a change of a target are counted apart, so that each event has the target of its own
 * day.
 */
public final class PromiseMonth implements Measure {
    private static final StructType COUNTED = new StructType()
            .add(PromiseMonthTable.MONTH, DataTypes.DateType)
            .add("since", DataTypes.DateType)
            .add(RepairsTable.REGION_ID, DataTypes.StringType)
            .add(RepairsTable.OUTLET_ID, DataTypes.StringType)
            .add(PromiseMonthTable.PROMISE, DataTypes.StringType)
            .add(PromiseMonthTable.DUE_N, DataTypes.LongType)
            .add(PromiseMonthTable.KEPT_N, DataTypes.LongType)
            .add(PromiseMonthTable.UNKNOWN_N, DataTypes.LongType);
    private static final StructType INTERVAL =
            new StructType().add("low", DataTypes.DoubleType).add("high", DataTypes.DoubleType);

    private final List<PromiseRule> rules;
    private final DefaultStandards shipped;

    public PromiseMonth(Contracts contracts) {
        this(contracts.promises(), contracts.standards());
    }

    /** Takes the promise rules and the standards that hold unless the source says otherwise. */
    PromiseMonth(List<PromiseRule> rules, DefaultStandards shipped) {
        this.rules = List.copyOf(rules);
        this.shipped = shipped;
    }

    @Override
    public String table() {
        return Tables.PROMISE_MONTH;
    }

    @Override
    public List<String> sources() {
        return List.of(
                Tables.REPAIRS,
                Tables.CALLBACKS,
                Tables.HOTLINE_CALLS,
                Tables.PRODUCT_RETURNS,
                Tables.OUTLETS,
                Tables.REGIONS,
                Tables.STANDARDS);
    }

    @Override
    public String settings() {
        return rules + "\n" + shipped;
    }

    @Override
    public List<Need> needs() {
        return new Promises(rules).needs();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Promises promises = new Promises(rules);
        Standards standards = Standards.of(shipped, inputs);
        Map<String, NavigableSet<LocalDate>> changes = promises.changesWithinMonths(standards);
        Dataset<Row> counted = new JudgedRows(inputs, asOf, promises)
                .all().stream()
                        .flatMap(source -> counted(source, months, asOf, changes))
                        .reduce(Dataset::unionByName)
                        .orElseGet(() -> inputs.spark().createDataFrame(List.of(), COUNTED));
        return judged(aimed(members(counted), inputs, standards));
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any(Tables.OUTLETS) || changes.any(Tables.REGIONS) || changes.any(Tables.STANDARDS)) {
            return Months.all();
        }
        return new PromiseInvalidation(new Promises(rules), inputs, changes, asOf).months();
    }

    /**
     * The counts of one source: for each event's column one aggregate, with a column per count that then becomes rows.
     */
    private static Stream<Dataset<Row>> counted(
            JudgedRows.Source source, Months months, AsOf asOf, Map<String, NavigableSet<LocalDate>> changes) {
        return source.judgements().entrySet().stream()
                .map(event -> counted(source.rows(), event.getKey(), event.getValue(), months, asOf, changes));
    }

    private static Dataset<Row> counted(
            Dataset<Row> rows,
            String event,
            List<Judgement> judgements,
            Months months,
            AsOf asOf,
            Map<String, NavigableSet<LocalDate>> changes) {
        NavigableSet<LocalDate> days = new java.util.TreeSet<>();
        judgements.forEach(judgement -> days.addAll(changes.get(judgement.promise())));
        List<Column> sums = new ArrayList<>();
        List<Column> unpacked = new ArrayList<>();
        for (int i = 0; i < judgements.size(); i++) {
            Judgement judgement = judgements.get(i);
            sums.add(sum(judgement.due()).as("due_" + i));
            sums.add(sum(judgement.kept()).as("kept_" + i));
            sums.add(sum(judgement.unknown()).as("unknown_" + i));
            unpacked.add(struct(
                    lit(judgement.promise()).as(PromiseMonthTable.PROMISE),
                    col("due_" + i).as(PromiseMonthTable.DUE_N),
                    col("kept_" + i).as(PromiseMonthTable.KEPT_N),
                    col("unknown_" + i).as(PromiseMonthTable.UNKNOWN_N)));
        }
        Column first = sums.remove(0);
        return rows.filter(months.containMonthOf(col(event), asOf))
                .groupBy(
                        since(col(event), days, asOf).as("since"),
                        col(RepairsTable.REGION_ID),
                        col(RepairsTable.OUTLET_ID))
                .agg(first, sums.toArray(Column[]::new))
                .select(
                        Months.of(col("since")).as(PromiseMonthTable.MONTH),
                        col("since"),
                        col(RepairsTable.REGION_ID),
                        col(RepairsTable.OUTLET_ID),
                        inline(array(unpacked.toArray(Column[]::new))))
                .filter(col(PromiseMonthTable.DUE_N)
                        .gt(0)
                        .or(col(PromiseMonthTable.KEPT_N).gt(0))
                        .or(col(PromiseMonthTable.UNKNOWN_N).gt(0)));
    }

    /**
     * The last change of a target within the event's month and not after the event; the month's first day when there is
     * none.
     */
    private static Column since(Column event, NavigableSet<LocalDate> changes, AsOf asOf) {
        Column since = Months.of(event, asOf);
        for (LocalDate change : changes) {
            since = greatest(since, when(event.geq(lit(asOf.start(change))), lit(Date.valueOf(change))));
        }
        return since;
    }

    /** The members each count stands for. Calls belong to no outlet, so that promise has no outlets. */
    private static Dataset<Row> members(Dataset<Row> counted) {
        Column none = lit(null).cast("string");
        Column cuts = array(
                member(lit("company"), lit("all"), none, none),
                member(lit("region"), col(RepairsTable.REGION_ID), col(RepairsTable.REGION_ID), none),
                member(
                        lit("outlet"),
                        col(RepairsTable.OUTLET_ID),
                        col(RepairsTable.REGION_ID),
                        col(RepairsTable.OUTLET_ID)));
        return counted.select(
                        col(PromiseMonthTable.MONTH),
                        col("since"),
                        col(PromiseMonthTable.PROMISE),
                        col(PromiseMonthTable.DUE_N),
                        col(PromiseMonthTable.KEPT_N),
                        col(PromiseMonthTable.UNKNOWN_N),
                        inline(cuts))
                .filter(col(PromiseMonthTable.CUT_ID).isNotNull())
                .groupBy(
                        PromiseMonthTable.MONTH,
                        "since",
                        PromiseMonthTable.PROMISE,
                        PromiseMonthTable.CUT,
                        PromiseMonthTable.CUT_ID,
                        "of_region",
                        "of_outlet")
                .agg(
                        sum(PromiseMonthTable.DUE_N).as(PromiseMonthTable.DUE_N),
                        sum(PromiseMonthTable.KEPT_N).as(PromiseMonthTable.KEPT_N),
                        sum(PromiseMonthTable.UNKNOWN_N).as(PromiseMonthTable.UNKNOWN_N));
    }

    private static Column member(Column cut, Column id, Column region, Column outlet) {
        return struct(
                cut.as(PromiseMonthTable.CUT),
                id.as(PromiseMonthTable.CUT_ID),
                region.as("of_region"),
                outlet.as("of_outlet"));
    }

    /** Adds the target: that of each event's day, most specific for the member, weighted by what was due. */
    // Decimals, because a sum of doubles would depend on the order of its parts.
    private static Dataset<Row> aimed(Dataset<Row> members, Inputs inputs, Standards standards) {
        Dataset<Row> tiers = inputs.silver(Tables.REGIONS)
                .select(col(RegionsTable.REGION_ID).as("of_tier_region"), col(RegionsTable.TIER));
        Dataset<Row> aimed = members.join(broadcast(tiers), col("of_region").equalTo(col("of_tier_region")), "left")
                .withColumn(
                        "aim",
                        targets(standards)
                                .apply(
                                        col(PromiseMonthTable.PROMISE),
                                        col("since"),
                                        col("of_outlet"),
                                        col("of_region"),
                                        col(RegionsTable.TIER)));
        Column due = col(PromiseMonthTable.DUE_N).cast("decimal(18,0)");
        return aimed.groupBy(
                        PromiseMonthTable.MONTH,
                        PromiseMonthTable.PROMISE,
                        PromiseMonthTable.CUT,
                        PromiseMonthTable.CUT_ID)
                .agg(
                        sum(PromiseMonthTable.DUE_N).as(PromiseMonthTable.DUE_N),
                        sum(PromiseMonthTable.KEPT_N).as(PromiseMonthTable.KEPT_N),
                        sum(PromiseMonthTable.UNKNOWN_N).as(PromiseMonthTable.UNKNOWN_N),
                        sum(when(col("aim").isNotNull(), due)).as("aimed_n"),
                        sum(due.multiply(col("aim").cast("decimal(18,9)"))).as("aims"))
                .withColumn(
                        PromiseMonthTable.TARGET,
                        when(
                                col("aimed_n").gt(0),
                                col("aims")
                                        .cast("decimal(24,9)")
                                        .divide(col("aimed_n").cast("decimal(12,0)"))
                                        .cast("double")))
                .drop("aims", "aimed_n");
    }

    private static UserDefinedFunction targets(Standards standards) {
        return udf(
                (UDF5<String, Date, String, String, String, Double>) (promise, day, outlet, region, tier) -> standards
                        .inForce(promise, day.toLocalDate(), new Standards.Member(outlet, region, tier, null))
                        .map(Standard::target)
                        .orElse(null),
                DataTypes.DoubleType);
    }

    private static Dataset<Row> judged(Dataset<Row> members) {
        Column due = col(PromiseMonthTable.DUE_N).gt(0);
        return members.filter(due.or(col(PromiseMonthTable.UNKNOWN_N).gt(0)))
                .withColumn(
                        PromiseMonthTable.BROKEN_N, col(PromiseMonthTable.DUE_N).minus(col(PromiseMonthTable.KEPT_N)))
                .withColumn(
                        PromiseMonthTable.KEPT_RATE,
                        when(due, col(PromiseMonthTable.KEPT_N).divide(col(PromiseMonthTable.DUE_N))))
                .withColumn("interval", intervals().apply(col(PromiseMonthTable.KEPT_N), col(PromiseMonthTable.DUE_N)))
                .withColumn(PromiseMonthTable.KEPT_LOW, col("interval.low"))
                .withColumn(PromiseMonthTable.KEPT_HIGH, col("interval.high"))
                .drop("interval");
    }

    private static UserDefinedFunction intervals() {
        return udf(
                (UDF2<Long, Long, Row>) (kept, due) -> {
                    if (due == 0) {
                        return null;
                    }
                    Interval interval = Wilson.interval(kept, due);
                    return RowFactory.create(interval.low(), interval.high());
                },
                INTERVAL);
    }
}
