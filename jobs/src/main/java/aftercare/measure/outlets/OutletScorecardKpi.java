package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import aftercare.contract.Scorecard;
import aftercare.contract.Standard;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.CalledBack;
import aftercare.measure.facts.Standards;
import java.sql.Date;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * outlet_scorecard_kpi: one row per month, outlet and KPI with anything to count. Definitions: schemas/gold/outlet_scorecard_kpi.yaml.
 *
 * <p>Spark counts what each outlet was given by model and age of the unit ({@link CaseMix}); the months are then compared each by itself, in
 * plain Java.
 */
public final class OutletScorecardKpi implements Measure {
    private static final int SEVERE = 3;

    private final Scorecard scorecard;
    private final List<Standard> shipped;

    /** Takes the scorecard and the standards that hold unless the source says otherwise. */
    public OutletScorecardKpi(Scorecard scorecard, List<Standard> shipped) {
        this.scorecard = scorecard;
        this.shipped = List.copyOf(shipped);
    }

    @Override
    public String table() {
        return "outlet_scorecard_kpi";
    }

    @Override
    public List<String> sources() {
        return List.of("repairs", "callbacks", "complaints", "outlets", "regions", "models", "standards");
    }

    @Override
    public List<String> gold() {
        return List.of("outlet_kpi_month", "satisfaction_month");
    }

    @Override
    public String settings() {
        return scorecard + "\n" + shipped;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Standards standards = Standards.of(shipped, inputs);
        Map<String, String> tiers = texts(inputs.silver("regions"), "region_id", "tier");
        Map<String, String> categories = texts(inputs.silver("models"), "model_id", "category");
        Dataset<Row> satisfaction = inputs.gold("satisfaction_month").filter(months.contain(col("month")));
        CaseMix mix = new CaseMix(inputs.silver("repairs"), asOf, months, scorecard.ageBandsMonths());
        Map<Date, StratumRates> rates = mix.rates(
                categories,
                satisfaction
                        .filter(col("cut").equalTo("model"))
                        .select("month", "cut_id", "shrunk_rate")
                        .collectAsList());
        Dataset<Row> all = MonthOfRows.expected(mix.expected(inputs.spark(), rates))
                .unionByName(MonthOfRows.outlets(inputs.gold("outlet_kpi_month").filter(months.contain(col("month")))))
                .unionByName(MonthOfRows.satisfaction(satisfaction))
                .unionByName(MonthOfRows.severe(severe(inputs, asOf, months)));
        Scorecard card = scorecard;
        return all.groupByKey((MapFunction<Row, Date>) row -> row.getDate(0), Encoders.DATE())
                .flatMapGroups(
                        (FlatMapGroupsFunction<Date, Row, Row>) (month, rows) ->
                                new MonthOfRows(card, standards, tiers, month.toLocalDate()).compared(rows),
                        Encoders.row(MonthOfRows.RESULT));
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

    /** Severe complaints by month and outlet: the complaint's own, else its repair's. They are few. */
    private static Dataset<Row> severe(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> severe = inputs.silver("complaints")
                .filter(col("severity").geq(SEVERE))
                .filter(col("received_at").lt(lit(asOf.endTimestamp())))
                .filter(months.containMonthOf(col("received_at"), asOf))
                .select("repair_id", "outlet_id", "received_at");
        Dataset<Row> ofRepairs = inputs.silver("repairs")
                .filter(col("opened_at").lt(lit(asOf.endTimestamp())))
                .select(col("repair_id"), col("outlet_id").as("repair_outlet"))
                .join(broadcast(severe.filter(col("outlet_id").isNull()).drop("outlet_id")), "repair_id")
                .select(col("repair_outlet").as("outlet_id"), col("received_at"));
        return severe.filter(col("outlet_id").isNotNull())
                .select("outlet_id", "received_at")
                .unionByName(ofRepairs)
                .groupBy(Months.of(col("received_at")).as("month"), col("outlet_id"))
                .agg(count(lit(1)).as(Kpi.SEVERE_COMPLAINTS.numerator));
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        for (String source : List.of("outlets", "regions", "models", "standards")) {
            if (changes.any(source)) {
                return Months.all();
            }
        }
        TreeSet<YearMonth> months = new TreeSet<>(
                new OutletKpiInvalidation(inputs, changes, asOf).months().some());
        months.addAll(CalledBack.months(inputs, changes, asOf));
        return Months.of(months);
    }
}
