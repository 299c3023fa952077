package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Every outlet, listed or only named, as it is on the as-of day; one row per outlet. Defined in schemas/gold/dim_outlet.yaml. */
public final class DimOutlet implements Measure {
    private static final String ID = "outlet_id";

    private static final List<String> ATTRIBUTES =
            List.of("name", "region_id", "city", "kind", "status", "opened_on", "latitude", "longitude");

    private static final List<String> NAMING = List.of("technicians", "repairs", "complaints", "product_returns");

    @Override
    public String table() {
        return "dim_outlet";
    }

    @Override
    public List<String> sources() {
        return Sources.listedAndNaming("outlets", NAMING);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> listed = Versions.shown(inputs.silver("outlets"), ID, ATTRIBUTES, asOf);
        return Members.withUnlisted(listed, ID, inputs, NAMING);
    }
}
