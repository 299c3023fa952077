package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.ComplaintsTable;
import aftercare.table.FleetTable;
import aftercare.table.ModelsTable;
import aftercare.table.ProductReturnsTable;
import aftercare.table.RepairsTable;
import aftercare.table.SalesForecastsTable;
import aftercare.table.ShipmentsTable;
import aftercare.table.Tables;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Every model, listed or only named; one row per model. Defined in schemas/gold/dim_model.yaml. */
public final class DimModel implements Measure {
    private static final Members MEMBERS = new Members(
            Tables.MODELS,
            ModelsTable.MODEL_ID,
            Map.of(
                    Tables.REPAIRS, RepairsTable.MODEL_ID,
                    Tables.COMPLAINTS, ComplaintsTable.MODEL_ID,
                    Tables.SHIPMENTS, ShipmentsTable.MODEL_ID,
                    Tables.FLEET, FleetTable.MODEL_ID,
                    Tables.SALES_FORECASTS, SalesForecastsTable.MODEL_ID,
                    Tables.PRODUCT_RETURNS, ProductReturnsTable.MODEL_ID));

    @Override
    public String table() {
        return Tables.DIM_MODEL;
    }

    @Override
    public List<String> sources() {
        return MEMBERS.sources();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return MEMBERS.all(
                inputs,
                ModelsTable.NAME,
                ModelsTable.CATEGORY,
                ModelsTable.WARRANTY_MONTHS,
                ModelsTable.DESIGN_REPAIR_RATE,
                ModelsTable.STANDARD_HOURS,
                ModelsTable.LAUNCHED_ON);
    }
}
