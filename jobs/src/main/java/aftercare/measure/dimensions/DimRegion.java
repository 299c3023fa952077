package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.DimRegionTable;
import aftercare.table.RegionsTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Every region, listed or only named; one row per region. Defined in schemas/gold/dim_region.yaml. */
public final class DimRegion implements Measure {
    private static final String ID = DimRegionTable.REGION_ID;

    private static final List<String> NAMING = List.of(
            "outlets",
            Tables.REPAIRS,
            Tables.COMPLAINTS,
            Tables.SHIPMENTS,
            Tables.SALES_FORECASTS,
            Tables.PRODUCT_RETURNS,
            Tables.HOTLINE_CALLS,
            Tables.SURVEY_ANSWERS);

    @Override
    public String table() {
        return Tables.DIM_REGION;
    }

    @Override
    public List<String> sources() {
        return Sources.listedAndNaming("regions", NAMING);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> listed = inputs.silver(Tables.REGIONS)
                .select(
                        ID,
                        RegionsTable.NAME,
                        RegionsTable.TIER,
                        RegionsTable.CLIMATE_ZONE,
                        RegionsTable.LATITUDE,
                        RegionsTable.LONGITUDE);
        return Members.withUnlisted(listed, ID, inputs, NAMING);
    }
}
