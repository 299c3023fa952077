package aftercare.measure.settlement;

import aftercare.contract.PromiseRule;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * settlement_flag: one row per order and rule that its claim meets. Definitions: schemas/gold/settlement_flag.yaml.
 *
 * @param promises every version; that of free repair says how long a warranty lasts where the model does not
 */
public record SettlementFlag(List<PromiseRule> promises) implements Measure {
    public SettlementFlag {
        promises = List.copyOf(promises);
    }

    @Override
    public String settings() {
        return promises.toString();
    }

    @Override
    public String table() {
        return Tables.SETTLEMENT_FLAG;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.CALLBACKS, Tables.MODELS, Tables.OUTLETS);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        ClashingClaims clashing = new ClashingClaims(inputs, asOf, months);
        return clashing.ofTheSameUnit()
                .unionByName(clashing.ofTheSameTechnician())
                .unionByName(new OddClaims(inputs, asOf, months, promises).all());
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any(Tables.MODELS) || changes.any(Tables.OUTLETS)) {
            return Months.all();
        }
        return new SettlementInvalidation(inputs, changes, asOf).months();
    }
}
