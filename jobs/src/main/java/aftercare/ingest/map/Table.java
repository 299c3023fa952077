package aftercare.ingest.map;

import aftercare.contract.AcceptedForms;
import aftercare.contract.MappingHints;
import aftercare.ingest.FileSample.SampleRow;
import aftercare.ingest.FileSample.SampleSheet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table within a sheet: where its header stands, what lies above and below it, and its fields.
 *
 * @param sheet the sheet's name
 * @param headerLine the line of the header; 0 where none names the columns
 * @param titled whether rows stand above the header
 * @param footer a pattern for the first row below the table; null where there is none
 * @param junk a condition that leaves out rows without data; null where there are none
 * @param fields its fields
 * @param rows how many rows of data were seen
 */
record Table(
        String sheet,
        long headerLine,
        boolean titled,
        @Nullable String footer,
        @Nullable String junk,
        List<Field> fields,
        int rows) {

    private static final int LOOK_FOR_HEADER = 30;
    private static final double OF_THE_WIDEST = 0.6;
    private static final Pattern NO_NAME =
            Pattern.compile("[-+]?[\\d.,:/\\s-]+|(?i)true|false|\\d{4}-\\d{2}-\\d{2}.*|\\W*\\d[\\d.,]*\\W*");

    /**
     * A field.
     *
     * @param name its header; its number, from 1, where there is none
     * @param profile what its values look like
     */
    record Field(String name, Profile profile) {}

    static Table of(SampleSheet sheet, MappingHints hints) {
        List<SampleRow> rows = sheet.first();
        int header = headerRow(rows);
        int width = header < 0 ? widest(rows) : rows.get(header).cells().size();
        List<SampleRow> data = new ArrayList<>(rows.subList(header + 1, rows.size()));
        data.addAll(sheet.last());
        String junk = null;
        if (header >= 0 && hints.headerMarks().contains(rows.get(header).cells().get(0))) {
            junk = "`" + rows.get(header).cells().get(0) + "` is null or `"
                    + rows.get(header).cells().get(0) + "` = ''";
            data.removeIf(row -> !row.cells().isEmpty() && !row.cells().get(0).isEmpty());
        }
        data.removeIf(row -> row.cells().stream().allMatch(cell -> cell.isEmpty() || cell.matches("[-=_+|]{3,}")));
        String footer = footer(data, width, hints);
        List<Field> fields = new ArrayList<>();
        Map<String, Integer> names = new LinkedHashMap<>();
        for (int i = 0; i < width; i++) {
            String name = header < 0 ? String.valueOf(i + 1) : cell(rows.get(header), i);
            int at = i;
            if (!name.isEmpty() && names.putIfAbsent(name, i) == null) {
                fields.add(new Field(
                        name, Profile.of(data.stream().map(row -> cell(row, at)).toList(), hints)));
            }
        }
        boolean titled = header > 0
                && rows.subList(0, header).stream().anyMatch(row -> !row.cells().isEmpty());
        return new Table(
                sheet.name(),
                header < 0 ? 0 : Math.max(1, rows.get(header).line()),
                titled,
                footer,
                junk,
                List.copyOf(fields),
                data.size());
    }

    private static String cell(SampleRow row, int index) {
        return index < row.cells().size() ? row.cells().get(index) : "";
    }

    private static int filled(SampleRow row) {
        return (int) row.cells().stream().filter(cell -> !cell.isEmpty()).count();
    }

    private static int widest(List<SampleRow> rows) {
        return rows.stream()
                .limit(LOOK_FOR_HEADER)
                .mapToInt(row -> row.cells().size())
                .max()
                .orElse(0);
    }

    /** The first row that is about as full as any, and all of whose cells could be names, none of them twice. */
    private static int headerRow(List<SampleRow> rows) {
        int fullest = rows.stream()
                .limit(LOOK_FOR_HEADER)
                .mapToInt(Table::filled)
                .max()
                .orElse(0);
        for (int i = 0; i < Math.min(rows.size(), LOOK_FOR_HEADER); i++) {
            SampleRow row = rows.get(i);
            int filled = filled(row);
            if (filled >= Math.max(1, OF_THE_WIDEST * fullest) && (filled > 1 || fullest == 1)) {
                List<String> cells =
                        row.cells().stream().filter(cell -> !cell.isEmpty()).toList();
                Set<String> different = new HashSet<>(cells);
                boolean names =
                        cells.stream().noneMatch(cell -> NO_NAME.matcher(cell).matches())
                                && different.size() >= 0.8 * cells.size();
                if (names) {
                    return i;
                }
                if (filled >= 0.9 * fullest) {
                    return -1;
                }
            }
        }
        return -1;
    }

    /** Cuts off what stands below the data, and says how it begins. */
    private static @Nullable String footer(List<SampleRow> data, int width, MappingHints hints) {
        int begin = data.size();
        Set<String> beginnings = new java.util.LinkedHashSet<>();
        for (int i = data.size() - 1; i >= Math.max(0, data.size() - 15); i--) {
            SampleRow row = data.get(i);
            String text = row.cells().stream()
                    .filter(cell -> !cell.isEmpty())
                    .findFirst()
                    .orElse("");
            String known = footers(hints)
                    .map(pattern -> Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                            .matcher(text))
                    .filter(Matcher::lookingAt)
                    .map(beginning -> escaped(beginning.group()))
                    .findFirst()
                    .orElse(null);
            boolean lonely = width >= 3 && filled(row) == 1 && row.cells().size() < width;
            if (known == null && !lonely) {
                break;
            }
            begin = i;
            if (known != null) {
                beginnings.add(known);
            } else if (begin == i) {
                beginnings.add(escaped(text.length() > 40 ? text.substring(0, 40) : text));
            }
        }
        if (begin == data.size()) {
            return null;
        }
        SampleRow first = data.get(begin);
        String text = first.cells().stream()
                .filter(cell -> !cell.isEmpty())
                .findFirst()
                .orElse("");
        String pattern = beginnings.stream()
                .filter(beginning ->
                        Pattern.compile("^(" + beginning + ")").matcher(text).find())
                .findFirst()
                .orElse("");
        data.subList(begin, data.size()).clear();
        return "^" + pattern;
    }

    /** How rows below a table begin: as totals, subtotals or remarks. */
    private static Stream<String> footers(MappingHints hints) {
        AcceptedForms forms = AcceptedForms.installed();
        return Stream.of(forms.totals(), forms.subtotals(), hints.footers()).flatMap(List::stream);
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\.^$|?*+()\\[\\]{}])", "\\\\$1");
    }
}
