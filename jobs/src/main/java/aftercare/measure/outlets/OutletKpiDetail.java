package aftercare.measure.outlets;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contracts;
import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.Attributes;
import aftercare.measure.facts.FirstFix;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.facts.VisitPromise;
import aftercare.table.ComplaintDetailTable;
import aftercare.table.ComplaintsTable;
import aftercare.table.ModelsTable;
import aftercare.table.OutletKpiDetailTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * outlet_kpi_detail: the counts of outlet_kpi_month by category. Definitions: schemas/gold/outlet_kpi_detail.yaml.
 *
 * <p>Views of the orders and complaints, each with the counts of its own month, are united and added up.
 */
public final class OutletKpiDetail implements Measure {
    private static final List<String> COUNTS = List.of(
            OutletKpiDetailTable.ONSITE_DUE_N,
            OutletKpiDetailTable.ONSITE_KEPT_N,
            OutletKpiDetailTable.COMPLETED_N,
            OutletKpiDetailTable.FIRST_FIX_N,
            OutletKpiDetailTable.FIRST_FIX_D,
            OutletKpiDetailTable.FIRST_FIX_PROVISIONAL_N,
            OutletKpiDetailTable.FIRST_FIX_PROVISIONAL_D,
            OutletKpiDetailTable.FIXED_N,
            OutletKpiDetailTable.OUTCOME_KNOWN_N,
            OutletKpiDetailTable.COMPLAINTS_N,
            OutletKpiDetailTable.COMPLAINT_CLOSED_N,
            OutletKpiDetailTable.COMPLAINT_ON_TIME_N);

    private final VisitPromise onSite;
    private final FirstFix firstFix;

    /** Takes the rules by which visits and first fixes are judged. */
    public OutletKpiDetail(Contracts contracts) {
        Rules rules = contracts.rules();
        onSite = VisitPromise.onSite(rules);
        firstFix = FirstFix.of(rules);
    }

    @Override
    public String settings() {
        return onSite + "\n" + firstFix;
    }

    @Override
    public String table() {
        return Tables.OUTLET_KPI_DETAIL;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.COMPLAINTS, Tables.OUTLETS, Tables.MODELS);
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.COMPLAINT_DETAIL);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> orders = Attributes.withCategory(inputs.silver(Tables.REPAIRS), inputs);
        Dataset<Row> views = opened(orders, asOf, months)
                .unionByName(completed(orders, asOf, months), true)
                .unionByName(repeated(orders, asOf, months), true)
                .unionByName(complaints(inputs, months), true);
        Column[] sums = COUNTS.stream()
                .map(count -> coalesce(sum(col(count)), lit(0L)).as(count))
                .toArray(Column[]::new);
        Dataset<Row> counted = views.groupBy(
                        OutletKpiDetailTable.MONTH, OutletKpiDetailTable.OUTLET_ID, OutletKpiDetailTable.CATEGORY)
                .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length))
                .filter(COUNTS.stream()
                        .map(count -> col(count).gt(0))
                        .reduce(Column::or)
                        .orElseThrow());
        return OutletVersions.withRegionAtMonthsEnd(counted, inputs.silver(Tables.OUTLETS));
    }

    private Dataset<Row> opened(Dataset<Row> orders, AsOf asOf, Months months) {
        Map<String, Column> counts = new LinkedHashMap<>();
        counts.put(OutletKpiDetailTable.ONSITE_DUE_N, onSite.due(asOf));
        counts.put(OutletKpiDetailTable.ONSITE_KEPT_N, onSite.kept(asOf));
        return counted(orders.filter(FirstFix.isRepair()), RepairsTable.OPENED_AT, asOf, months, counts);
    }

    private Dataset<Row> completed(Dataset<Row> orders, AsOf asOf, Months months) {
        Column judged = FirstFix.isCandidate();
        Column ripe = firstFix.ripe(asOf);
        Map<String, Column> counts = new LinkedHashMap<>();
        counts.put(OutletKpiDetailTable.COMPLETED_N, lit(true));
        counts.put(OutletKpiDetailTable.FIRST_FIX_N, judged.and(ripe).and(FirstFix.looksFixed()));
        counts.put(OutletKpiDetailTable.FIRST_FIX_D, judged.and(ripe));
        counts.put(OutletKpiDetailTable.FIRST_FIX_PROVISIONAL_N, judged.and(FirstFix.looksFixed()));
        counts.put(OutletKpiDetailTable.FIRST_FIX_PROVISIONAL_D, judged);
        counts.put(OutletKpiDetailTable.FIXED_N, col(RepairsTable.OUTCOME).equalTo("fixed"));
        counts.put(
                OutletKpiDetailTable.OUTCOME_KNOWN_N,
                col(RepairsTable.OUTCOME)
                        .isNotNull()
                        .and(col(RepairsTable.OUTCOME).notEqual("unknown")));
        return counted(orders, RepairsTable.COMPLETED_AT, asOf, months, counts);
    }

    /** Each order in the month of an instant, with 1 for every count that it is in. */
    private static Dataset<Row> counted(
            Dataset<Row> orders, String instant, AsOf asOf, Months months, Map<String, Column> counts) {
        Dataset<Row> counted = SeenOrders.of(orders, asOf, instant, months)
                .withColumn(OutletKpiDetailTable.MONTH, Months.of(col(instant)));
        List<Column> columns = new ArrayList<>(List.of(
                col(OutletKpiDetailTable.MONTH),
                col(RepairsTable.OUTLET_ID).as(OutletKpiDetailTable.OUTLET_ID),
                col(ModelsTable.CATEGORY).as(OutletKpiDetailTable.CATEGORY)));
        counts.forEach(
                (name, holds) -> columns.add(when(holds, 1L).otherwise(0L).as(name)));
        return counted.select(columns.toArray(Column[]::new));
    }

    /** What looked like first fixes until the unit came back, to be taken off. */
    private Dataset<Row> repeated(Dataset<Row> orders, AsOf asOf, Months months) {
        return OutletKpiMonth.repeated(
                        firstFix, orders, asOf, months, OutletKpiDetailTable.OUTLET_ID, OutletKpiDetailTable.CATEGORY)
                .select(
                        col(OutletKpiDetailTable.MONTH),
                        col(OutletKpiDetailTable.OUTLET_ID),
                        col(OutletKpiDetailTable.CATEGORY),
                        negate(col(OutletKpiMonth.REPEATED)).as(OutletKpiDetailTable.FIRST_FIX_N),
                        negate(col(OutletKpiMonth.REPEATED_PROVISIONAL))
                                .as(OutletKpiDetailTable.FIRST_FIX_PROVISIONAL_N));
    }

    private static Dataset<Row> complaints(Inputs inputs, Months months) {
        return inputs.gold(Tables.COMPLAINT_DETAIL)
                .filter(months.contain(col(ComplaintDetailTable.MONTH)))
                .select(
                        col(ComplaintDetailTable.MONTH),
                        col(ComplaintDetailTable.OUTLET_ID),
                        col(ComplaintDetailTable.CATEGORY),
                        col(ComplaintDetailTable.RECEIVED_N).as(OutletKpiDetailTable.COMPLAINTS_N),
                        col(ComplaintDetailTable.RESOLVED_N)
                                .minus(col(ComplaintDetailTable.ON_TIME_UNKNOWN_N))
                                .as(OutletKpiDetailTable.COMPLAINT_CLOSED_N),
                        col(ComplaintDetailTable.ON_TIME_N).as(OutletKpiDetailTable.COMPLAINT_ON_TIME_N));
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any(Tables.OUTLETS) || changes.any(Tables.MODELS)) {
            return Months.all();
        }
        // A complaint may leave its category to the model of its order, whatever outlet it names.
        Column byOrder = col(ComplaintsTable.OUTLET_ID)
                .isNull()
                .or(col(ComplaintsTable.MODEL_ID).isNull());
        return new OutletKpiInvalidation(onSite, firstFix, inputs, changes, asOf, byOrder).months();
    }
}
