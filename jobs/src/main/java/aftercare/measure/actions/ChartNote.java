package aftercare.measure.actions;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trunc;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.ChartNoteTable;
import aftercare.table.NotesTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** chart_note: the notes of days up to the as-of day. Definitions: schemas/gold/chart_note.yaml. */
public final class ChartNote implements Measure {
    @Override
    public String table() {
        return Tables.CHART_NOTE;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.NOTES);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        return inputs.silver(Tables.NOTES)
                .filter(col(NotesTable.NOTED_ON).leq(lit(Date.valueOf(asOf.day()))))
                .select(
                        col(NotesTable.NOTED_ON).as(ChartNoteTable.NOTED_ON),
                        trunc(col(NotesTable.NOTED_ON), "month").as(ChartNoteTable.MONTH),
                        col(NotesTable.CUT).as(ChartNoteTable.CUT),
                        col(NotesTable.CUT_ID).as(ChartNoteTable.CUT_ID),
                        col(NotesTable.METRIC).as(ChartNoteTable.METRIC),
                        col(NotesTable.TEXT).as(ChartNoteTable.NOTE),
                        col(NotesTable.REBASE).as(ChartNoteTable.REBASE));
    }
}
