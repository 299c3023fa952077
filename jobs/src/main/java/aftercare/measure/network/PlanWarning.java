package aftercare.measure.network;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;

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
            warnings.add(RowFactory.create(
                    "no_forecast",
                    ALL,
                    ALL,
                    null,
                    "There is no forecast of repairs, so no network is planned.",
                    "没有维修量预测，因此未做网络规划。"));
        }
        regions.forEach(region -> ofRegion(region, warnings));
    }

    private static void ofRegion(Row region, List<Row> warnings) {
        String id = region.getString(0);
        int technicians = region.getInt(2);
        String limit = region.getString(3);
        if (region.getInt(1) == 0) {
            warnings.add(RowFactory.create(
                    "no_outlets",
                    id,
                    ALL,
                    (double) technicians,
                    "The region has repairs and no outlet; its plan begins from nothing. Technicians needed: "
                            + technicians,
                    "该区域有维修需求但没有网点，规划从零开始；所需工程师数：" + technicians));
        }
        if (limit.equals(Limit.NO_COORDINATES.word())) {
            warnings.add(RowFactory.create(
                    "no_coordinates",
                    id,
                    ALL,
                    null,
                    "Neither the region nor an outlet with jobs has coordinates; outlets are planned by room alone, without sites.",
                    "区域及有工单的网点均无坐标，仅按容量规划网点，不做选址。"));
        }
        if (limit.equals(Limit.UNREACHABLE.word())) {
            double percent = 100 * region.getDouble(4);
            String most = String.format(Locale.ROOT, "%.1f", percent);
            warnings.add(RowFactory.create(
                    "unreachable",
                    id,
                    ALL,
                    percent,
                    "No choice of sites covers the share wanted; percent covered at most: " + most,
                    "任何选址方案都达不到要求的覆盖比例；最高可达百分比：" + most));
        }
        if (!region.getBoolean(5)) {
            warnings.add(RowFactory.create(
                    "not_proven",
                    id,
                    ALL,
                    null,
                    "The solver reached its limit: the plan does, but fewer outlets might do too.",
                    "求解达到计算上限：方案可行，但网点数可能还能更少。"));
        }
    }

    private static void ofWarranty(Dataset<Row> costs, List<Row> warnings) {
        List<Row> models = costs.groupBy(PlanWarningTable.MODEL_ID)
                .agg(max(WarrantyCostTable.COST_PER_REPAIR))
                .collectAsList();
        if (models.isEmpty()) {
            warnings.add(RowFactory.create(
                    "no_rates",
                    ALL,
                    ALL,
                    null,
                    "There are no repair rates by age, so no warranty costs are reckoned.",
                    "没有按机龄的维修率，因此未计算保修成本。"));
        }
        for (Row model : models) {
            if (model.isNullAt(1)) {
                warnings.add(RowFactory.create(
                        "no_costs",
                        ALL,
                        model.getString(0),
                        null,
                        "No repair states labour or parts cost; repairs per unit are given without money.",
                        "没有任何维修填写人工或配件费用；只给出维修次数，不给出金额。"));
            }
        }
    }
}
