package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc_nulls_last;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contracts;
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
import org.apache.spark.sql.expressions.Window;

/**
 * outlet_scorecard_month: what to think of each outlet, and what to do, by month. Definitions:
 * schemas/gold/outlet_scorecard_month.yaml.
 *
 * <p>It looks at a few small rows per outlet and month, so it is always computed whole.
 */
public final class OutletScorecardMonth implements Measure {
    private static final String OUTLET = "outlet";
    private static final String AT = "at";

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
                        col(OutletKpiMonthTable.OUTLET_ID).as(OUTLET),
                        col(OutletKpiMonthTable.MONTH).as(AT),
                        col(OutletKpiMonthTable.REGION_ID),
                        col(OutletKpiMonthTable.COMPLETED_N));
        Dataset<Row> kpis = inputs.gold(Tables.OUTLET_SCORECARD_KPI).drop(OutletScorecardKpiTable.REGION_ID);
        Dataset<Row> all = outlets.join(
                kpis,
                col(OUTLET)
                        .equalTo(col(OutletScorecardKpiTable.OUTLET_ID))
                        .and(col(AT).equalTo(col(OutletScorecardKpiTable.MONTH))),
                "left");
        Scorecard card = scorecard;
        Dataset<Row> advised = all.groupByKey((MapFunction<Row, String>) row -> row.getAs(OUTLET), Encoders.STRING())
                .flatMapGroups(
                        (FlatMapGroupsFunction<String, Row, Row>) (outlet, rows) ->
                                advised(card, outlet, statuses.getOrDefault(outlet, new OutletStatus(List.of())), rows),
                        Encoders.row(OutletScorecardMonthTable.SCHEMA));
        return advised.withColumn(
                        OutletScorecardMonthTable.RANK_IN_REGION,
                        when(
                                col(OutletScorecardMonthTable.SCORE).isNotNull(),
                                rank().over(Window.partitionBy(
                                                OutletScorecardMonthTable.MONTH, OutletScorecardMonthTable.REGION_ID)
                                        .orderBy(desc_nulls_last(OutletScorecardMonthTable.SCORE)))))
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
        NavigableMap<YearMonth, OutletMonth> months = new TreeMap<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            YearMonth at = YearMonth.from(row.<Date>getAs(AT).toLocalDate());
            OutletMonth month = months.computeIfAbsent(
                    at,
                    none -> new OutletMonth(
                            at,
                            OutletKpiMonthTable.of(row).regionId(),
                            OutletKpiMonthTable.of(row).completedN(),
                            new EnumMap<>(Kpi.class)));
            OutletScorecardKpiTable.Values kpi = OutletScorecardKpiTable.of(row);
            if (kpi.metric() != null) {
                month.figures().put(Kpi.of(kpi.metric()), figure(kpi));
            }
        }
        OutletAdviser adviser = new OutletAdviser(card, status, months);
        return months.values().stream()
                .map(month -> row(outlet, month, adviser.advise(month.month())))
                .iterator();
    }

    private static OutletMonth.KpiFigure figure(OutletScorecardKpiTable.Values kpi) {
        return new OutletMonth.KpiFigure(
                kpi.n(),
                kpi.d(),
                kpi.rate(),
                kpi.rateLow(),
                kpi.rateHigh(),
                kpi.expectedRate(),
                kpi.betterBy(),
                kpi.target(),
                kpi.floor(),
                kpi.attainment());
    }

    private static Row row(String outlet, OutletMonth month, OutletAdviser.Advice advice) {
        return OutletScorecardMonthTable.row()
                .month(month.month().atDay(1))
                .outletId(outlet)
                .regionId(month.region())
                .completedN(month.completed())
                .score(advice.score())
                .grade(advice.grade())
                .funnel(advice.funnel().label())
                .status(advice.status())
                .recommendation(advice.recommendation().label())
                .reasons(advice.reasons().en())
                .reasonsZh(advice.reasons().zh())
                .build();
    }
}
