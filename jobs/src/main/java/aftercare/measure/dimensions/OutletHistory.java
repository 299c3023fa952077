package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.OutletVersions;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All versions of all listed outlets with the days on which each is in force; one row per outlet and version. Defined in
 * schemas/gold/outlet_history.yaml.
 */
public final class OutletHistory implements Measure {
    @Override
    public String table() {
        return "outlet_history";
    }

    @Override
    public List<String> sources() {
        return List.of("outlets");
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return OutletVersions.withEnd(inputs.silver("outlets"))
                .select(
                        "outlet_id",
                        "valid_from",
                        OutletVersions.VALID_TO,
                        "region_id",
                        "name",
                        "city",
                        "kind",
                        "status",
                        "opened_on",
                        "latitude",
                        "longitude");
    }
}
