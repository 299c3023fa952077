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
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.OutletScorecardKpiTable;
import aftercare.table.OutletScorecardMonthTable;
import aftercare.table.OutletsTable;
import aftercare.table.Tables;
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
            .add(OutletScorecardMonthTable.MONTH, DataTypes.DateType)
            .add(OutletScorecardMonthTable.OUTLET_ID, DataTypes.StringType)
            .add(OutletScorecardMonthTable.REGION_ID, DataTypes.StringType)
            .add(OutletScorecardMonthTable.COMPLETED_N, DataTypes.LongType)
            .add(OutletScorecardMonthTable.SCORE, DataTypes.DoubleType)
            .add(OutletScorecardMonthTable.GRADE, DataTypes.StringType)
            .add(OutletScorecardMonthTable.FUNNEL, DataTypes.StringType)
            .add(OutletScorecardMonthTable.STATUS, DataTypes.StringType)
            .add(OutletScorecardMonthTable.RECOMMENDATION, DataTypes.StringType)
            .add(OutletScorecardMonthTable.REASONS, DataTypes.StringType)
            .add(OutletScorecardMonthTable.REASONS_ZH, DataTypes.StringType);

    private final Scorecard scorecard;

    /** Takes the scorecard. */
    public OutletScorecardMonth(Scorecard scorecard) {
        this.scorecard = scorecard;
    }

    @Override
    public String table() {
        return Tables.OUTLET_SCORECARD_MONTH;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.OUTLETS);
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.OUTLET_KPI_MONTH, Tables.OUTLET_SCORECARD_KPI);
    }

    @Override
    public String settings() {
        return scorecard.toString();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Map<String, OutletStatus> statuses = statuses(inputs.silver(Tables.OUTLETS));
        Dataset<Row> outlets = inputs.gold(Tables.OUTLET_KPI_MONTH)
                .filter(col(OutletKpiMonthTable.OUTLET_ID).notEqual(SeenOrders.UNKNOWN))
                .select(
                        col(OutletKpiMonthTable.OUTLET_ID).as("outlet"),
                        col(OutletKpiMonthTable.MONTH).as("at"),
                        col(OutletKpiMonthTable.REGION_ID),
                        col(OutletKpiMonthTable.COMPLETED_N));
        Dataset<Row> kpis = inputs.gold(Tables.OUTLET_SCORECARD_KPI).drop(OutletScorecardKpiTable.REGION_ID);
        Dataset<Row> all = outlets.join(
                kpis,
                col("outlet")
                        .equalTo(col(OutletScorecardKpiTable.OUTLET_ID))
                        .and(col("at").equalTo(col(OutletScorecardKpiTable.MONTH))),
                "left");
        Scorecard card = scorecard;
        Dataset<Row> advised = all.groupByKey(
                        (MapFunction<Row, String>) row -> row.getString(row.fieldIndex("outlet")), Encoders.STRING())
                .flatMapGroups(
                        (FlatMapGroupsFunction<String, Row, Row>) (outlet, rows) ->
                                advised(card, outlet, statuses.getOrDefault(outlet, new OutletStatus(List.of())), rows),
                        Encoders.row(ADVISED));
        return advised.withColumn(
                        OutletScorecardMonthTable.RANK_IN_REGION,
                        when(
                                col(OutletScorecardMonthTable.SCORE).isNotNull(),
                                rank().over(Window.partitionBy(
                                                OutletScorecardKpiTable.MONTH, OutletScorecardKpiTable.REGION_ID)
                                        .orderBy(desc_nulls_last(OutletScorecardMonthTable.SCORE)))))
                .filter(months.contain(col(OutletScorecardKpiTable.MONTH)));
    }

    private static Map<String, OutletStatus> statuses(Dataset<Row> outlets) {
        Map<String, List<OutletStatus.Version>> versions = new HashMap<>();
        for (Row row : outlets.select(
                        OutletScorecardMonthTable.OUTLET_ID,
                        OutletsTable.VALID_FROM,
                        OutletScorecardMonthTable.STATUS,
                        OutletsTable.OPENED_ON)
                .orderBy(OutletScorecardMonthTable.OUTLET_ID, OutletsTable.VALID_FROM)
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
                            row.getString(row.fieldIndex(OutletScorecardMonthTable.REGION_ID)),
                            row.getLong(row.fieldIndex(OutletScorecardMonthTable.COMPLETED_N)),
                            new EnumMap<>(Kpi.class)));
            String metric = row.getString(row.fieldIndex(OutletScorecardKpiTable.METRIC));
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
                row.getLong(row.fieldIndex(OutletScorecardKpiTable.N)),
                row.getLong(row.fieldIndex(OutletScorecardKpiTable.D)),
                row.getDouble(row.fieldIndex(OutletScorecardKpiTable.RATE)),
                row.getDouble(row.fieldIndex(OutletScorecardKpiTable.RATE_LOW)),
                row.getDouble(row.fieldIndex(OutletScorecardKpiTable.RATE_HIGH)),
                number(row, OutletScorecardKpiTable.EXPECTED_RATE),
                number(row, OutletScorecardKpiTable.BETTER_BY),
                number(row, OutletScorecardKpiTable.TARGET),
                number(row, OutletScorecardKpiTable.FLOOR),
                number(row, OutletScorecardKpiTable.ATTAINMENT));
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
