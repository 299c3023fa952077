package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Every region, listed or only named; one row per region. Defined in schemas/gold/dim_region.yaml. */
public final class DimRegion implements Measure {
    private static final String ID = "region_id";

    private static final List<String> NAMING = List.of(
            "outlets",
            "repairs",
            "complaints",
            "shipments",
            "sales_forecasts",
            "product_returns",
            "hotline_calls",
            "survey_answers");

    @Override
    public String table() {
        return "dim_region";
    }

    @Override
    public List<String> sources() {
        return Sources.listedAndNaming("regions", NAMING);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> listed =
                inputs.silver("regions").select(ID, "name", "tier", "climate_zone", "latitude", "longitude");
        return Members.withUnlisted(listed, ID, inputs, NAMING);
    }
}
