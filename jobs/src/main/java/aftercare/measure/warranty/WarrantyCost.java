package aftercare.measure.warranty;

import aftercare.contract.NetworkPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.warranty.ModelFacts.CostSums;
import aftercare.table.Tables;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What a unit's warranty and next year's fleet cost under terms of different length; one row per model and term. Defined in
 * schemas/gold/warranty_cost.yaml and docs/network.md.
 */
public final class WarrantyCost implements Measure {
    private static final StructType TYPE = StructType.fromDDL("as_of DATE, model_id STRING, warranty_months INT,"
            + " in_force BOOLEAN, repairs_per_unit DOUBLE, extrapolated_share DOUBLE, cost_per_repair DOUBLE,"
            + " costed_n BIGINT, cost_per_unit DOUBLE, cost_low DOUBLE, cost_high DOUBLE,"
            + " fleet_repairs_next_year DOUBLE, fleet_cost_next_year DOUBLE, planned_cost_next_year DOUBLE");

    private final NetworkPolicy policy;

    public WarrantyCost(NetworkPolicy policy) {
        this.policy = policy;
    }

    @Override
    public String table() {
        return Tables.WARRANTY_COST;
    }

    @Override
    public List<String> sources() {
        return Models.SOURCES;
    }

    @Override
    public List<String> gold() {
        return List.of(Models.RATES, Models.FLEET);
    }

    @Override
    public String settings() {
        return policy.warranty().toString();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        NetworkPolicy assumed = inputs.scenario().warrantyMonths().isPresent()
                ? policy.withWarrantyMonths(inputs.scenario().warrantyMonths().getAsInt())
                : policy;
        Models models = new Models(inputs, asOf, assumed.warranty().costPerKm());
        Map<String, CostSums> costs = models.costs();
        CostSums all = costs.values().stream().reduce(CostSums.NONE, CostSums::plus);
        Date day = Date.valueOf(asOf.day());
        List<Row> rows = new ArrayList<>();
        models.byCategory(costs).values().forEach(category -> new CategoryCosts(category, all, models.lastMonth())
                .of(assumed.warranty().months())
                .forEach(cost -> rows.add(row(day, cost))));
        return inputs.spark().createDataFrame(rows, TYPE);
    }

    private static Row row(Date day, TermCost cost) {
        return RowFactory.create(
                day,
                cost.modelId(),
                cost.term(),
                cost.inForce(),
                cost.repairs(),
                cost.extrapolatedShare(),
                known(cost.costPerRepair()),
                cost.costed(),
                known(cost.costPerUnit()),
                known(cost.low()),
                known(cost.high()),
                cost.fleetRepairs(),
                known(cost.fleetRepairs() * cost.costPerRepair()),
                known(cost.plannedRepairs() * cost.costPerRepair()));
    }

    private static Double known(double figure) {
        return Double.isNaN(figure) ? null : figure;
    }
}
