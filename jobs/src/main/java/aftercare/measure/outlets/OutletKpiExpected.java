package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import aftercare.contract.Contracts;
import aftercare.contract.DefaultStandards;
import aftercare.contract.Rules;
import aftercare.contract.Scorecard;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Attributes;
import aftercare.measure.facts.CalledBack;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.Standards;
import aftercare.measure.facts.VisitPromise;
import aftercare.table.ComplaintsTable;
import aftercare.table.OutletKpiExpectedTable;
import aftercare.table.OutletKpiMonthTable;
import aftercare.table.RepairsTable;
import aftercare.table.SatisfactionMonthTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * outlet_kpi_expected: one row per month, outlet and KPI with anything to count, each month by itself. Definitions:
 * schemas/gold/outlet_kpi_expected.yaml.
 *
 * <p>Spark counts what each outlet was given by model and age of the unit ({@link CaseMix}); the months are then
 * compared each by itself, in plain Java.
 */
public final class OutletKpiExpected implements Measure {
    private static final int SEVERE = 3;

    private final Scorecard scorecard;
    private final DefaultStandards shipped;
    private final VisitPromise onSite;
    private final FirstFix firstFix;

    /** Takes the scorecard, the standards that hold unless the source says otherwise, and the rules. */
    public OutletKpiExpected(Contracts contracts) {
        Rules rules = contracts.rules();
        onSite = VisitPromise.onSite(rules);
        firstFix = FirstFix.of(rules);
        scorecard = Scorecard.load(contracts);
        shipped = contracts.standards();
    }

    @Override
    public String table() {
        return Tables.OUTLET_KPI_EXPECTED;
    }

    @Override
    public List<String> sources() {
        return List.of(
                Tables.REPAIRS,
                Tables.CALLBACKS,
                Tables.COMPLAINTS,
                Tables.OUTLETS,
                Tables.REGIONS,
                Tables.MODELS,
                Tables.STANDARDS);
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.OUTLET_KPI_MONTH, Tables.SATISFACTION_MONTH);
    }

    @Override
    public String settings() {
        return scorecard + "\n" + shipped + "\n" + onSite + "\n" + firstFix;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Standards standards = Standards.of(shipped, inputs);
        Map<String, String> tiers = Attributes.tiers(inputs);
        Map<String, String> categories = Attributes.categories(inputs);
        Dataset<Row> satisfaction =
                inputs.gold(Tables.SATISFACTION_MONTH).filter(months.contain(col(SatisfactionMonthTable.MONTH)));
        CaseMix mix =
                new CaseMix(inputs.silver(Tables.REPAIRS), asOf, months, scorecard.ageBandsMonths(), onSite, firstFix);
        Map<Date, StratumRates> rates = mix.rates(
                categories,
                satisfaction
                        .filter(col(SatisfactionMonthTable.CUT).equalTo("model"))
                        .select(
                                SatisfactionMonthTable.MONTH,
                                SatisfactionMonthTable.CUT_ID,
                                SatisfactionMonthTable.SHRUNK_RATE)
                        .collectAsList());
        Dataset<Row> all = MonthOfRows.expected(mix.expected(inputs.spark(), rates))
                .unionByName(MonthOfRows.outlets(
                        inputs.gold(Tables.OUTLET_KPI_MONTH).filter(months.contain(col(OutletKpiMonthTable.MONTH)))))
                .unionByName(MonthOfRows.satisfaction(satisfaction))
                .unionByName(MonthOfRows.severe(severe(inputs, asOf, months)));
        Scorecard card = scorecard;
        return all.groupByKey((MapFunction<Row, Date>) row -> row.getAs(MonthOfRows.MONTH), Encoders.DATE())
                .flatMapGroups(
                        (FlatMapGroupsFunction<Date, Row, Row>) (month, rows) ->
                                new MonthOfRows(card, standards, tiers, month.toLocalDate()).compared(rows),
                        Encoders.row(OutletKpiExpectedTable.SCHEMA));
    }

    /** Severe complaints by month and outlet: the complaint's own, else its repair's. They are few. */
    private static Dataset<Row> severe(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> severe = inputs.silver(Tables.COMPLAINTS)
                .filter(col(ComplaintsTable.SEVERITY).geq(SEVERE))
                .filter(col(ComplaintsTable.RECEIVED_AT).lt(lit(asOf.endTimestamp())))
                .filter(months.containMonthOf(col(ComplaintsTable.RECEIVED_AT), asOf))
                .select(ComplaintsTable.REPAIR_ID, ComplaintsTable.OUTLET_ID, ComplaintsTable.RECEIVED_AT);
        Dataset<Row> ofRepairs = inputs.silver(Tables.REPAIRS)
                .filter(col(RepairsTable.OPENED_AT).lt(lit(asOf.endTimestamp())))
                .select(col(RepairsTable.REPAIR_ID), col(RepairsTable.OUTLET_ID).as("repair_outlet"))
                .join(
                        broadcast(severe.filter(col(ComplaintsTable.OUTLET_ID).isNull())
                                .drop(ComplaintsTable.OUTLET_ID)),
                        RepairsTable.REPAIR_ID)
                .select(col("repair_outlet").as(ComplaintsTable.OUTLET_ID), col(ComplaintsTable.RECEIVED_AT));
        return severe.filter(col(ComplaintsTable.OUTLET_ID).isNotNull())
                .select(ComplaintsTable.OUTLET_ID, ComplaintsTable.RECEIVED_AT)
                .unionByName(ofRepairs)
                .groupBy(
                        Months.of(col(ComplaintsTable.RECEIVED_AT)).as(OutletKpiExpectedTable.MONTH),
                        col(ComplaintsTable.OUTLET_ID).as(OutletKpiExpectedTable.OUTLET_ID))
                .agg(count(lit(1)).as(Kpi.SEVERE_COMPLAINTS.numerator));
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        for (String source : List.of(Tables.OUTLETS, Tables.REGIONS, Tables.MODELS, Tables.STANDARDS)) {
            if (changes.any(source)) {
                return Months.all();
            }
        }
        TreeSet<YearMonth> months = new TreeSet<>(new OutletKpiInvalidation(onSite, firstFix, inputs, changes, asOf)
                .months()
                .some());
        months.addAll(CalledBack.months(inputs, changes, asOf));
        return Months.of(months);
    }
}
