package aftercare.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the row that names the columns where titles and preambles may come before it: the row with the most headers
 * that are looked for; where none is, the first row of several texts that is as wide as the rows below it.
 */
final class HeaderSearch {
    /** No export has a longer preamble. */
    private static final int ROWS_LOOKED_AT = 200;

    private static final int ROWS_BELOW = 10;
    private static final Pattern VALUE = Pattern.compile("[-+\\d.,:/\\s%]*\\d[-+\\d.,:/\\s%TZ]*");

    /**
     * A row near the top of a file.
     *
     * @param line where it stands
     * @param fields its fields, empty ones at its end included
     */
    record Row(long line, List<@Nullable String> fields) {
        long filled() {
            return fields.stream()
                    .filter(field -> field != null && !field.isBlank())
                    .count();
        }

        String joined() {
            return String.join(
                    " ",
                    fields.stream()
                            .filter(field -> field != null && !field.isBlank())
                            .toList());
        }
    }

    private HeaderSearch() {}

    /** The first rows of a file that are not blank. */
    static List<Row> top(Records records) throws IOException {
        List<Row> rows = new ArrayList<>();
        while (rows.size() < ROWS_LOOKED_AT && records.next()) {
            Row row = row(records);
            if (row.filled() > 0) {
                rows.add(row);
            }
        }
        return rows;
    }

    static Row row(Records records) {
        List<@Nullable String> fields = new ArrayList<>();
        @Nullable String[] values = records.fields();
        for (int i = 0; i < records.fieldCount(); i++) {
            fields.add(values[i]);
        }
        return new Row(records.line(), fields);
    }

    /** Where in the rows the header stands. */
    static int find(List<Row> rows, Wanted wanted) {
        int best = -1;
        int most = 0;
        for (int i = 0; i < rows.size(); i++) {
            int among = wanted.among(rows.get(i).fields());
            if (among > most) {
                best = i;
                most = among;
            }
        }
        return best >= 0 ? best : byForm(rows);
    }

    private static int byForm(List<Row> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (names(rows.get(i)) && asWideAsBelow(rows, i)) {
                return i;
            }
        }
        return 0;
    }

    /** Whether a row consists of several different texts, none of them a number or a date. */
    private static boolean names(Row row) {
        Set<String> names = new HashSet<>();
        for (String field : row.fields()) {
            if (field != null && !field.isBlank()) {
                if (VALUE.matcher(field.strip()).matches() || !names.add(Header.normal(field))) {
                    return false;
                }
            }
        }
        return names.size() > 1;
    }

    private static boolean asWideAsBelow(List<Row> rows, int header) {
        int width = rows.get(header).fields().size();
        int below = Math.min(ROWS_BELOW, rows.size() - header - 1);
        int agree = 0;
        int wider = 0;
        for (int i = header + 1; i <= header + below; i++) {
            int other = rows.get(i).fields().size();
            agree += other == width ? 1 : 0;
            wider += rows.get(i).filled() > rows.get(header).filled() ? 1 : 0;
        }
        // In a workbook all rows may be equally wide; a row of titles then has more cells filled below it.
        return 2 * agree >= below && (below == 0 || wider < below);
    }
}
