package aftercare.measure.warranty;

import aftercare.contract.NetworkPolicy;
import aftercare.measure.AsOf;
import aftercare.measure.Inputs;
import aftercare.measure.Measure;
import aftercare.measure.Months;
import java.sql.Date;
import java.time.YearMonth;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
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
        return "warranty_cost";
    }

    @Override
    public List<String> sources() {
        return CategoryRows.SOURCES;
    }

    @Override
    public List<String> gold() {
        return List.of(CategoryRows.RATES, CategoryRows.FLEET);
    }

    @Override
    public String policy() {
        return policy.warranty().toString();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        NetworkPolicy assumed = inputs.scenario().warrantyMonths().isPresent()
                ? policy.withWarrantyMonths(inputs.scenario().warrantyMonths().getAsInt())
                : policy;
        List<Integer> terms = assumed.warranty().months();
        YearMonth last = CategoryRows.lastMonth(asOf);
        Date day = Date.valueOf(asOf.day());
        FlatMapFunction<Row, Row> reckoned = category ->
                new CategoryCosts(CategoryReader.models(category), CategoryReader.allCosts(category), last)
                        .of(terms).stream().map(cost -> row(day, cost)).iterator();
        return new CategoryRows(inputs, asOf, assumed.warranty().costPerKm())
                .rows()
                .flatMap(reckoned, Encoders.row(TYPE));
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
