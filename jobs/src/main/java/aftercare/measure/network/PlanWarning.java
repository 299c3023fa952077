package aftercare.measure.network;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;

import aftercare.contract.Messages;
import aftercare.contract.Text;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.NetworkPlanYearTable;
import aftercare.table.PlanWarningTable;
import aftercare.table.Tables;
import aftercare.table.WarrantyCostTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Where plans had to do without something; one row per rule, region and model. Defined in
 * schemas/gold/plan_warning.yaml.
 */
public final class PlanWarning implements Measure {
    private static final String ALL = "all";

    @Override
    public String table() {
        return Tables.PLAN_WARNING;
    }

    /** None: it looks at what the plans say of themselves. */
    @Override
    public List<String> sources() {
        return List.of();
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.NETWORK_PLAN_YEAR, Tables.WARRANTY_COST);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        List<Row> warnings = new ArrayList<>();
        ofNetwork(inputs.gold(Tables.NETWORK_PLAN_YEAR), warnings);
        ofWarranty(inputs.gold(Tables.WARRANTY_COST), warnings);
        return inputs.spark().createDataFrame(warnings, PlanWarningTable.SCHEMA);
    }

    private static void ofNetwork(Dataset<Row> plan, List<Row> warnings) {
        List<Row> regions = plan.groupBy(NetworkPlanYearTable.REGION_ID)
                .agg(
                        max(NetworkPlanYearTable.OUTLETS_NOW).as(NetworkPlanYearTable.OUTLETS_NOW),
                        max_by(col(NetworkPlanYearTable.BINDING_LIMIT), col(NetworkPlanYearTable.TECHNICIANS_NEEDED))
                                .as(NetworkPlanYearTable.BINDING_LIMIT),
                        max(NetworkPlanYearTable.TECHNICIANS_NEEDED).as(NetworkPlanYearTable.TECHNICIANS_NEEDED),
                        min(NetworkPlanYearTable.COVERED_SHARE).as(NetworkPlanYearTable.COVERED_SHARE),
                        min(NetworkPlanYearTable.PROVEN).as(NetworkPlanYearTable.PROVEN))
                .collectAsList();
        if (regions.isEmpty()) {
            warnings.add(warning("no_forecast", ALL, ALL, null));
        }
        regions.forEach(region -> ofRegion(NetworkPlanYearTable.of(region), warnings));
    }

    private static void ofRegion(NetworkPlanYearTable.Values region, List<Row> warnings) {
        String id = region.regionId();
        int technicians = region.techniciansNeeded();
        String limit = region.bindingLimit();
        if (region.outletsNow() == 0) {
            warnings.add(warning("no_outlets", id, ALL, (double) technicians, "technicians", technicians));
        }
        if (limit.equals(Limit.NO_COORDINATES.word())) {
            warnings.add(warning("no_coordinates", id, ALL, null));
        }
        if (limit.equals(Limit.UNREACHABLE.word())) {
            double percent = 100 * region.coveredShare();
            String most = String.format(Locale.ROOT, "%.1f", percent);
            warnings.add(warning("unreachable", id, ALL, percent, "percent", most));
        }
        if (!region.proven()) {
            warnings.add(warning("not_proven", id, ALL, null));
        }
    }

    private static void ofWarranty(Dataset<Row> costs, List<Row> warnings) {
        List<Row> models = costs.groupBy(WarrantyCostTable.MODEL_ID)
                .agg(max(WarrantyCostTable.COST_PER_REPAIR).as(WarrantyCostTable.COST_PER_REPAIR))
                .collectAsList();
        if (models.isEmpty()) {
            warnings.add(warning("no_rates", ALL, ALL, null));
        }
        for (Row row : models) {
            WarrantyCostTable.Values model = WarrantyCostTable.of(row);
            if (model.costPerRepair() == null) {
                warnings.add(warning("no_costs", ALL, model.modelId(), null));
            }
        }
    }

    private static Row warning(
            String rule, String region, String model, @Nullable Double figure, Object... namesAndValues) {
        Text detail = Messages.text("network." + rule, namesAndValues);
        return PlanWarningTable.row()
                .rule(rule)
                .regionId(region)
                .modelId(model)
                .figure(figure)
                .detailEn(detail.en())
                .detailZh(detail.zh())
                .build();
    }
}
