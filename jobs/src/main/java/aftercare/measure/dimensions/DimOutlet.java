package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.DimOutletTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Every outlet, listed or only named, as it is on the as-of day; one row per outlet. Defined in schemas/gold/dim_outlet.yaml. */
public final class DimOutlet implements Measure {
    private static final String ID = DimOutletTable.OUTLET_ID;

    private static final List<String> ATTRIBUTES = List.of(
            DimOutletTable.NAME,
            DimOutletTable.REGION_ID,
            DimOutletTable.CITY,
            DimOutletTable.KIND,
            DimOutletTable.STATUS,
            DimOutletTable.OPENED_ON,
            DimOutletTable.LATITUDE,
            DimOutletTable.LONGITUDE);

    private static final List<String> NAMING =
            List.of(Tables.TECHNICIANS, Tables.REPAIRS, Tables.COMPLAINTS, Tables.PRODUCT_RETURNS);

    @Override
    public String table() {
        return Tables.DIM_OUTLET;
    }

    @Override
    public List<String> sources() {
        return Sources.listedAndNaming("outlets", NAMING);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> listed = Versions.shown(inputs.silver(Tables.OUTLETS), ID, ATTRIBUTES, asOf);
        return Members.withUnlisted(listed, ID, inputs, NAMING);
    }
}
