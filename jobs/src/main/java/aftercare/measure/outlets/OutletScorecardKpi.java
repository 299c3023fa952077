package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;

import aftercare.contract.Contracts;
import aftercare.contract.DefaultStandards;
import aftercare.contract.Scorecard;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Attributes;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.Standards;
import aftercare.table.OutletKpiExpectedTable;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.OutletScorecardKpiTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * outlet_scorecard_kpi: each KPI of each outlet over as many last months as it takes to judge it. Definitions:
 * schemas/gold/outlet_scorecard_kpi.yaml.
 *
 * <p>A month looks back on up to a year of outlet_kpi_expected, which are a few small rows per outlet and month, so it
 * is always computed whole.
 */
public final class OutletScorecardKpi implements Measure {
    private static final String JUDGED = "judged_month";

    private final Scorecard scorecard;
    private final DefaultStandards shipped;
    private final FirstFix firstFix;

    /** Takes the scorecard, the standards that hold unless the source says otherwise, and the rules. */
    public OutletScorecardKpi(Contracts contracts) {
        firstFix = FirstFix.of(contracts.rules());
        scorecard = Scorecard.load(contracts);
        shipped = contracts.standards();
    }

    @Override
    public String table() {
        return Tables.OUTLET_SCORECARD_KPI;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REGIONS, Tables.STANDARDS);
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.OUTLET_KPI_MONTH, Tables.OUTLET_KPI_EXPECTED);
    }

    @Override
    public String settings() {
        return scorecard + "\n" + shipped + "\n" + firstFix;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Standards standards = Standards.of(shipped, inputs);
        Map<String, String> tiers = Attributes.tiers(inputs);
        YearMonth ripe = firstFix.ripeMonth(asOf);
        int longest = scorecard.pooledMonths().get(scorecard.pooledMonths().size() - 1);
        int reach = longest - 1 + (int) ChronoUnit.MONTHS.between(ripe, asOf.month());
        Column last = least(
                add_months(col(OutletKpiExpectedTable.MONTH), reach), lit(AsOf.date(asOf.month())));
        Dataset<Row> behind = outlets(inputs)
                .unionByName(figures(inputs))
                .withColumn(
                        JUDGED,
                        explode(sequence(col(OutletKpiExpectedTable.MONTH), last, expr("INTERVAL 1 MONTH"))))
                .filter(months.contain(col(JUDGED)));
        Scorecard card = scorecard;
        return behind.groupByKey((MapFunction<Row, Date>) row -> row.getAs(JUDGED), Encoders.DATE())
                .flatMapGroups(
                        (FlatMapGroupsFunction<Date, Row, Row>) (month, rows) -> new PooledMonths(
                                        card, standards, tiers, YearMonth.from(month.toLocalDate()), ripe)
                                .judged(rows),
                        Encoders.row(OutletScorecardKpiTable.SCHEMA));
    }

    /** What is not an outlet's KPI but its month: the orders completed in it. */
    private static Dataset<Row> outlets(Inputs inputs) {
        Column none = lit(null);
        return inputs.gold(Tables.OUTLET_KPI_MONTH)
                .filter(col(OutletKpiMonthTable.OUTLET_ID).notEqual(SeenOrders.UNKNOWN))
                .select(
                        col(OutletKpiMonthTable.MONTH),
                        col(OutletKpiMonthTable.OUTLET_ID),
                        col(OutletKpiMonthTable.REGION_ID),
                        col(OutletKpiMonthTable.COMPLETED_N),
                        none.cast("string").as(OutletKpiExpectedTable.METRIC),
                        none.cast("long").as(OutletKpiExpectedTable.N),
                        none.cast("long").as(OutletKpiExpectedTable.D),
                        none.cast("double").as(OutletKpiExpectedTable.MIX_RATE));
    }

    private static Dataset<Row> figures(Inputs inputs) {
        return inputs.gold(Tables.OUTLET_KPI_EXPECTED)
                .select(
                        col(OutletKpiExpectedTable.MONTH),
                        col(OutletKpiExpectedTable.OUTLET_ID),
                        col(OutletKpiExpectedTable.REGION_ID),
                        lit(null).cast("long").as(OutletKpiMonthTable.COMPLETED_N),
                        col(OutletKpiExpectedTable.METRIC),
                        col(OutletKpiExpectedTable.N),
                        col(OutletKpiExpectedTable.D),
                        col(OutletKpiExpectedTable.MIX_RATE));
    }
}
