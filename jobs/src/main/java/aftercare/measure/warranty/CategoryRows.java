package aftercare.measure.warranty;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import aftercare.measure.AsOf;
import aftercare.measure.Inputs;
import aftercare.measure.SeenOrders;
import java.sql.Timestamp;
import java.time.YearMonth;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gathers what warranty costs follow from into one row per category; {@link CategoryReader} reads it. */
final class CategoryRows {
    /** The sources read. */
    static final List<String> SOURCES = List.of("models", "repairs", "sales_forecasts");

    static final String RATES = "repair_rate_age";
    static final String FLEET = "installed_base_month";

    private static final int MONTHS_OF_COSTS = 24;
    private static final int MONTHS_AHEAD = 12;
    private static final String[] MODEL = {"model_id"};

    private final Inputs inputs;
    private final AsOf asOf;
    private final double costPerKm;

    CategoryRows(Inputs inputs, AsOf asOf, double costPerKm) {
        this.inputs = inputs;
        this.asOf = asOf;
        this.costPerKm = costPerKm;
    }

    /** The last full month at the end of the as-of day. */
    static YearMonth lastMonth(AsOf asOf) {
        return YearMonth.from(asOf.day().plusDays(1)).minusMonths(1);
    }

    Dataset<Row> rows() {
        Dataset<Row> costs = inputs.keep(costs());
        Dataset<Row> all = costs.agg(
                coalesce(sum("costed_n"), lit(0)).as("all_n"),
                coalesce(sum("cost_sum"), lit(0.0)).as("all_sum"),
                coalesce(sum("cost_squares"), lit(0.0)).as("all_squares"));
        Dataset<Row> models = rates()
                .join(
                        broadcast(inputs.silver("models").select("model_id", "category", "warranty_months")),
                        MODEL,
                        "left")
                .join(broadcast(fleet()), MODEL, "left")
                .join(broadcast(planned()), MODEL, "left")
                .join(broadcast(costs), MODEL, "left");
        Column model = struct(List.of(
                        "model_id",
                        "warranty_months",
                        "model_level",
                        "level_sd",
                        "rates",
                        "sold",
                        "sold_n",
                        "in_service",
                        "planned",
                        "costed_n",
                        "cost_sum",
                        "cost_squares")
                .stream()
                .map(name -> col(name))
                .toArray(Column[]::new));
        return models.groupBy(coalesce(col("category"), lit(SeenOrders.UNKNOWN)).as("category"))
                .agg(array_sort(collect_list(model)).as("models"))
                .crossJoin(broadcast(all));
    }

    private Dataset<Row> rates() {
        return inputs.gold(RATES)
                .groupBy("model_id")
                .agg(
                        array_sort(collect_list(struct(col("age_month"), col("rate"), col("unit_months"))))
                                .as("rates"),
                        max("model_level").as("model_level"),
                        max("level_sd").as("level_sd"));
    }

    private Dataset<Row> fleet() {
        return inputs.gold(FLEET)
                .groupBy("model_id", "month")
                .agg(sum("units_sold").as("units"), sum("units_in_service").as("in_service"))
                .groupBy("model_id")
                .agg(
                        array_sort(collect_list(struct(col("month"), col("units")))).as("sold"),
                        sum("units").as("sold_n"),
                        max_by(col("in_service"), col("month")).as("in_service"));
    }

    /** Planned sales of the year ahead; of several plans for a cell the one issued last. */
    private Dataset<Row> planned() {
        YearMonth last = lastMonth(asOf);
        return inputs.silver("sales_forecasts")
                .filter(col("issued_on").leq(lit(asOf.day())))
                .filter(col("month").gt(lit(AsOf.date(last))))
                .filter(col("month").leq(lit(AsOf.date(last.plusMonths(MONTHS_AHEAD)))))
                .groupBy("model_id", "region_id", "month")
                .agg(max_by(col("units"), struct(col("issued_on"), col("plan_id"))).as("units"))
                .groupBy("model_id", "month")
                .agg(sum("units").as("units"))
                .groupBy("model_id")
                .agg(array_sort(collect_list(struct(col("month"), col("units")))).as("planned"));
    }

    /** Repairs completed of late that state labour or parts; the one not stated counts as none. */
    private Dataset<Row> costs() {
        Timestamp from = Timestamp.from(asOf.day()
                .plusDays(1)
                .minusMonths(MONTHS_OF_COSTS)
                .atStartOfDay(asOf.zone())
                .toInstant());
        Column zero = lit(0.0);
        Column cost = coalesce(col("labour_cost").cast("double"), zero)
                .plus(coalesce(col("parts_cost").cast("double"), zero))
                .plus(coalesce(col("travel_km"), zero).multiply(costPerKm));
        return SeenOrders.of(inputs.silver("repairs"), asOf)
                .filter(col("service_type").equalTo("repair"))
                .filter(col("completed_at").geq(lit(from)))
                .filter(col("labour_cost").isNotNull().or(col("parts_cost").isNotNull()))
                .select(col("model_id"), cost.as("cost"))
                .groupBy("model_id")
                .agg(
                        count(lit(1)).as("costed_n"),
                        sum("cost").as("cost_sum"),
                        sum(col("cost").multiply(col("cost"))).as("cost_squares"));
    }
}
