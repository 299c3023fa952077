package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc_nulls_last;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Scorecard;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import java.sql.Date;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * outlet_scorecard_month: what to think of each outlet, and what to do, by month. Definitions: schemas/gold/outlet_scorecard_month.yaml.
 *
 * <p>It looks at a few small rows per outlet and month, so it is always computed whole.
 */
public final class OutletScorecardMonth implements Measure {
    private static final StructType ADVISED = new StructType()
            .add("month", DataTypes.DateType)
            .add("outlet_id", DataTypes.StringType)
            .add("region_id", DataTypes.StringType)
            .add("completed_n", DataTypes.LongType)
            .add("score", DataTypes.DoubleType)
            .add("grade", DataTypes.StringType)
            .add("funnel", DataTypes.StringType)
            .add("status", DataTypes.StringType)
            .add("recommendation", DataTypes.StringType)
            .add("reasons", DataTypes.StringType)
            .add("reasons_zh", DataTypes.StringType);

    private final Scorecard scorecard;

    /** Takes the scorecard. */
    public OutletScorecardMonth(Scorecard scorecard) {
        this.scorecard = scorecard;
    }

    @Override
    public String table() {
        return "outlet_scorecard_month";
    }

    @Override
    public List<String> sources() {
        return List.of("outlets");
    }

    @Override
    public List<String> gold() {
        return List.of("outlet_kpi_month", "outlet_scorecard_kpi");
    }

    @Override
    public String settings() {
        return scorecard.toString();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Map<String, OutletStatus> statuses = statuses(inputs.silver("outlets"));
        Dataset<Row> outlets = inputs.gold("outlet_kpi_month")
                .filter(col("outlet_id").notEqual(SeenOrders.UNKNOWN))
                .select(col("outlet_id").as("outlet"), col("month").as("at"), col("region_id"), col("completed_n"));
        Dataset<Row> kpis = inputs.gold("outlet_scorecard_kpi").drop("region_id");
        Dataset<Row> all = outlets.join(
                kpis, col("outlet").equalTo(col("outlet_id")).and(col("at").equalTo(col("month"))), "left");
        Scorecard card = scorecard;
        Dataset<Row> advised = all.groupByKey(
                        (MapFunction<Row, String>) row -> row.getString(row.fieldIndex("outlet")), Encoders.STRING())
                .flatMapGroups(
                        (FlatMapGroupsFunction<String, Row, Row>) (outlet, rows) ->
                                advised(card, outlet, statuses.getOrDefault(outlet, new OutletStatus(List.of())), rows),
                        Encoders.row(ADVISED));
        return advised.withColumn(
                        "rank_in_region",
                        when(
                                col("score").isNotNull(),
                                rank().over(Window.partitionBy("month", "region_id")
                                        .orderBy(desc_nulls_last("score")))))
                .filter(months.contain(col("month")));
    }

    private static Map<String, OutletStatus> statuses(Dataset<Row> outlets) {
        Map<String, List<OutletStatus.Version>> versions = new HashMap<>();
        for (Row row : outlets.select("outlet_id", "valid_from", "status", "opened_on")
                .orderBy("outlet_id", "valid_from")
                .collectAsList()) {
            versions.computeIfAbsent(row.getString(0), none -> new ArrayList<>())
                    .add(new OutletStatus.Version(day(row, 1), row.getString(2), day(row, 3)));
        }
        Map<String, OutletStatus> statuses = new HashMap<>();
        versions.forEach((outlet, each) -> statuses.put(outlet, new OutletStatus(each)));
        return statuses;
    }

    private static LocalDate day(Row row, int at) {
        return row.isNullAt(at) ? null : row.getDate(at).toLocalDate();
    }

    private static Iterator<Row> advised(Scorecard card, String outlet, OutletStatus status, Iterator<Row> rows) {
        NavigableMap<YearMonth, OutletMonth> months = new TreeMap<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            YearMonth at = YearMonth.from(day(row, row.fieldIndex("at")));
            OutletMonth month = months.computeIfAbsent(
                    at,
                    none -> new OutletMonth(
                            at,
                            row.getString(row.fieldIndex("region_id")),
                            row.getLong(row.fieldIndex("completed_n")),
                            new EnumMap<>(Kpi.class)));
            String metric = row.getString(row.fieldIndex("metric"));
            if (metric != null) {
                month.figures().put(Kpi.of(metric), figure(row));
            }
        }
        OutletAdviser adviser = new OutletAdviser(card, status, months);
        return months.values().stream()
                .map(month -> row(outlet, month, adviser.advise(month.month())))
                .iterator();
    }

    private static OutletMonth.Figure figure(Row row) {
        return new OutletMonth.Figure(
                row.getLong(row.fieldIndex("n")),
                row.getLong(row.fieldIndex("d")),
                row.getDouble(row.fieldIndex("rate")),
                row.getDouble(row.fieldIndex("rate_low")),
                row.getDouble(row.fieldIndex("rate_high")),
                number(row, "expected_rate"),
                number(row, "better_by"),
                number(row, "target"),
                number(row, "floor"),
                number(row, "attainment"));
    }

    private static Double number(Row row, String column) {
        int at = row.fieldIndex(column);
        return row.isNullAt(at) ? null : row.getDouble(at);
    }

    private static Row row(String outlet, OutletMonth month, Advice advice) {
        return RowFactory.create(
                Date.valueOf(month.month().atDay(1)),
                outlet,
                month.region(),
                month.completed(),
                advice.score(),
                advice.grade(),
                advice.funnel().label(),
                advice.status(),
                advice.recommendation().label(),
                advice.reasons().en(),
                advice.reasons().zh());
    }
}
