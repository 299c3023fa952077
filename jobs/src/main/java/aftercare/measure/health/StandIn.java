package aftercare.measure.health;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.StandInTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many numbers are taken for stand-ins of unknown ones, by source. Defined in schemas/gold/stand_in.yaml. */
public final class StandIn implements Measure {
    @Override
    public String table() {
        return Tables.STAND_IN;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.REPAIRS, Tables.COMPLAINTS);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        List<Row> rows = new ArrayList<>();
        for (String source : sources()) {
            Inputs.StandIns found = inputs.standIns(source);
            Map<String, Long> rowsOf = found.rowsOf();
            rows.add(StandInTable.row()
                    .source(source)
                    .field(found.column())
                    .valuesN(rowsOf.size())
                    .rowsN(rowsOf.values().stream().mapToLong(Long::longValue).sum())
                    .build());
        }
        return inputs.spark().createDataFrame(rows, StandInTable.SCHEMA);
    }
}
