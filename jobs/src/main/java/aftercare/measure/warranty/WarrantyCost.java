package aftercare.measure.warranty;

import aftercare.contract.Contracts;
import aftercare.contract.NetworkPolicy;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.warranty.CategoryCosts.TermCost;
import aftercare.measure.warranty.ModelFacts.CostSums;
import aftercare.table.Tables;
import aftercare.table.WarrantyCostTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a unit's warranty and next year's fleet cost under terms of different length; one row per model and term.
 * Defined in schemas/gold/warranty_cost.yaml and docs/network.md.
 */
public final class WarrantyCost implements Measure {
    private final NetworkPolicy policy;

    public WarrantyCost(Contracts contracts) {
        this(NetworkPolicy.load(contracts));
    }

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
        List<Row> rows = new ArrayList<>();
        models.byCategory(costs).values().forEach(category -> new CategoryCosts(category, all, models.lastMonth())
                .of(assumed.warranty().months())
                .forEach(cost -> rows.add(row(asOf.day(), cost))));
        return inputs.spark().createDataFrame(rows, WarrantyCostTable.SCHEMA);
    }

    private static Row row(LocalDate day, TermCost cost) {
        return WarrantyCostTable.row()
                .asOf(day)
                .modelId(cost.modelId())
                .warrantyMonths(cost.term())
                .inForce(cost.inForce())
                .repairsPerUnit(cost.repairs())
                .extrapolatedShare(cost.extrapolatedShare())
                .costPerRepair(known(cost.costPerRepair()))
                .costedN(cost.costed())
                .costPerUnit(known(cost.costPerUnit()))
                .costLow(known(cost.low()))
                .costHigh(known(cost.high()))
                .fleetRepairsNextYear(cost.fleetRepairs())
                .fleetCostNextYear(known(cost.fleetRepairs() * cost.costPerRepair()))
                .plannedCostNextYear(known(cost.plannedRepairs() * cost.costPerRepair()))
                .build();
    }

    private static @Nullable Double known(double figure) {
        return Double.isNaN(figure) ? null : figure;
    }
}
