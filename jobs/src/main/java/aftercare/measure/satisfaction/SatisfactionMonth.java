package aftercare.measure.satisfaction;

import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.CalledBack;
import aftercare.measure.facts.Ratios;
import aftercare.measure.facts.RuleNumber;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenOrders;
import aftercare.stats.BetaBinomialShrinkage;
import aftercare.stats.Interval;
import aftercare.stats.Wilson;
import aftercare.table.RepairsTable;
import aftercare.table.SatisfactionMonthTable;
import aftercare.table.Tables;
import java.time.YearMonth;
import java.util.Arrays;
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
 * satisfaction_month: one row per month, cut and member with completed orders. Definitions:
 * schemas/gold/satisfaction_month.yaml.
 *
 * <p>The counts of a month rest on its orders alone. The control chart of a month looks back over the member's counts
 * of 24 months, which it takes from the table itself where they have not changed.
 */
public final class SatisfactionMonth implements Measure {
    private static final StructType INTERVAL =
            new StructType().add("low", DataTypes.DoubleType).add("high", DataTypes.DoubleType);
    private static final StructType PRIOR =
            new StructType().add("rate", DataTypes.DoubleType).add("strength", DataTypes.DoubleType);

    private final RuleWindow callback;
    private final RuleNumber publishable;
    private final GoldContract contract;

    /**
     * Takes the rules how soon customers are called back and how many ratings make a rate worth publishing, and what
     * the rates are.
     */
    public SatisfactionMonth(Contracts contracts) {
        Rules rules = contracts.rules();
        callback = RuleWindow.of(rules, Rules.CALLED_BACK);
        publishable = new RuleNumber(rules.number(Rules.PUBLISHABLE));
        contract = contracts.gold(Tables.SATISFACTION_MONTH);
    }

    @Override
    public String settings() {
        return callback + "\n" + publishable;
    }

    @Override
    public String table() {
        return Tables.SATISFACTION_MONTH;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.CALLBACKS, Tables.OUTLETS, Tables.MODELS);
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.SATISFACTION_MONTH);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> orders = RatedOrders.of(callback, inputs, asOf, months);
        Dataset<Row> members = inputs.keep(SatisfactionCells.members(orders));
        Dataset<Row> computed = shrunk(rated(members));
        if (months.areAll()) {
            return withSignal(computed);
        }
        Months rewritten = rewritten(months, asOf);
        YearMonth from = months.first().minusMonths(MemberCharts.WINDOW_MONTHS - 1);
        Dataset<Row> standing = inputs.gold(table())
                .filter(col(SatisfactionMonthTable.MONTH).geq(lit(AsOf.date(from))))
                .filter(col(SatisfactionMonthTable.MONTH).leq(lit(AsOf.date(asOf.month()))))
                .filter(not(months.contain(col(SatisfactionMonthTable.MONTH))))
                .drop(SatisfactionMonthTable.SIGNAL)
                // Months of which no callbacks speak have none for the chart either.
                .na()
                .fill(0, new String[] {SatisfactionMonthTable.RATED_N, SatisfactionMonthTable.SATISFIED_N});
        return withSignal(computed.unionByName(standing)).filter(rewritten.contain(col(SatisfactionMonthTable.MONTH)));
    }

    @Override
    public Months rewritten(Months computed, AsOf asOf) {
        return MemberCharts.seeing(computed, asOf.month());
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any(Tables.OUTLETS) || changes.any(Tables.MODELS)) {
            return Months.all();
        }
        TreeSet<YearMonth> months = new TreeSet<>();
        if (changes.any(Tables.REPAIRS)) {
            months.addAll(
                    SeenOrders.collectMonths(changes.rows(Tables.REPAIRS), Months.of(col(RepairsTable.COMPLETED_AT))));
        }
        if (!changes.before().equals(asOf)) {
            Column completed = col(RepairsTable.COMPLETED_AT);
            Column seenOnce = SeenOrders.between(completed, changes.before(), asOf);
            Column dueOnce = callback.closesBetween(RepairsTable.COMPLETED_AT, changes.before(), asOf);
            months.addAll(SeenOrders.collectMonths(
                    inputs.silver(Tables.REPAIRS).filter(seenOnce.or(dueOnce)), Months.of(completed)));
            months.addAll(SeenOrders.monthsBetween(changes.before(), asOf));
        }
        months.addAll(CalledBack.months(inputs, changes, asOf));
        return SeenOrders.upTo(changes.before(), asOf, months);
    }

    private Dataset<Row> rated(Dataset<Row> members) {
        Column interval =
                intervals().apply(col(SatisfactionMonthTable.SATISFIED_N), col(SatisfactionMonthTable.RATED_N));
        return members.withColumns(Ratios.of(contract))
                .withColumn(
                        SatisfactionMonthTable.NPS,
                        when(
                                col(SatisfactionMonthTable.RECOMMEND_N).gt(0),
                                col(SatisfactionMonthTable.PROMOTERS_N)
                                        .minus(col(SatisfactionMonthTable.DETRACTORS_N))
                                        .multiply(100.0)
                                        .divide(col(SatisfactionMonthTable.RECOMMEND_N))))
                .withColumn(
                        SatisfactionMonthTable.PUBLISHABLE,
                        col(SatisfactionMonthTable.RATED_N).geq(publishable.on(col(SatisfactionMonthTable.MONTH))))
                .withColumn("interval", interval)
                .withColumn(SatisfactionMonthTable.SATISFACTION_LOW, col("interval.low"))
                .withColumn(SatisfactionMonthTable.SATISFACTION_HIGH, col("interval.high"))
                .drop("interval");
    }

    /**
     * Adds shrunk_rate: within month and cut, members with few ratings borrow from all of them (docs/decisions.md,
     * D11).
     */
    private static Dataset<Row> shrunk(Dataset<Row> members) {
        Column n = col(SatisfactionMonthTable.RATED_N).cast("decimal(19,0)");
        Column x = col(SatisfactionMonthTable.SATISFIED_N).cast("decimal(19,0)");
        Column squareShare = x.multiply(x)
                .cast("decimal(38,15)")
                .divide(n.cast("decimal(10,0)"))
                .cast("decimal(30,15)");
        Dataset<Row> priors = members.filter(col(SatisfactionMonthTable.RATED_N).gt(0))
                .groupBy(
                        col(SatisfactionMonthTable.MONTH).as("prior_month"),
                        col(SatisfactionMonthTable.CUT).as("prior_cut"))
                .agg(
                        count(lit(1)).as("k"),
                        sum(SatisfactionMonthTable.RATED_N).as("n"),
                        sum(n.multiply(n)).cast("double").as("n_squared"),
                        sum(squareShare).cast("double").as("x_squared_over_n"),
                        sum(SatisfactionMonthTable.SATISFIED_N).as("x"))
                .withColumn(
                        "prior",
                        priors().apply(col("k"), col("n"), col("n_squared"), col("x_squared_over_n"), col("x")))
                .select("prior_month", "prior_cut", "prior");
        Column strength = col("prior.strength");
        Column rate = col("prior.rate");
        Column pulled = col(SatisfactionMonthTable.SATISFIED_N)
                .plus(strength.multiply(rate))
                .divide(col(SatisfactionMonthTable.RATED_N).plus(strength));
        return members.join(
                        broadcast(priors),
                        col(SatisfactionMonthTable.MONTH)
                                .equalTo(col("prior_month"))
                                .and(col(SatisfactionMonthTable.CUT).equalTo(col("prior_cut"))),
                        "left")
                .withColumn(
                        SatisfactionMonthTable.SHRUNK_RATE,
                        when(
                                        col(SatisfactionMonthTable.RATED_N)
                                                .equalTo(0)
                                                .or(strength.equalTo(Double.POSITIVE_INFINITY)),
                                        rate)
                                .otherwise(pulled))
                .drop("prior_month", "prior_cut", "prior");
    }

    /** Adds signal to rows that hold, for each member, all months its charts look back on. */
    private static Dataset<Row> withSignal(Dataset<Row> members) {
        String[] columns = members.columns();
        Column all = struct(Arrays.stream(columns).map(name -> col(name)).toArray(Column[]::new));
        Column history = col("history");
        Column charted = MemberCharts.signals()
                .apply(
                        history.getField(SatisfactionMonthTable.MONTH),
                        history.getField(SatisfactionMonthTable.RATED_N),
                        history.getField(SatisfactionMonthTable.SATISFIED_N));
        return members.groupBy(
                        col(SatisfactionMonthTable.CUT).as("of_cut"),
                        col(SatisfactionMonthTable.CUT_ID).as("of_member"))
                .agg(sort_array(collect_list(
                                struct(col(SatisfactionMonthTable.MONTH).as("at"), all.as("row"))))
                        .as("sorted"))
                .withColumn("history", col("sorted.row"))
                .withColumn("signals", charted)
                .select(explode(arrays_zip(history, col("signals"))).as("each"))
                .select(col("each.history.*"), col("each.signals").as(SatisfactionMonthTable.SIGNAL));
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
