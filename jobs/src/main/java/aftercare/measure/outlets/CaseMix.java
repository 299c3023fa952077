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
import aftercare.table.ComplaintsTable;
import aftercare.table.OrderDetailTable;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.OutletScorecardKpiTable;
import aftercare.table.RepairsTable;
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
 * The mixes of models, kinds of job and ages by which outlets are compared with like. Orders are read twice: for the rates of the strata,
 * which are few, and for what these lead one to expect of each outlet. Counting outlets by stratum would leave nearly as many rows as there
 * are orders.
 */
final class CaseMix {
    /**
     * Parts in which rates are added up: sums of whole numbers do not depend on the order of their parts, sums of doubles do. Ninety million
     * orders of an outlet's month still fit into a sum.
     */
    static final double PARTS = 1e11;

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
        jobs = repairs.filter(col(OutletKpiMonthTable.OUTLET_ID).isNotNull())
                .withColumn(OrderDetailTable.MODEL_ID, coalesce(col(OrderDetailTable.MODEL_ID), lit("")))
                .withColumn(
                        AGE,
                        MonthTable.in(asOf.zone())
                                .fullMonthsBetween(
                                        col(RepairsTable.SOLD_ON),
                                        col(OrderDetailTable.OPENED_AT).cast("date")))
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
            List<Long> counts = row.getList(3);
            long[] n = new long[KPIS];
            long[] d = new long[KPIS];
            for (int i = 0; i < KPIS; i++) {
                n[i] = counts.get(2 * i);
                d[i] = counts.get(2 * i + 1);
            }
            rates.computeIfAbsent(row.getDate(0), none -> new StratumRates(categories))
                    .add(new StratumRates.Stratum(row.getString(1), row.getInt(2)), n, d);
        }
        for (Row row : satisfaction) {
            StratumRates month = rates.get(row.getDate(0));
            if (month != null && !row.isNullAt(2)) {
                month.addSatisfaction(row.getString(1), row.getDouble(2));
            }
        }
        return rates;
    }

    /** Rows month, model, job and, per KPI, what counts and out of how many; several rows of one stratum add up. */
    private Dataset<Row> strata() {
        return opened().groupBy(month(OrderDetailTable.OPENED_AT), col(OrderDetailTable.MODEL_ID), col(JOB))
                .agg(flag(kept()).as(OutletScorecardKpiTable.N), flag(due()).as(OutletScorecardKpiTable.D))
                .select(stratum(
                        lit(0L),
                        lit(0L),
                        col(OutletScorecardKpiTable.N),
                        col(OutletScorecardKpiTable.D),
                        lit(0L),
                        lit(0L)))
                .unionByName(completed()
                        .groupBy(month(OrderDetailTable.COMPLETED_AT), col(OrderDetailTable.MODEL_ID), col(JOB))
                        .agg(
                                flag(judged().and(FirstFix.looksFixed())).as("held"),
                                flag(judged()).as("judged"),
                                flag(col(OrderDetailTable.OUTCOME).equalTo("fixed"))
                                        .as("fixed"),
                                flag(outcomeKnown()).as("known"))
                        .select(stratum(col("held"), col("judged"), lit(0L), lit(0L), col("fixed"), col("known"))))
                .unionByName(OutletKpiMonth.repeated(firstFix, jobs, asOf, months, OrderDetailTable.MODEL_ID, JOB)
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
            col(OutletKpiMonthTable.MONTH),
            col(OrderDetailTable.MODEL_ID),
            col(JOB),
            array(counts).as("counts")
        };
    }

    /**
     * What is expected of outlets: rows month, outlet_id and sums, which hold per KPI of {@link StratumRates#RATED} the rates of the
     * outlet's orders added up, in {@link #PARTS}, and how many these are. Several rows of one outlet add up.
     */
    Dataset<Row> expected(SparkSession spark, Map<Date, StratumRates> rates) {
        Dataset<Row> strata = broadcast(spark.createDataFrame(rows(rates), RATES));
        Column ofFirstFix = col(Kpi.FIRST_FIX.metric);
        Column ofFixed = col(Kpi.FIXED.metric);
        Column ofSatisfaction = col(Kpi.SATISFACTION.metric);
        Dataset<Row> opened = withRates(opened().filter(due()), OrderDetailTable.OPENED_AT, strata)
                .groupBy(OutletKpiMonthTable.MONTH, OutletKpiMonthTable.OUTLET_ID)
                .agg(
                        sum(col(Kpi.ON_SITE.metric)).as("sum"),
                        count(col(Kpi.ON_SITE.metric)).as(OutletScorecardKpiTable.N))
                .select(outlet(
                        lit(0L),
                        lit(0L),
                        col("sum"),
                        col(OutletScorecardKpiTable.N),
                        lit(0L),
                        lit(0L),
                        lit(0L),
                        lit(0L)));
        Dataset<Row> completed = withRates(completed(), OrderDetailTable.COMPLETED_AT, strata)
                .groupBy(OutletKpiMonthTable.MONTH, OutletKpiMonthTable.OUTLET_ID)
                .agg(
                        sum(when(judged(), ofFirstFix)).as("first_fix"),
                        count(when(judged(), ofFirstFix)).as("judged"),
                        sum(when(outcomeKnown(), ofFixed)).as("fixed"),
                        count(when(outcomeKnown(), ofFixed)).as("known"),
                        sum(ofSatisfaction).as(ComplaintsTable.SATISFIED),
                        count(ofSatisfaction).as("rated"))
                .select(outlet(
                        col("first_fix"),
                        col("judged"),
                        lit(0L),
                        lit(0L),
                        col("fixed"),
                        col("known"),
                        col(ComplaintsTable.SATISFIED),
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
        return orders.withColumn(OutletKpiMonthTable.MONTH, Months.of(col(instant), asOf))
                .join(
                        strata,
                        col(OutletKpiMonthTable.MONTH)
                                .equalTo(col(STRATUM_MONTH))
                                .and(col(OrderDetailTable.MODEL_ID).equalTo(col(STRATUM_MODEL)))
                                .and(col(JOB).equalTo(col(STRATUM_JOB))));
    }

    private static Column[] outlet(Column... sums) {
        Column[] known = Arrays.stream(sums).map(sum -> coalesce(sum, lit(0L))).toArray(Column[]::new);
        return new Column[] {
            col(OutletKpiMonthTable.MONTH),
            col(OutletKpiMonthTable.OUTLET_ID),
            array(known).as("sums")
        };
    }

    private Dataset<Row> opened() {
        return SeenOrders.of(jobs, asOf, OrderDetailTable.OPENED_AT, months).filter(FirstFix.isRepair());
    }

    private Dataset<Row> completed() {
        return SeenOrders.of(jobs, asOf, OrderDetailTable.COMPLETED_AT, months);
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
        return col(OrderDetailTable.OUTCOME)
                .isNotNull()
                .and(not(col(OrderDetailTable.OUTCOME).equalTo("unknown")));
    }

    private Column month(String instant) {
        return Months.of(col(instant), asOf).as(OutletKpiMonthTable.MONTH);
    }

    private static Column flag(Column condition) {
        return OutletKpiMonth.flag(condition);
    }
}
