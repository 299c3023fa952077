package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.ComplaintsTable;
import aftercare.table.OutletsTable;
import aftercare.table.ProductReturnsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import aftercare.table.TechniciansTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every outlet, listed or only named, as it is on the as-of day; one row per outlet. Defined in
 * schemas/gold/dim_outlet.yaml.
 */
public final class DimOutlet implements Measure {
    private static final Members MEMBERS = new Members(
            Tables.OUTLETS,
            OutletsTable.OUTLET_ID,
            Map.of(
                    Tables.TECHNICIANS, TechniciansTable.OUTLET_ID,
                    Tables.REPAIRS, RepairsTable.OUTLET_ID,
                    Tables.COMPLAINTS, ComplaintsTable.OUTLET_ID,
                    Tables.PRODUCT_RETURNS, ProductReturnsTable.OUTLET_ID));

    @Override
    public String table() {
        return Tables.DIM_OUTLET;
    }

    @Override
    public List<String> sources() {
        return MEMBERS.sources();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return MEMBERS.versioned(
                inputs,
                asOf,
                OutletsTable.VALID_FROM,
                OutletsTable.NAME,
                OutletsTable.REGION_ID,
                OutletsTable.CITY,
                OutletsTable.KIND,
                OutletsTable.STATUS,
                OutletsTable.OPENED_ON,
                OutletsTable.LATITUDE,
                OutletsTable.LONGITUDE);
    }
}
