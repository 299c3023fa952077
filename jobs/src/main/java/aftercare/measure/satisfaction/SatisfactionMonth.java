package aftercare.measure.satisfaction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.CalledBack;
import aftercare.measure.facts.SeenOrders;
import aftercare.stats.BetaBinomialShrinkage;
import aftercare.stats.Interval;
import aftercare.stats.Wilson;
import java.time.YearMonth;
import java.util.List;
import java.util.TreeSet;
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
 * satisfaction_month: one row per month, cut and member with completed orders. Definitions: schemas/gold/satisfaction_month.yaml.
 *
 * <p>The counts of a month stand on its orders alone. The control chart of a month looks back over the member's counts of 24 months, which
 * it takes from the table itself where they have not changed.
 */
public final class SatisfactionMonth implements Measure {
    private static final int PUBLISHABLE_FROM = 30;
    private static final int CALLBACK_HOURS = 7 * 24;
    private static final StructType INTERVAL =
            new StructType().add("low", DataTypes.DoubleType).add("high", DataTypes.DoubleType);
    private static final StructType PRIOR =
            new StructType().add("rate", DataTypes.DoubleType).add("strength", DataTypes.DoubleType);

    @Override
    public String table() {
        return "satisfaction_month";
    }

    @Override
    public List<String> sources() {
        return List.of("repairs", "callbacks", "outlets", "models");
    }

    @Override
    public List<String> gold() {
        return List.of("satisfaction_month");
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> orders = RatedOrders.of(inputs, asOf, months);
        Dataset<Row> members = inputs.keep(SatisfactionCells.members(orders));
        Dataset<Row> computed = shrunk(rated(members));
        if (months.areAll()) {
            return withSignal(computed);
        }
        Months rewritten = rewritten(months, asOf);
        YearMonth from = months.first().minusMonths(MemberCharts.WINDOW_MONTHS - 1);
        Dataset<Row> standing = inputs.gold(table())
                .filter(col("month").geq(lit(AsOf.date(from))))
                .filter(col("month").leq(lit(AsOf.date(asOf.month()))))
                .filter(org.apache.spark.sql.functions.not(months.contain(col("month"))))
                .drop("signal");
        return withSignal(computed.unionByName(standing)).filter(rewritten.contain(col("month")));
    }

    @Override
    public Months rewritten(Months computed, AsOf asOf) {
        return MemberCharts.reach(computed, asOf.month());
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any("outlets") || changes.any("models")) {
            return Months.all();
        }
        TreeSet<YearMonth> months = new TreeSet<>();
        if (changes.any("repairs")) {
            months.addAll(SeenOrders.collectMonths(changes.rows("repairs"), Months.of(col("completed_at"))));
        }
        if (!changes.before().equals(asOf)) {
            Column completed = col("completed_at");
            Column seenOnce = SeenOrders.between(completed, changes.before(), asOf);
            Column dueOnce = SeenOrders.betweenOrAt(completed, CALLBACK_HOURS, changes.before(), asOf);
            months.addAll(SeenOrders.collectMonths(
                    inputs.silver("repairs").filter(seenOnce.or(dueOnce)), Months.of(completed)));
            months.addAll(SeenOrders.monthsBetween(changes.before(), asOf));
        }
        months.addAll(CalledBack.months(inputs, changes, asOf));
        YearMonth latest = changes.before().month().isAfter(asOf.month())
                ? changes.before().month()
                : asOf.month();
        months.removeIf(month -> month.isAfter(latest));
        return Months.of(months);
    }

    private static Dataset<Row> rated(Dataset<Row> members) {
        Column interval = intervals().apply(col("satisfied_n"), col("rated_n"));
        return members.withColumn("coverage_rate", ratio("called_n", "callback_due_n"))
                .withColumn("response_rate", ratio("rated_n", "completed_n"))
                .withColumn("satisfaction_rate", ratio("satisfied_n", "rated_n"))
                .withColumn("dissatisfaction_rate", ratio("dissatisfied_n", "rated_n"))
                .withColumn("mean_score", ratio("score_sum", "rated_n"))
                .withColumn(
                        "nps",
                        when(
                                col("recommend_n").gt(0),
                                col("promoters_n")
                                        .minus(col("detractors_n"))
                                        .multiply(100.0)
                                        .divide(col("recommend_n"))))
                .withColumn("publishable", col("rated_n").geq(PUBLISHABLE_FROM))
                .withColumn("interval", interval)
                .withColumn("satisfaction_low", col("interval.low"))
                .withColumn("satisfaction_high", col("interval.high"))
                .drop("interval");
    }

    private static Column ratio(String numerator, String denominator) {
        return when(col(denominator).gt(0), col(numerator).divide(col(denominator)));
    }

    /** Adds shrunk_rate: within month and cut, members with few ratings borrow from all of them (docs/decisions.md, D11). */
    private static Dataset<Row> shrunk(Dataset<Row> members) {
        Column n = col("rated_n").cast("decimal(19,0)");
        Column x = col("satisfied_n").cast("decimal(19,0)");
        Column squareShare = x.multiply(x)
                .cast("decimal(38,15)")
                .divide(n.cast("decimal(10,0)"))
                .cast("decimal(30,15)");
        Dataset<Row> priors = members.filter(col("rated_n").gt(0))
                .groupBy(col("month").as("prior_month"), col("cut").as("prior_cut"))
                .agg(
                        count(lit(1)).as("k"),
                        sum("rated_n").as("n"),
                        sum(n.multiply(n)).cast("double").as("n_squared"),
                        sum(squareShare).cast("double").as("x_squared_over_n"),
                        sum("satisfied_n").as("x"))
                .withColumn(
                        "prior",
                        priors().apply(col("k"), col("n"), col("n_squared"), col("x_squared_over_n"), col("x")))
                .select("prior_month", "prior_cut", "prior");
        Column strength = col("prior.strength");
        Column rate = col("prior.rate");
        Column pulled = col("satisfied_n")
                .plus(strength.multiply(rate))
                .divide(col("rated_n").plus(strength));
        return members.join(
                        org.apache.spark.sql.functions.broadcast(priors),
                        col("month").equalTo(col("prior_month")).and(col("cut").equalTo(col("prior_cut"))),
                        "left")
                .withColumn(
                        "shrunk_rate",
                        when(col("rated_n").equalTo(0).or(strength.equalTo(Double.POSITIVE_INFINITY)), rate)
                                .otherwise(pulled))
                .drop("prior_month", "prior_cut", "prior");
    }

    /** Adds signal to rows that hold, for each member, all months its charts look back on. */
    private static Dataset<Row> withSignal(Dataset<Row> members) {
        String[] columns = members.columns();
        Column all =
                struct(java.util.Arrays.stream(columns).map(name -> col(name)).toArray(Column[]::new));
        Column charted =
                MemberCharts.signals().apply(col("history.month"), col("history.rated_n"), col("history.satisfied_n"));
        return members.groupBy(col("cut").as("of_cut"), col("cut_id").as("of_member"))
                .agg(sort_array(collect_list(struct(col("month").as("at"), all.as("row"))))
                        .as("sorted"))
                .withColumn("history", col("sorted.row"))
                .withColumn("signals", charted)
                .select(explode(org.apache.spark.sql.functions.arrays_zip(col("history"), col("signals")))
                        .as("each"))
                .select(col("each.history.*"), col("each.signals").as("signal"));
    }

    private static UserDefinedFunction intervals() {
        return udf(
                (UDF2<Long, Long, Row>) (satisfied, rated) -> {
                    if (rated == 0) {
                        return null;
                    }
                    Interval interval = Wilson.interval(satisfied, rated);
                    return RowFactory.create(interval.low(), interval.high());
                },
                INTERVAL);
    }

    private static UserDefinedFunction priors() {
        return udf(
                (UDF5<Long, Long, Double, Double, Long, Row>) (k, n, nSquared, xSquaredOverN, x) -> {
                    BetaBinomialShrinkage fit = BetaBinomialShrinkage.fromMoments(k, n, nSquared, xSquaredOverN, x);
                    return RowFactory.create(fit.pooledRate(), fit.priorStrength());
                },
                PRIOR);
    }
}
