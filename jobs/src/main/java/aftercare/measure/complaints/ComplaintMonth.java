package aftercare.measure.complaints;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import aftercare.contract.Contracts;
import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.ComplaintFacts;
import aftercare.measure.facts.RuleWindow;
import aftercare.table.ComplaintMonthTable;
import aftercare.table.ComplaintsTable;
import aftercare.table.Tables;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Complaints received in a month and how they were dealt with; one row per month, cut, member of the cut and cause.
 * Defined in schemas/gold/complaint_month.yaml and docs/decisions.md, D13.
 */
public final class ComplaintMonth implements Measure {
    private static final List<String> CUTS = List.of(
            ComplaintFacts.REGION,
            ComplaintFacts.OUTLET,
            ComplaintFacts.MODEL,
            ComplaintFacts.CATEGORY,
            ComplaintFacts.SERVICE_TYPE,
            ComplaintFacts.TECHNICIAN);

    private final Repeats repeats;
    private final RuleWindow resolved;

    /** Takes the rules by when complaints are to be resolved and how soon others repeat them. */
    public ComplaintMonth(Contracts contracts) {
        Rules rules = contracts.rules();
        repeats = Repeats.of(rules);
        resolved = RuleWindow.of(rules, Rules.COMPLAINT_RESOLVED);
    }

    @Override
    public String settings() {
        return repeats + "\n" + resolved;
    }

    @Override
    public String table() {
        return Tables.COMPLAINT_MONTH;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.COMPLAINTS, Tables.REPAIRS, Tables.OUTLETS, Tables.MODELS);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> complaints = new ComplaintFacts(inputs, asOf)
                .receivedIn(repeats.withMonthsLookedBackOn(months))
                .withColumn(Handling.REPEAT, repeats.isRepeat(asOf))
                .filter(months.containMonthOf(col(ComplaintsTable.RECEIVED_AT), asOf))
                .withColumn(ComplaintMonthTable.MONTH, Months.of(col(ComplaintsTable.RECEIVED_AT)))
                .withColumn("member", explode(members()))
                .select("member.*", "*");
        return Handling.by(
                complaints,
                resolved,
                asOf,
                ComplaintMonthTable.MONTH,
                ComplaintMonthTable.CUT,
                ComplaintMonthTable.CUT_ID,
                ComplaintMonthTable.CAUSE);
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any(Tables.OUTLETS) || changes.any(Tables.MODELS)) {
            return Months.all();
        }
        return new ComplaintInvalidation(repeats, inputs, changes, asOf).months();
    }

    /** The members a complaint counts for: the company, and one of each cut. */
    private static Column members() {
        Stream<Column> company = Stream.of(member("company", lit("all")));
        Stream<Column> others = CUTS.stream().map(cut -> member(cut, coalesce(col(cut), lit("unknown"))));
        return array(Stream.concat(company, others).toArray(Column[]::new));
    }

    private static Column member(String cut, Column id) {
        return struct(lit(cut).as(ComplaintMonthTable.CUT), id.as(ComplaintMonthTable.CUT_ID));
    }
}
