package aftercare.measure.satisfaction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import aftercare.contract.Contracts;
import aftercare.contract.Rules;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.OutletVersions;
import aftercare.measure.facts.RatingScale;
import aftercare.measure.facts.RuleWindow;
import aftercare.table.ModelsTable;
import aftercare.table.RepairsTable;
import aftercare.table.SatisfactionDetailTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * satisfaction_detail: the counts of satisfaction_month by outlet and category at once. Definitions:
 * schemas/gold/satisfaction_detail.yaml.
 */
public final class SatisfactionDetail implements Measure {
    private final RuleWindow callback;
    private final SatisfactionMonth month;

    /** Takes the rule how soon customers are called back. */
    public SatisfactionDetail(Contracts contracts) {
        callback = RuleWindow.of(contracts.rules(), Rules.CALLED_BACK);
        month = new SatisfactionMonth(contracts);
    }

    @Override
    public String settings() {
        return callback.toString();
    }

    @Override
    public String table() {
        return Tables.SATISFACTION_DETAIL;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.CALLBACKS, Tables.OUTLETS, Tables.MODELS);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> counted = RatedOrders.of(callback, inputs, asOf, months)
                .groupBy(
                        col(RatedOrders.MONTH).as(SatisfactionDetailTable.MONTH),
                        col(RepairsTable.OUTLET_ID).as(SatisfactionDetailTable.OUTLET_ID),
                        col(ModelsTable.CATEGORY).as(SatisfactionDetailTable.CATEGORY))
                .agg(
                        count(lit(1)).as(SatisfactionDetailTable.COMPLETED_N),
                        sum(RatedOrders.DUE).as(SatisfactionDetailTable.CALLBACK_DUE_N),
                        sum(CallbacksOfOrder.CALLED).as(SatisfactionDetailTable.CALLED_N),
                        count(CallbacksOfOrder.SCORE).as(SatisfactionDetailTable.RATED_N),
                        count_if(col(CallbacksOfOrder.SCORE).geq(RatingScale.SATISFIED_FROM))
                                .as(SatisfactionDetailTable.SATISFIED_N),
                        count_if(col(CallbacksOfOrder.SCORE).leq(RatingScale.DISSATISFIED_TO))
                                .as(SatisfactionDetailTable.DISSATISFIED_N),
                        count_if(col(CallbacksOfOrder.RECOMMEND).geq(RatingScale.PROMOTER_FROM))
                                .as(SatisfactionDetailTable.PROMOTERS_N),
                        count_if(col(CallbacksOfOrder.RECOMMEND).leq(RatingScale.DETRACTOR_TO))
                                .as(SatisfactionDetailTable.DETRACTORS_N),
                        count(CallbacksOfOrder.RECOMMEND).as(SatisfactionDetailTable.RECOMMEND_N));
        return OutletVersions.withRegionAtMonthsEnd(counted, inputs.silver(Tables.OUTLETS));
    }

    /** Those in which satisfaction_month counts other orders, which these are. */
    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        return month.touched(inputs, changes, asOf);
    }
}
