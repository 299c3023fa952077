package aftercare.measure.complaints;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.Contracts;
import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.ComplaintFacts;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.RuleWindow;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.ComplaintDetailTable;
import aftercare.table.ComplaintsTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * complaint_detail: the counts of complaint_month by outlet and category at once. Definitions:
 * schemas/gold/complaint_detail.yaml.
 */
public final class ComplaintDetail implements Measure {
    private final RuleWindow resolved;
    private final Repeats repeats;

    /** Takes the rule by when complaints are to be resolved. */
    public ComplaintDetail(Contracts contracts) {
        Rules rules = contracts.rules();
        resolved = RuleWindow.of(rules, Rules.COMPLAINT_RESOLVED);
        repeats = Repeats.of(rules);
    }

    @Override
    public String settings() {
        return resolved.toString();
    }

    @Override
    public String table() {
        return Tables.COMPLAINT_DETAIL;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.COMPLAINTS, Tables.REPAIRS, Tables.OUTLETS, Tables.MODELS);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> complaints = new ComplaintFacts(inputs, asOf)
                .receivedIn(months)
                .withColumn(ComplaintDetailTable.MONTH, Months.of(col(ComplaintsTable.RECEIVED_AT)))
                .withColumn(ComplaintDetailTable.OUTLET_ID, SeenOrders.orUnknown(col(ComplaintFacts.OUTLET)))
                .withColumn(ComplaintDetailTable.CATEGORY, SeenOrders.orUnknown(col(ComplaintFacts.CATEGORY)));
        Dataset<Row> counted = Handling.judged(complaints, resolved, asOf)
                .groupBy(
                        ComplaintDetailTable.MONTH,
                        ComplaintDetailTable.OUTLET_ID,
                        ComplaintDetailTable.CATEGORY,
                        ComplaintDetailTable.CAUSE)
                .agg(
                        Handling.received().as(ComplaintDetailTable.RECEIVED_N),
                        Handling.resolved().as(ComplaintDetailTable.RESOLVED_N),
                        Handling.onTime().as(ComplaintDetailTable.ON_TIME_N),
                        Handling.onTimeUnknown().as(ComplaintDetailTable.ON_TIME_UNKNOWN_N));
        return OutletVersions.withRegionAtMonthsEnd(counted, inputs.silver(Tables.OUTLETS));
    }

    /**
     * Those in which complaint_month counts other complaints; it may name more, where only what repeats what differs.
     */
    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any(Tables.OUTLETS) || changes.any(Tables.MODELS)) {
            return Months.all();
        }
        return new ComplaintInvalidation(repeats, inputs, changes, asOf).months();
    }
}
