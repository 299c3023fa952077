package aftercare.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/**
 * Rows of a workbook's first sheet, as text. Days are left as Excel's serial numbers, which date columns understand.
 */
final class XlsxRecords implements Records {
    private final ReadableWorkbook workbook;
    private final Stream<Row> rows;
    private final Iterator<Row> iterator;
    private String[] fields = new String[0];
    private int count;
    private long line;

    XlsxRecords(InputStream bytes) throws IOException {
        this.workbook = new ReadableWorkbook(bytes);
        if (workbook.isDate1904()) {
            throw new IOException("it counts its days from 1904; save it with the usual date system");
        }
        this.rows = workbook.getFirstSheet().openStream();
        this.iterator = rows.iterator();
    }

    @Override
    public boolean next() {
        while (iterator.hasNext()) {
            Row row = iterator.next();
            if (fill(row)) {
                line = row.getRowNum();
                return true;
            }
        }
        return false;
    }

    private boolean fill(Row row) {
        count = row.getCellCount();
        if (fields.length < count) {
            fields = new String[count];
        }
        Arrays.fill(fields, null);
        boolean any = false;
        for (int i = 0; i < count; i++) {
            Cell cell = row.getCell(i);
            fields[i] = cell == null ? null : text(cell);
            any |= fields[i] != null && !fields[i].isBlank();
        }
        return any;
    }

    private static String text(Cell cell) {
        if (cell.getType() == CellType.NUMBER) {
            return cell.asNumber().toPlainString();
        }
        if (cell.getType() == CellType.BOOLEAN) {
            return cell.asBoolean().toString();
        }
        return cell.getText();
    }

    @Override
    public String[] fields() {
        return fields;
    }

    @Override
    public int fieldCount() {
        return count;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        rows.close();
        workbook.close();
    }
}
