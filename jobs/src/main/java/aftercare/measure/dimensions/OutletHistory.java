package aftercare.measure.dimensions;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.OutletVersions;
import aftercare.table.OutletsTable;
import aftercare.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All versions of all listed outlets with the days on which each is in force; one row per outlet and version. Defined
 * in schemas/gold/outlet_history.yaml.
 */
public final class OutletHistory implements Measure {
    @Override
    public String table() {
        return Tables.OUTLET_HISTORY;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.OUTLETS);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return OutletVersions.withEnd(inputs.silver(Tables.OUTLETS))
                .select(
                        OutletsTable.OUTLET_ID,
                        OutletsTable.VALID_FROM,
                        OutletVersions.VALID_TO,
                        OutletsTable.REGION_ID,
                        OutletsTable.NAME,
                        OutletsTable.CITY,
                        OutletsTable.KIND,
                        OutletsTable.STATUS,
                        OutletsTable.OPENED_ON,
                        OutletsTable.LATITUDE,
                        OutletsTable.LONGITUDE);
    }
}
