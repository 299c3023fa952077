package aftercare.ingest;

import aftercare.ingest.FileLayout.Merged;
import aftercare.ingest.FileLayout.Sheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the sheets of a workbook, one sheet after the other, as text. The value of a merged cell holds for all cells
 * it covers.
 */
final class XlsxRecords implements Records {
    /** All columns of a sheet, as they stand there. */
    private static final int ALL_COLUMNS = -1;

    private final ReadableWorkbook workbook;
    private final Iterator<Sheet> sheets;
    private final int columns;
    private @Nullable Stream<Row> stream;
    private Iterator<Row> rows = List.<Row>of().iterator();
    private Sheet sheet;
    private List<Cover> covers = new ArrayList<>();
    private int mergedSeen;
    private @Nullable String[] cells = new String[0];
    private boolean[] cellNumbers = new boolean[0];
    private @Nullable String[] fields = new String[0];
    private boolean[] fieldNumbers = new boolean[0];
    private int count;
    private long row;

    /** A merged cell that reaches below the row at hand, its value, and whether that is a number. */
    private record Cover(Merged merged, @Nullable String value, boolean number) {}

    /**
     * @param sheets which sheets to read, and from where to where
     * @param columns how many columns the header has over all sheets
     */
    XlsxRecords(Workbook workbook, List<Sheet> sheets, int columns) throws IOException {
        this.workbook = workbook.cells();
        this.sheets = sheets.iterator();
        this.columns = columns;
        this.sheet = sheets.get(0);
    }

    /** All rows of one sheet with all their cells. */
    static XlsxRecords whole(Workbook workbook, Sheet sheet) throws IOException {
        Sheet all = new Sheet(sheet.index(), sheet.name(), 0, Long.MAX_VALUE, List.of(), sheet.merged());
        return new XlsxRecords(workbook, List.of(all), ALL_COLUMNS);
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            while (rows.hasNext()) {
                Row next = rows.next();
                row = next.getRowNum();
                if (row >= sheet.end()) {
                    break;
                }
                boolean any = fill(next);
                if (any && row > sheet.lastBefore()) {
                    arrange();
                    return true;
                }
            }
            if (!sheets.hasNext()) {
                return false;
            }
            begin(sheets.next());
        }
    }

    private void begin(Sheet next) throws IOException {
        if (stream != null) {
            stream.close();
        }
        sheet = next;
        covers = new ArrayList<>();
        mergedSeen = 0;
        stream = workbook.getSheet(next.index())
                .orElseThrow(() -> new IOException("its sheet " + next.told() + " has gone"))
                .openStream();
        rows = stream.iterator();
    }

    /** Takes the cells of a row; false when it is empty, whatever merged cells reach over it. */
    private boolean fill(Row next) throws IOException {
        count = next.getCellCount();
        if (cells.length < count) {
            cells = new String[count];
            cellNumbers = new boolean[count];
        }
        Arrays.fill(cells, null);
        Arrays.fill(cellNumbers, false);
        boolean any = false;
        for (int i = 0; i < count; i++) {
            cells[i] = CellTexts.text(next.getCell(i));
            cellNumbers[i] = CellTexts.isNumber(next.getCell(i));
            any |= cells[i] != null && !cells[i].isBlank();
        }
        List<Merged> merged = sheet.merged();
        for (; mergedSeen < merged.size() && merged.get(mergedSeen).firstRow() <= row; mergedSeen++) {
            Merged cell = merged.get(mergedSeen);
            // A merged cell that began in a row without cells has no value.
            boolean here = cell.firstRow() == row && cell.firstColumn() < count;
            covers.add(
                    new Cover(cell, here ? cells[cell.firstColumn()] : null, here && cellNumbers[cell.firstColumn()]));
        }
        covers.removeIf(cover -> cover.merged().lastRow() < row);
        if (covers.size() > Workbook.MOST_COLUMNS) {
            throw new IOException("its merged cells lie over each other");
        }
        covers.forEach(this::cover);
        return any;
    }

    private void cover(Cover cover) {
        int last = cover.merged().lastColumn();
        if (cover.value() == null) {
            return;
        }
        if (last >= cells.length) {
            cells = Arrays.copyOf(cells, last + 1);
            cellNumbers = Arrays.copyOf(cellNumbers, last + 1);
        }
        count = Math.max(count, last + 1);
        for (int i = cover.merged().firstColumn(); i <= last; i++) {
            cells[i] = cover.value();
            cellNumbers[i] = cover.number();
        }
    }

    /** Brings the cells into the order of the file's header, which may be another sheet's. */
    private void arrange() {
        List<Integer> positions = sheet.positions();
        if (columns == ALL_COLUMNS) {
            fields = cells;
            fieldNumbers = cellNumbers;
            return;
        }
        if (fields.length != columns) {
            fields = new String[columns];
            fieldNumbers = new boolean[columns];
        }
        Arrays.fill(fields, null);
        Arrays.fill(fieldNumbers, false);
        for (int i = 0; i < Math.min(count, positions.size()); i++) {
            if (positions.get(i) >= 0) {
                fields[positions.get(i)] = cells[i];
                fieldNumbers[positions.get(i)] = cellNumbers[i];
            }
        }
    }

    @Override
    public @Nullable String[] fields() {
        return fields;
    }

    @Override
    public boolean isNumber(int field) {
        return field < fieldNumbers.length && fieldNumbers[field];
    }

    @Override
    public int fieldCount() {
        return columns == ALL_COLUMNS ? count : columns;
    }

    @Override
    public long line() {
        return sheet.line(row);
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
        workbook.close();
    }
}
