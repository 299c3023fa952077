package aftercare.measure.promises;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.contract.PromiseRule;
import aftercare.contract.PromiseRule.Span;
import aftercare.contract.Rules;
import aftercare.contract.VersionedRule;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.EqualAge;
import aftercare.table.PromiseAtAgeTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * promise_at_age: the counts of promise_month of a young month and of the twelve before it, all as they stood at the
 * age of the young one. Definitions: schemas/gold/promise_at_age.yaml.
 */
public final class PromiseAtAge implements Measure {
    private final List<PromiseRule> rules;
    private final VersionedRule<Span> settled;

    /** Takes the promises and the rule by which months are young. */
    public PromiseAtAge(Contracts contracts) {
        rules = List.copyOf(contracts.promises());
        settled = contracts.rules().window(Rules.SETTLED);
    }

    @Override
    public String settings() {
        return settled + "\n" + rules;
    }

    @Override
    public String table() {
        return Tables.PROMISE_AT_AGE;
    }

    @Override
    public List<String> sources() {
        return List.of(
                Tables.REPAIRS, Tables.CALLBACKS, Tables.HOTLINE_CALLS, Tables.PRODUCT_RETURNS, Tables.OUTLETS);
    }

    @Override
    public List<Need> needs() {
        return new Promises(rules).needs();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        EqualAge ages = EqualAge.on(asOf, settled);
        return new JudgedRows(inputs, asOf, new Promises(rules), ages)
                .all().stream()
                        .flatMap(source -> source.judgements().entrySet().stream()
                                .map(event -> counted(source.rows(), event.getKey(), event.getValue(), asOf)))
                        .reduce(Dataset::unionByName)
                        .map(PromiseAtAge::members)
                        .orElseGet(() -> inputs.gold(Tables.PROMISE_AT_AGE).limit(0));
    }

    private static Dataset<Row> counted(Dataset<Row> rows, String event, List<Judgement> judgements, AsOf asOf) {
        List<Column> sums = new ArrayList<>();
        List<Column> unpacked = new ArrayList<>();
        for (int i = 0; i < judgements.size(); i++) {
            Judgement judgement = judgements.get(i);
            sums.add(sum(judgement.due()).as("due_" + i));
            sums.add(sum(judgement.kept()).as("kept_" + i));
            unpacked.add(struct(
                    lit(judgement.promise()).as(PromiseAtAgeTable.PROMISE),
                    col("due_" + i).as(PromiseAtAgeTable.DUE_N),
                    col("kept_" + i).as(PromiseAtAgeTable.KEPT_N)));
        }
        return rows.filter(Months.of(col(event), asOf).equalTo(col(EqualAge.MONTH)))
                .groupBy(
                        col(EqualAge.JUDGED),
                        col(EqualAge.MONTH),
                        col(RepairsTable.REGION_ID),
                        col(RepairsTable.OUTLET_ID))
                .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
                .select(
                        col(EqualAge.JUDGED),
                        col(EqualAge.MONTH),
                        col(RepairsTable.REGION_ID),
                        col(RepairsTable.OUTLET_ID),
                        inline(array(unpacked.toArray(Column[]::new))));
    }

    private static Dataset<Row> members(Dataset<Row> counted) {
        Column cuts = array(
                member("company", lit("all")),
                member("region", col(RepairsTable.REGION_ID)),
                member("outlet", col(RepairsTable.OUTLET_ID)));
        return counted.select(
                        col(EqualAge.JUDGED).as(PromiseAtAgeTable.JUDGED_MONTH),
                        col(EqualAge.MONTH).as(PromiseAtAgeTable.MONTH),
                        col(PromiseAtAgeTable.PROMISE),
                        col(PromiseAtAgeTable.DUE_N),
                        col(PromiseAtAgeTable.KEPT_N),
                        inline(cuts))
                .filter(col(PromiseAtAgeTable.CUT_ID).isNotNull())
                .groupBy(
                        PromiseAtAgeTable.JUDGED_MONTH,
                        PromiseAtAgeTable.MONTH,
                        PromiseAtAgeTable.PROMISE,
                        PromiseAtAgeTable.CUT,
                        PromiseAtAgeTable.CUT_ID)
                .agg(
                        sum(PromiseAtAgeTable.DUE_N).as(PromiseAtAgeTable.DUE_N),
                        sum(PromiseAtAgeTable.KEPT_N).as(PromiseAtAgeTable.KEPT_N))
                .filter(col(PromiseAtAgeTable.DUE_N).gt(0));
    }

    private static Column member(String cut, Column id) {
        return struct(lit(cut).as(PromiseAtAgeTable.CUT), id.as(PromiseAtAgeTable.CUT_ID));
    }
}
