package aftercare.lake;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.Iterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes a table as a spreadsheet with one sheet: a frozen, filtered header and typed cells. */
final class WorkbookFile {
    private static final int MOST_ROWS = 1_048_575;
    private static final int MOST_SHEET_NAME = 31;
    private static final int FLUSH_EVERY = 1_000;

    private WorkbookFile() {}

    static void write(Dataset<Row> rows, long count, Path file, String table) throws IOException {
        if (count > MOST_ROWS) {
            throw new AftercareException(
                    ErrorCode.OUTPUT_UNWRITABLE,
                    "The table " + table + " does not fit a spreadsheet.",
                    "It has " + count + " rows; a sheet takes " + MOST_ROWS + ".",
                    "Export it as csv or parquet.");
        }
        ZoneId zone = ZoneId.of(rows.sparkSession().conf().get("spark.sql.session.timeZone"));
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "Aftercare", "1.0")) {
            String name = table.substring(table.indexOf('.') + 1);
            Worksheet sheet =
                    workbook.newWorksheet(name.length() > MOST_SHEET_NAME ? name.substring(0, MOST_SHEET_NAME) : name);
            String[] columns = rows.columns();
            for (int i = 0; i < columns.length; i++) {
                sheet.value(0, i, columns[i]);
                sheet.style(0, i).bold().set();
            }
            sheet.freezePane(0, 1);
            sheet.setAutoFilter(0, 0, (int) count, columns.length - 1);
            int at = 1;
            for (Iterator<Row> each = rows.toLocalIterator(); each.hasNext(); at++) {
                fill(sheet, at, each.next(), zone);
                if (at % FLUSH_EVERY == 0) {
                    sheet.flush();
                }
            }
            sheet.finish();
        }
    }

    private static void fill(Worksheet sheet, int at, Row row, ZoneId zone) {
        for (int i = 0; i < row.length(); i++) {
            Object value = row.get(i);
            if (value instanceof Date day) {
                sheet.value(at, i, day.toLocalDate());
                sheet.style(at, i).format("yyyy-mm-dd").set();
            } else if (value instanceof Timestamp instant) {
                sheet.value(at, i, instant.toInstant().atZone(zone).toLocalDateTime());
                sheet.style(at, i).format("yyyy-mm-dd hh:mm").set();
            } else if (value instanceof Number number) {
                sheet.value(at, i, number);
            } else if (value instanceof Boolean yes) {
                sheet.value(at, i, yes);
            } else if (value != null) {
                sheet.value(at, i, value.toString());
            }
        }
    }
}
