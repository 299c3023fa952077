package aftercare.measure.facts;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import aftercare.measure.api.Inputs;
import aftercare.table.ModelsTable;
import aftercare.table.RegionsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the sources say of models and regions, which are few: read onto the driver, or sent to all executors. */
public final class Attributes {
    private Attributes() {}

    /** The category of each model that has one. */
    public static Map<String, String> categories(Inputs inputs) {
        return of(inputs.silver(Tables.MODELS), ModelsTable.MODEL_ID, ModelsTable.CATEGORY);
    }

    /** The tier of each region that has one. */
    public static Map<String, String> tiers(Inputs inputs) {
        return of(inputs.silver(Tables.REGIONS), RegionsTable.REGION_ID, RegionsTable.TIER);
    }

    /** The climate zone of each region that has one. */
    public static Map<String, String> climateZones(Inputs inputs) {
        return of(inputs.silver(Tables.REGIONS), RegionsTable.REGION_ID, RegionsTable.CLIMATE_ZONE);
    }

    private static Map<String, String> of(Dataset<Row> members, String key, String attribute) {
        Map<String, String> attributes = new HashMap<>();
        members.filter(col(attribute).isNotNull())
                .select(key, attribute)
                .collectAsList()
                .forEach(row -> attributes.put(row.getAs(key), row.getAs(attribute)));
        return attributes;
    }

    /** Adds to orders the category of their model; {@link SeenOrders#UNKNOWN} where it is not listed or has none. */
    public static Dataset<Row> withCategory(Dataset<Row> orders, Inputs inputs) {
        String listed = "_listed_model";
        Dataset<Row> models =
                inputs.silver(Tables.MODELS).select(col(ModelsTable.MODEL_ID).as(listed), col(ModelsTable.CATEGORY));
        return orders.join(broadcast(models), col(RepairsTable.MODEL_ID).equalTo(col(listed)), "left")
                .drop(listed)
                .withColumn(ModelsTable.CATEGORY, SeenOrders.orUnknown(col(ModelsTable.CATEGORY)));
    }
}
