package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.MonthTable;
import aftercare.measure.api.Months;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.RepairsTable;
import aftercare.table.SatisfactionMonthTable;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The mixes of models, kinds of job and ages by which outlets are compared with like. Orders are read twice: for the
 * rates of the strata, which are few, and for what these lead one to expect of each outlet. Counting outlets by stratum
 * would leave nearly as many rows as there are orders.
 */
final class CaseMix {
    /**
     * Parts in which rates are added up: sums of whole numbers do not depend on the order of their parts, sums of
     * doubles do. Ninety million orders of an outlet's month still fit into a sum.
     */
    static final double PARTS = 1e11;

    static final String MONTH = OutletKpiMonthTable.MONTH;
    static final String COUNTS = "counts";

    private static final String AGE = "age";
    private static final String JOB = "job";
    private static final String STRATUM_MONTH = "stratum_month";
    private static final String STRATUM_MODEL = "stratum_model";
    private static final String STRATUM_JOB = "stratum_job";
    private static final int KPIS = StratumRates.KPIS.size();
    private static final StructType RATES = rateColumns();

    private final AsOf asOf;
    private final Months months;
    private final Dataset<Row> jobs;
    private final VisitPromise onSite;
    private final FirstFix firstFix;

    /**
     * Takes the orders, and how they are judged.
     *
     * @param repairs as delivered
     * @param ageBands months of age at which a new band begins
     */
    CaseMix(
            Dataset<Row> repairs,
            AsOf asOf,
            Months months,
            List<Integer> ageBands,
            VisitPromise onSite,
            FirstFix firstFix) {
        this.onSite = onSite;
        this.firstFix = firstFix;
        this.asOf = asOf;
        this.months = months;
        jobs = repairs.filter(col(RepairsTable.OUTLET_ID).isNotNull())
                .withColumn(RepairsTable.MODEL_ID, coalesce(col(RepairsTable.MODEL_ID), lit("")))
                .withColumn(
                        AGE,
                        MonthTable.in(asOf.zone())
                                .fullMonthsBetween(
                                        col(RepairsTable.SOLD_ON),
                                        col(RepairsTable.OPENED_AT).cast("date")))
                .withColumn(JOB, job(ageBands));
    }

    private static StructType rateColumns() {
        StructType columns = new StructType()
                .add(STRATUM_MONTH, DataTypes.DateType)
                .add(STRATUM_MODEL, DataTypes.StringType)
                .add(STRATUM_JOB, DataTypes.IntegerType);
        for (Kpi kpi : StratumRates.RATED) {
            columns = columns.add(kpi.metric, DataTypes.LongType);
        }
        return columns;
    }

    /** A number for repair or not, and the band that the unit's age falls in on the day the order is opened. */
    private static Column job(List<Integer> ends) {
        Column band = when(col(AGE).isNull(), lit(ends.size() + 1));
        for (int i = 0; i < ends.size(); i++) {
            band = band.when(col(AGE).lt(ends.get(i)), lit(i));
        }
        Column isRepair = coalesce(FirstFix.isRepair(), lit(false));
        return when(isRepair, lit(0)).otherwise(lit(ends.size() + 2)).plus(band.otherwise(lit(ends.size())));
    }

    /**
     * The rates of all strata.
     *
     * @param categories of the models that have one
     * @param satisfaction month, model and shrunk rate
     */
    Map<Date, StratumRates> rates(Map<String, String> categories, List<Row> satisfaction) {
        Map<Date, StratumRates> rates = new TreeMap<>();
        for (Row row : strata().collectAsList()) {
            List<Long> counts = row.getList(row.fieldIndex(COUNTS));
            long[] n = new long[KPIS];
            long[] d = new long[KPIS];
            for (int i = 0; i < KPIS; i++) {
                n[i] = counts.get(2 * i);
                d[i] = counts.get(2 * i + 1);
            }
            rates.computeIfAbsent(row.getAs(MONTH), none -> new StratumRates(categories))
                    .add(new StratumRates.Stratum(row.getAs(RepairsTable.MODEL_ID), row.getAs(JOB)), n, d);
        }
        for (Row row : satisfaction) {
            SatisfactionMonthTable.Values model = SatisfactionMonthTable.of(row);
            StratumRates month = rates.get(Date.valueOf(model.month()));
            Double rate = model.shrunkRate();
            if (month != null && rate != null) {
                month.addSatisfaction(model.cutId(), rate);
            }
        }
        return rates;
    }

    /** Rows month, model, job and, per KPI, what counts and out of how many; several rows of one stratum add up. */
    private Dataset<Row> strata() {
        return opened().groupBy(month(RepairsTable.OPENED_AT), col(RepairsTable.MODEL_ID), col(JOB))
                .agg(flag(kept()).as("kept"), flag(due()).as("due"))
                .select(stratum(lit(0L), lit(0L), col("kept"), col("due"), lit(0L), lit(0L)))
                .unionByName(completed()
                        .groupBy(month(RepairsTable.COMPLETED_AT), col(RepairsTable.MODEL_ID), col(JOB))
                        .agg(
                                flag(judged().and(FirstFix.looksFixed())).as("fixed_first"),
                                flag(judged()).as("judged"),
                                flag(col(RepairsTable.OUTCOME).equalTo("fixed")).as("fixed"),
                                flag(outcomeKnown()).as("known"))
                        .select(stratum(
                                col("fixed_first"), col("judged"), lit(0L), lit(0L), col("fixed"), col("known"))))
                .unionByName(OutletKpiMonth.repeated(firstFix, jobs, asOf, months, RepairsTable.MODEL_ID, JOB)
                        .select(stratum(
                                col(OutletKpiMonth.REPEATED).multiply(-1),
                                lit(0L),
                                lit(0L),
                                lit(0L),
                                lit(0L),
                                lit(0L))));
    }

    private static Column[] stratum(Column... counts) {
        return new Column[] {
            col(MONTH), col(RepairsTable.MODEL_ID), col(JOB), array(counts).as(COUNTS)
        };
    }

    /**
     * What is expected of outlets: rows month, outlet_id and counts, which hold per KPI of {@link StratumRates#RATED}
     * the rates of the outlet's orders added up, in {@link #PARTS}, and how many these are. Several rows of one outlet
     * add up.
     */
    Dataset<Row> expected(SparkSession spark, Map<Date, StratumRates> rates) {
        Dataset<Row> strata = broadcast(spark.createDataFrame(rows(rates), RATES));
        Column ofFirstFix = col(Kpi.FIRST_FIX.metric);
        Column ofFixed = col(Kpi.FIXED.metric);
        Column ofSatisfaction = col(Kpi.SATISFACTION.metric);
        Dataset<Row> opened = withRates(opened().filter(due()), RepairsTable.OPENED_AT, strata)
                .groupBy(MONTH, RepairsTable.OUTLET_ID)
                .agg(
                        sum(col(Kpi.ON_SITE.metric)).as("sum"),
                        count(col(Kpi.ON_SITE.metric)).as("due"))
                .select(outlet(lit(0L), lit(0L), col("sum"), col("due"), lit(0L), lit(0L), lit(0L), lit(0L)));
        Dataset<Row> completed = withRates(completed(), RepairsTable.COMPLETED_AT, strata)
                .groupBy(MONTH, RepairsTable.OUTLET_ID)
                .agg(
                        sum(when(judged(), ofFirstFix)).as("first_fix"),
                        count(when(judged(), ofFirstFix)).as("judged"),
                        sum(when(outcomeKnown(), ofFixed)).as("fixed"),
                        count(when(outcomeKnown(), ofFixed)).as("known"),
                        sum(ofSatisfaction).as("satisfied"),
                        count(ofSatisfaction).as("rated"))
                .select(outlet(
                        col("first_fix"),
                        col("judged"),
                        lit(0L),
                        lit(0L),
                        col("fixed"),
                        col("known"),
                        col("satisfied"),
                        col("rated")));
        return opened.unionByName(completed);
    }

    private static List<Row> rows(Map<Date, StratumRates> rates) {
        List<Row> rows = new ArrayList<>();
        rates.forEach((month, ofMonth) -> ofMonth.rates().forEach((stratum, values) -> {
            Object[] row = new Object[3 + values.length];
            row[0] = month;
            row[1] = stratum.model();
            row[2] = stratum.job();
            for (int i = 0; i < values.length; i++) {
                row[3 + i] = values[i] == null ? null : Math.round(values[i] * PARTS);
            }
            rows.add(RowFactory.create(row));
        }));
        return rows;
    }

    private Dataset<Row> withRates(Dataset<Row> orders, String instant, Dataset<Row> strata) {
        return orders.withColumn(MONTH, Months.of(col(instant), asOf))
                .join(
                        strata,
                        col(MONTH)
                                .equalTo(col(STRATUM_MONTH))
                                .and(col(RepairsTable.MODEL_ID).equalTo(col(STRATUM_MODEL)))
                                .and(col(JOB).equalTo(col(STRATUM_JOB))));
    }

    private static Column[] outlet(Column... sums) {
        Column[] known = Arrays.stream(sums).map(sum -> coalesce(sum, lit(0L))).toArray(Column[]::new);
        return new Column[] {
            col(MONTH), col(RepairsTable.OUTLET_ID), array(known).as(COUNTS)
        };
    }

    private Dataset<Row> opened() {
        return SeenOrders.of(jobs, asOf, RepairsTable.OPENED_AT, months).filter(FirstFix.isRepair());
    }

    private Dataset<Row> completed() {
        return SeenOrders.of(jobs, asOf, RepairsTable.COMPLETED_AT, months);
    }

    private Column due() {
        return onSite.due(asOf);
    }

    private Column kept() {
        return onSite.kept(asOf);
    }

    private Column judged() {
        return FirstFix.isCandidate().and(firstFix.ripe(asOf));
    }

    private static Column outcomeKnown() {
        return col(RepairsTable.OUTCOME)
                .isNotNull()
                .and(not(col(RepairsTable.OUTCOME).equalTo("unknown")));
    }

    private Column month(String instant) {
        return Months.of(col(instant), asOf).as(MONTH);
    }

    private static Column flag(Column condition) {
        return OutletKpiMonth.flag(condition);
    }
}
