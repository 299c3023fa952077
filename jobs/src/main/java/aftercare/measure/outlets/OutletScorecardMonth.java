package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc_nulls_last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contracts;
import aftercare.contract.Scorecard;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.OutletKpiExpectedTable;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.OutletScorecardKpiTable;
import aftercare.table.OutletScorecardMonthTable;
import aftercare.table.OutletsTable;
import aftercare.table.Tables;
import java.sql.Date;
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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * outlet_scorecard_month: what to think of each outlet, and what to do, by month. Definitions:
 * schemas/gold/outlet_scorecard_month.yaml.
 *
 * <p>It looks at a few small rows per outlet and month, so it is always computed whole.
 */
public final class OutletScorecardMonth implements Measure {
    private static final String TABLE = "of_table";

    private final Scorecard scorecard;

    /** Takes the scorecard. */
    public OutletScorecardMonth(Contracts contracts) {
        scorecard = Scorecard.load(contracts);
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
        return List.of(Tables.OUTLET_KPI_MONTH, Tables.OUTLET_KPI_EXPECTED, Tables.OUTLET_SCORECARD_KPI);
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
                        col(OutletKpiMonthTable.OUTLET_ID),
                        col(OutletKpiMonthTable.MONTH),
                        col(OutletKpiMonthTable.REGION_ID),
                        col(OutletKpiMonthTable.COMPLETED_N));
        Dataset<Row> all = outlets.withColumn(TABLE, lit(Tables.OUTLET_KPI_MONTH))
                .unionByName(
                        inputs.gold(Tables.OUTLET_KPI_EXPECTED).withColumn(TABLE, lit(Tables.OUTLET_KPI_EXPECTED)),
                        true)
                .unionByName(
                        inputs.gold(Tables.OUTLET_SCORECARD_KPI).withColumn(TABLE, lit(Tables.OUTLET_SCORECARD_KPI)),
                        true);
        Scorecard card = scorecard;
        Dataset<Row> advised = all.groupByKey(
                        (MapFunction<Row, String>) row -> row.getAs(OutletKpiMonthTable.OUTLET_ID), Encoders.STRING())
                .flatMapGroups(
                        (FlatMapGroupsFunction<String, Row, Row>) (outlet, rows) ->
                                advised(card, outlet, statuses.getOrDefault(outlet, new OutletStatus(List.of())), rows),
                        Encoders.row(OutletScorecardMonthTable.SCHEMA));
        Column unscored = col(OutletScorecardMonthTable.SCORE).isNull();
        return advised.withColumn(
                        OutletScorecardMonthTable.RANK_IN_REGION,
                        when(
                                col(OutletScorecardMonthTable.SCORE).isNotNull(),
                                rank().over(Window.partitionBy(
                                                OutletScorecardMonthTable.MONTH, OutletScorecardMonthTable.REGION_ID)
                                        .orderBy(
                                                unscored,
                                                col(OutletScorecardMonthTable.FLAGGED),
                                                desc_nulls_last(OutletScorecardMonthTable.SCORE)))))
                .filter(months.contain(col(OutletScorecardMonthTable.MONTH)));
    }

    private static Map<String, OutletStatus> statuses(Dataset<Row> outlets) {
        Map<String, List<OutletStatus.Version>> versions = new HashMap<>();
        for (Row row :
                outlets.orderBy(OutletsTable.OUTLET_ID, OutletsTable.VALID_FROM).collectAsList()) {
            OutletsTable.Values outlet = OutletsTable.of(row);
            versions.computeIfAbsent(outlet.outletId(), none -> new ArrayList<>())
                    .add(new OutletStatus.Version(outlet.validFrom(), outlet.status(), outlet.openedOn()));
        }
        Map<String, OutletStatus> statuses = new HashMap<>();
        versions.forEach((outlet, each) -> statuses.put(outlet, new OutletStatus(each)));
        return statuses;
    }

    private static Iterator<Row> advised(Scorecard card, String outlet, OutletStatus status, Iterator<Row> rows) {
        Map<YearMonth, OutletKpiMonthTable.Values> listed = new TreeMap<>();
        Map<YearMonth, Map<Kpi, OutletMonth.KpiFigure>> figures = new HashMap<>();
        Map<YearMonth, Map<Kpi, OutletMonth.KpiFigure>> pooled = new HashMap<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            YearMonth at =
                    YearMonth.from(row.<Date>getAs(OutletKpiMonthTable.MONTH).toLocalDate());
            switch (row.<String>getAs(TABLE)) {
                case Tables.OUTLET_KPI_MONTH -> listed.put(at, OutletKpiMonthTable.of(row));
                case Tables.OUTLET_KPI_EXPECTED -> {
                    OutletKpiExpectedTable.Values kpi = OutletKpiExpectedTable.of(row);
                    figures.computeIfAbsent(at, none -> new EnumMap<>(Kpi.class))
                            .put(Kpi.of(kpi.metric()), ofTheMonth(at, kpi));
                }
                default -> {
                    OutletScorecardKpiTable.Values kpi = OutletScorecardKpiTable.of(row);
                    pooled.computeIfAbsent(at, none -> new EnumMap<>(Kpi.class)).put(Kpi.of(kpi.metric()), pooled(kpi));
                }
            }
        }
        NavigableMap<YearMonth, OutletMonth> months = new TreeMap<>();
        listed.forEach((at, month) -> {
            Long completed = month.completedN();
            months.put(
                    at,
                    new OutletMonth(
                            at,
                            month.regionId(),
                            completed == null ? 0 : completed,
                            figures.getOrDefault(at, Map.of()),
                            pooled.getOrDefault(at, Map.of())));
        });
        OutletAdviser adviser = new OutletAdviser(card, status, months);
        return months.values().stream()
                .map(month -> row(outlet, month, adviser.advise(month.month())))
                .iterator();
    }

    private static OutletMonth.KpiFigure ofTheMonth(YearMonth at, OutletKpiExpectedTable.Values kpi) {
        return new OutletMonth.KpiFigure(
                at, at, kpi.n(), kpi.d(), kpi.expectedRate(), kpi.betterBy(), kpi.peersN(), null, null);
    }

    private static OutletMonth.KpiFigure pooled(OutletScorecardKpiTable.Values kpi) {
        return new OutletMonth.KpiFigure(
                YearMonth.from(kpi.fromMonth()),
                YearMonth.from(kpi.toMonth()),
                kpi.n(),
                kpi.d(),
                kpi.expectedRate(),
                kpi.betterBy(),
                kpi.peersN(),
                kpi.floor(),
                kpi.attainment());
    }

    private static Row row(String outlet, OutletMonth month, OutletAdviser.Advice advice) {
        return OutletScorecardMonthTable.row()
                .month(month.month().atDay(1))
                .outletId(outlet)
                .regionId(month.region())
                .completedN(month.completed())
                .pooledMonthsN(advice.judged().months())
                .pooledCompletedN(advice.judged().completed())
                .score(advice.score())
                .scoredShare(advice.scoredShare())
                .flagged(advice.flagged())
                .grade(advice.grade())
                .funnel(advice.funnel().label())
                .status(advice.status())
                .recommendation(advice.recommendation().label())
                .reasons(advice.reasons().en())
                .reasonsZh(advice.reasons().zh())
                .against(advice.against())
                .build();
    }
}
