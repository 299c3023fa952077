package aftercare.ingest;

import aftercare.contract.FileNames;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a file are laid out in it.
 *
 * @param charset the character set of its text
 * @param separator the field separator of delimited text
 * @param backslash whether a quote inside quotes has a backslash before it, and not another quote
 * @param drawn whether the fields stand in a table drawn with lines of dashes, as lists of SAP do
 * @param headed whether a row names the columns
 * @param lastBefore the line of the header or of what else stands before the data; 0 where data begin at once
 * @param end the line from which on nothing is data; {@link Long#MAX_VALUE} where all is
 * @param filledDown the positions of fields whose empty cells repeat the value above
 * @param records where in a JSON text the records are, a dotted path; null for the text itself
 * @param sheets the sheets of a workbook that are read
 */
record FileLayout(
        String charset,
        char separator,
        boolean backslash,
        boolean drawn,
        boolean headed,
        long lastBefore,
        long end,
        List<Integer> filledDown,
        @Nullable String records,
        List<Sheet> sheets)
        implements Serializable {
    /** UTF-8, commas, and a header on the first row. */
    static final FileLayout USUAL =
            new FileLayout("UTF-8", ',', false, false, true, 0, Long.MAX_VALUE, List.of(), null, List.of());

    /**
     * A sheet of a workbook that is read.
     *
     * @param index its place in the workbook, from 0
     * @param name its name
     * @param lastBefore the row of the header; 0 where data begin at once
     * @param end the row from which on nothing is data
     * @param positions for each column of the sheet its place in the file's header; -1 for none
     * @param merged its merged cells, the upper ones first
     */
    record Sheet(int index, String name, long lastBefore, long end, List<Integer> positions, List<Merged> merged)
            implements Serializable {
        /** More lines than a sheet can have: the lines of the sheets of one workbook are numbered on by it. */
        static final long LINES = 10_000_000;

        /** How messages call it. */
        String told() {
            return FileNames.ofSheet(name, index);
        }

        /** How a row of the sheet is numbered in its file. */
        long line(long row) {
            return index * LINES + row;
        }
    }

    /**
     * Cells that were made one.
     *
     * @param firstRow the upper row, from 1
     * @param firstColumn the left column, from 0
     * @param lastRow the lower row
     * @param lastColumn the right column
     */
    record Merged(int firstRow, int firstColumn, int lastRow, int lastColumn) implements Serializable {}

    FileLayout charset(String other) {
        return new FileLayout(other, separator, backslash, drawn, headed, lastBefore, end, filledDown, records, sheets);
    }

    FileLayout separator(char other) {
        return new FileLayout(charset, other, backslash, drawn, headed, lastBefore, end, filledDown, records, sheets);
    }

    FileLayout backslash(boolean other) {
        return new FileLayout(charset, separator, other, drawn, headed, lastBefore, end, filledDown, records, sheets);
    }

    FileLayout drawn(boolean other) {
        return new FileLayout(
                charset, separator, backslash, other, headed, lastBefore, end, filledDown, records, sheets);
    }

    FileLayout headed(boolean other) {
        return new FileLayout(
                charset, separator, backslash, drawn, other, lastBefore, end, filledDown, records, sheets);
    }

    FileLayout lastBefore(long other) {
        return new FileLayout(charset, separator, backslash, drawn, headed, other, end, filledDown, records, sheets);
    }

    FileLayout end(long other) {
        return new FileLayout(
                charset, separator, backslash, drawn, headed, lastBefore, other, filledDown, records, sheets);
    }

    FileLayout filledDown(List<Integer> others) {
        return new FileLayout(charset, separator, backslash, drawn, headed, lastBefore, end, others, records, sheets);
    }

    FileLayout records(@Nullable String other) {
        return new FileLayout(charset, separator, backslash, drawn, headed, lastBefore, end, filledDown, other, sheets);
    }

    FileLayout sheets(List<Sheet> others) {
        return new FileLayout(
                charset, separator, backslash, drawn, headed, lastBefore, end, filledDown, records, others);
    }

    /** Whether the bytes of separators, quotes and line ends stand for nothing else, so that bytes can be scanned. */
    boolean scannable() {
        String name = charset.toUpperCase(Locale.ROOT);
        if (name.startsWith("UTF-16") || name.startsWith("UTF-32")) {
            return false;
        }
        // The second byte of a Chinese or Japanese character may be a backslash or an upright stroke.
        boolean plain = separator < '0' && !backslash;
        return plain
                || name.equals("UTF-8")
                || Charset.forName(charset).newEncoder().maxBytesPerChar() <= 1;
    }

    /** Whether a file can be cut into parts that are read by themselves. */
    boolean divisible() {
        return scannable() && !backslash && !drawn && filledDown.isEmpty();
    }

    /** Where a record is, for a person. */
    String place(long line, boolean lines) {
        for (Sheet sheet : sheets) {
            if (line / Sheet.LINES == sheet.index()) {
                return "sheet " + sheet.told() + ", row " + line % Sheet.LINES;
            }
        }
        return (lines ? "line " : "record ") + line;
    }
}
