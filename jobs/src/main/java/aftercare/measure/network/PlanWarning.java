package aftercare.measure.network;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.format_number;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;

import aftercare.measure.AsOf;
import aftercare.measure.Inputs;
import aftercare.measure.Measure;
import aftercare.measure.Months;
import aftercare.measure.SeenOrders;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where plans had to do without something; one row per rule, region and model. Defined in schemas/gold/plan_warning.yaml. */
public final class PlanWarning implements Measure {
    private static final String ALL = "all";

    @Override
    public String table() {
        return "plan_warning";
    }

    /** None: it looks at what the plans say of themselves. */
    @Override
    public List<String> sources() {
        return List.of();
    }

    @Override
    public List<String> gold() {
        return List.of("network_plan_year", "warranty_cost");
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> regions = inputs.keep(ofRegions(inputs.gold("network_plan_year")));
        Dataset<Row> models = inputs.keep(inputs.gold("warranty_cost")
                .groupBy("model_id")
                .agg(max("cost_per_repair").as("cost")));
        return warning(
                        regions.agg(max("region_id").as("any")).filter(col("any").isNull()),
                        new Text("no_forecast", lit(ALL), lit(ALL), lit(null)),
                        lit("There is no forecast of repairs, so no network is planned."),
                        lit("没有维修量预测，因此未做网络规划。"))
                .union(warning(
                        models.agg(max("model_id").as("any")).filter(col("any").isNull()),
                        new Text("no_rates", lit(ALL), lit(ALL), lit(null)),
                        lit("There are no repair rates by age, so no warranty costs are reckoned."),
                        lit("没有按机龄的维修率，因此未计算保修成本。")))
                .union(warning(
                        regions.filter(col("outlets_now").equalTo(0)),
                        new Text("no_outlets", col("region_id"), lit(ALL), col("technicians_needed")),
                        concat(
                                lit("The region has repairs and no outlet; its plan begins from nothing. Technicians needed: "),
                                whole(col("technicians_needed"))),
                        concat(lit("该区域有维修需求但没有网点，规划从零开始；所需技师数："), whole(col("technicians_needed")))))
                .union(warning(
                        regions.filter(col("limit").equalTo(Limit.NO_COORDINATES.word())),
                        new Text("no_coordinates", col("region_id"), lit(ALL), lit(null)),
                        lit("Neither the region nor its outlets have coordinates; outlets are planned by room alone, without sites."),
                        lit("区域及其网点均无坐标，仅按容量规划网点，不做选址。")))
                .union(warning(
                        regions.filter(col("limit").equalTo(Limit.UNREACHABLE.word())),
                        new Text("unreachable", col("region_id"), lit(ALL), col("covered").multiply(100)),
                        concat(
                                lit("No choice of sites covers the share wanted; percent covered at most: "),
                                format_number(col("covered").multiply(100), 1)),
                        concat(
                                lit("任何选址方案都达不到要求的覆盖比例；最高可达百分比："),
                                format_number(col("covered").multiply(100), 1))))
                .union(warning(
                        regions.filter(col("proven").equalTo(false)),
                        new Text("not_proven", col("region_id"), lit(ALL), lit(null)),
                        lit("The solver reached its limit: the plan does, but fewer outlets might do too."),
                        lit("求解达到计算上限：方案可行，但网点数可能还能更少。")))
                .union(warning(
                        models.filter(col("cost").isNull()),
                        new Text("no_costs", lit(ALL), col("model_id"), lit(null)),
                        lit("No repair states labour or parts cost; repairs per unit are given without money."),
                        lit("没有任何维修填写人工或配件费用；只给出维修次数，不给出金额。")));
    }

    /** What the years of a region's plan say together. */
    private static Dataset<Row> ofRegions(Dataset<Row> plan) {
        return plan.groupBy("region_id")
                .agg(
                        max("outlets_now").as("outlets_now"),
                        max("technicians_needed").as("technicians_needed"),
                        max_by(col("binding_limit"), col("technicians_needed")).as("limit"),
                        min("covered_share").as("covered"),
                        min("proven").as("proven"));
    }

    private record Text(String rule, Column region, Column model, Column figure) {}

    private static Dataset<Row> warning(Dataset<Row> found, Text text, Column english, Column chinese) {
        return found.select(
                lit(text.rule()).as("rule"),
                coalesce(text.region(), lit(SeenOrders.UNKNOWN)).as("region_id"),
                text.model().as("model_id"),
                text.figure().cast("double").as("figure"),
                english.as("detail_en"),
                chinese.as("detail_zh"));
    }

    private static Column whole(Column number) {
        return number.cast("string");
    }
}
