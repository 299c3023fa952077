package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.DimModelTable;
import aftercare.table.ModelsTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Every model, listed or only named; one row per model. Defined in schemas/gold/dim_model.yaml. */
public final class DimModel implements Measure {
    private static final String ID = DimModelTable.MODEL_ID;

    private static final List<String> NAMING = List.of(
            Tables.REPAIRS, Tables.COMPLAINTS, Tables.SHIPMENTS, Tables.SALES_FORECASTS, Tables.PRODUCT_RETURNS);

    @Override
    public String table() {
        return Tables.DIM_MODEL;
    }

    @Override
    public List<String> sources() {
        return Sources.listedAndNaming("models", NAMING);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> listed = inputs.silver(Tables.MODELS)
                .select(
                        ID,
                        ModelsTable.NAME,
                        ModelsTable.CATEGORY,
                        ModelsTable.WARRANTY_MONTHS,
                        ModelsTable.DESIGN_REPAIR_RATE,
                        ModelsTable.STANDARD_HOURS,
                        ModelsTable.LAUNCHED_ON);
        return Members.withUnlisted(listed, ID, inputs, NAMING);
    }
}
