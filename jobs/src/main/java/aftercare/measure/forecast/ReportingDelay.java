package aftercare.measure.forecast;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.stats.ReverseHazard;
import aftercare.table.ReportingDelayTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How late repairs become known, and by how much recent months are lifted for it. Defined in
 * schemas/gold/reporting_delay.yaml.
 */
public final class ReportingDelay implements Measure {
    @Override
    public String table() {
        return Tables.REPORTING_DELAY;
    }

    @Override
    public List<String> sources() {
        return List.of();
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.REPAIR_AGE_MONTH);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Delays delays = ForecastInputs.delays(inputs, asOf);
        ReverseHazard hazard = delays.at(delays.counts().length - 1);
        List<Row> rows = new ArrayList<>();
        for (int lag = 0; lag < CategoryHistory.DELAYS; lag++) {
            long reported = 0;
            for (long[] month : delays.counts()) {
                reported += month[lag];
            }
            double share = hazard.reportedAfter(lag);
            rows.add(ReportingDelayTable.row()
                    .lagMonths(lag)
                    .reportedN(reported)
                    .reverseHazard(hazard.hazard()[lag])
                    .reportedShare(share)
                    .lift(1 / share)
                    .build());
        }
        return inputs.spark().createDataFrame(rows, ReportingDelayTable.SCHEMA);
    }
}
