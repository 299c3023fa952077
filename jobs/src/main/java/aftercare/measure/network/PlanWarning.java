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
import org.jspecify.annotations.Nullable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Where plans had to do without something; one row per rule, region and model. Defined in schemas/gold/plan_warning.yaml. */
public final class PlanWarning implements Measure {
    private static final String ALL = "all";

    private static final StructType TYPE = StructType.fromDDL(
            "rule STRING, region_id STRING, model_id STRING, figure DOUBLE, detail_en STRING, detail_zh STRING");

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
        return inputs.spark().createDataFrame(warnings, TYPE);
    }

    private static void ofNetwork(Dataset<Row> plan, List<Row> warnings) {
        List<Row> regions = plan.groupBy(PlanWarningTable.REGION_ID)
                .agg(
                        max(NetworkPlanYearTable.OUTLETS_NOW),
                        max(NetworkPlanYearTable.TECHNICIANS_NEEDED),
                        max_by(col(NetworkPlanYearTable.BINDING_LIMIT), col(NetworkPlanYearTable.TECHNICIANS_NEEDED)),
                        min(NetworkPlanYearTable.COVERED_SHARE),
                        min(NetworkPlanYearTable.PROVEN))
                .collectAsList();
        if (regions.isEmpty()) {
            warnings.add(warning("no_forecast", ALL, ALL, null));
        }
        regions.forEach(region -> ofRegion(region, warnings));
    }

    private static void ofRegion(Row region, List<Row> warnings) {
        String id = region.getString(0);
        int technicians = region.getInt(2);
        String limit = region.getString(3);
        if (region.getInt(1) == 0) {
            warnings.add(warning("no_outlets", id, ALL, (double) technicians, "technicians", technicians));
        }
        if (limit.equals(Limit.NO_COORDINATES.word())) {
            warnings.add(warning("no_coordinates", id, ALL, null));
        }
        if (limit.equals(Limit.UNREACHABLE.word())) {
            double percent = 100 * region.getDouble(4);
            String most = String.format(Locale.ROOT, "%.1f", percent);
            warnings.add(warning("unreachable", id, ALL, percent, "percent", most));
        }
        if (!region.getBoolean(5)) {
            warnings.add(warning("not_proven", id, ALL, null));
        }
    }

    private static void ofWarranty(Dataset<Row> costs, List<Row> warnings) {
        List<Row> models = costs.groupBy(PlanWarningTable.MODEL_ID)
                .agg(max(WarrantyCostTable.COST_PER_REPAIR))
                .collectAsList();
        if (models.isEmpty()) {
            warnings.add(warning("no_rates", ALL, ALL, null));
        }
        for (Row model : models) {
            if (model.isNullAt(1)) {
                warnings.add(warning("no_costs", ALL, model.getString(0), null));
            }
        }
    }

    private static Row warning(String rule, String region, String model, @Nullable Double figure, Object... namesAndValues) {
        Text detail = Messages.text("network." + rule, namesAndValues);
        return RowFactory.create(rule, region, model, figure, detail.en(), detail.zh());
    }
}
