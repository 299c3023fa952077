package aftercare.measure.settlement;

import aftercare.contract.Contracts;
import aftercare.contract.PromiseRule;
import aftercare.contract.Rules;
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
 * @param rules how long visits last, how soon claims clash, and how many peers they are compared with
 */
public record SettlementFlag(List<PromiseRule> promises, Rules rules) implements Measure {
    public SettlementFlag {
        promises = List.copyOf(promises);
    }

    public SettlementFlag(Contracts contracts) {
        this(contracts.promises(), contracts.rules());
    }

    @Override
    public String settings() {
        return promises + "\n" + ClashWindows.of(rules) + "\n" + rules.number(Rules.FEWEST_PEERS);
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
        ClashingClaims clashing = new ClashingClaims(inputs, asOf, months, ClashWindows.of(rules));
        return clashing.ofTheSameUnit()
                .unionByName(clashing.ofTheSameTechnician())
                .unionByName(new OddClaims(inputs, asOf, months, promises, rules.number(Rules.FEWEST_PEERS)).all());
    }

    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (changes.any(Tables.MODELS) || changes.any(Tables.OUTLETS)) {
            return Months.all();
        }
        return new SettlementInvalidation(ClashWindows.of(rules), inputs, changes, asOf).months();
    }
}
