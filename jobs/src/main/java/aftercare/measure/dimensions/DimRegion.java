package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.ComplaintsTable;
import aftercare.table.FleetTable;
import aftercare.table.HotlineCallsTable;
import aftercare.table.OutletsTable;
import aftercare.table.ProductReturnsTable;
import aftercare.table.RegionsTable;
import aftercare.table.RepairsTable;
import aftercare.table.SalesForecastsTable;
import aftercare.table.ShipmentsTable;
import aftercare.table.SurveyAnswersTable;
import aftercare.table.Tables;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Every region, listed or only named; one row per region. Defined in schemas/gold/dim_region.yaml. */
public final class DimRegion implements Measure {
    private static final Members MEMBERS = new Members(
            Tables.REGIONS,
            RegionsTable.REGION_ID,
            Map.of(
                    Tables.OUTLETS, OutletsTable.REGION_ID,
                    Tables.REPAIRS, RepairsTable.REGION_ID,
                    Tables.COMPLAINTS, ComplaintsTable.REGION_ID,
                    Tables.SHIPMENTS, ShipmentsTable.REGION_ID,
                    Tables.FLEET, FleetTable.REGION_ID,
                    Tables.SALES_FORECASTS, SalesForecastsTable.REGION_ID,
                    Tables.PRODUCT_RETURNS, ProductReturnsTable.REGION_ID,
                    Tables.HOTLINE_CALLS, HotlineCallsTable.REGION_ID,
                    Tables.SURVEY_ANSWERS, SurveyAnswersTable.REGION_ID));

    @Override
    public String table() {
        return Tables.DIM_REGION;
    }

    @Override
    public List<String> sources() {
        return MEMBERS.sources();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return MEMBERS.all(
                inputs,
                RegionsTable.NAME,
                RegionsTable.TIER,
                RegionsTable.CLIMATE_ZONE,
                RegionsTable.LATITUDE,
                RegionsTable.LONGITUDE);
    }
}
