package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Every model, listed or only named; one row per model. Defined in schemas/gold/dim_model.yaml. */
public final class DimModel implements Measure {
    private static final String ID = "model_id";

    private static final List<String> NAMING =
            List.of("repairs", "complaints", "shipments", "sales_forecasts", "product_returns");

    @Override
    public String table() {
        return "dim_model";
    }

    @Override
    public List<String> sources() {
        return Sources.listedAndNaming("models", NAMING);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> listed = inputs.silver("models")
                .select(
                        ID,
                        "name",
                        "category",
                        "warranty_months",
                        "design_repair_rate",
                        "standard_hours",
                        "launched_on");
        return Members.withUnlisted(listed, ID, inputs, NAMING);
    }
}
