package aftercare.contract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.DataValidationErrorStyle;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * An empty spreadsheet of a source, for people to fill in: headers with notes, drop-down lists, cells formatted as days. It loads as it is,
 * since only its first sheet is read. Columns that are never stored are not asked for.
 */
public final class SpreadsheetTemplate {
    private static final int ROWS_PREPARED = 5_000;
    private static final String REQUIRED = "F8CBAD";
    private static final String OPTIONAL = "DDEBF7";
    private static final int[] NOTE_WIDTHS = {20, 28, 80, 60, 60};
    private static final List<String> TRUTH = List.of("true", "false");

    private final Contract source;
    private final boolean chineseHeaders;

    /**
     * A template of a source.
     *
     * @param chineseHeaders whether headers are the Chinese spellings, which are read just as well
     */
    public SpreadsheetTemplate(Contract source, boolean chineseHeaders) {
        this.source = source;
        this.chineseHeaders = chineseHeaders;
    }

    /** Writes the workbook: the sheet to fill in, the notes, the lists. */
    public void write(OutputStream out) throws IOException {
        List<Column> columns = source.silverColumns();
        try (Workbook workbook = new Workbook(out, "Aftercare", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(source.source());
            Worksheet notes = workbook.newWorksheet(chineseHeaders ? "说明" : "notes");
            Worksheet lists = workbook.newWorksheet(chineseHeaders ? "选项" : "lists");
            for (int i = 0; i < columns.size(); i++) {
                head(sheet, i, columns.get(i));
                list(sheet, lists, i, columns.get(i));
            }
            sheet.freezePane(0, 1);
            explain(notes, columns);
        }
    }

    private void head(Worksheet sheet, int at, Column column) {
        String header = header(column);
        String format =
                switch (column.type().kind()) {
                    case DATE -> "yyyy-mm-dd";
                    case TIMESTAMP -> "yyyy-mm-dd hh:mm";
                    case STRING -> "@";
                    default -> null;
                };
        if (format != null) {
            sheet.style(at).format(format).set();
        }
        sheet.value(0, at, header);
        sheet.style(0, at)
                .bold()
                .fillColor(asked(column) ? REQUIRED : OPTIONAL)
                .format("@")
                .set();
        sheet.width(at, Math.max(12, 2 + 2 * header.length()));
        sheet.comment(0, at, String.join("\n", note(column)));
    }

    /** The header that loads back to the column: its name, or its first Chinese spelling. */
    private String header(Column column) {
        return column.aliases().stream()
                .filter(alias -> chineseHeaders && isChinese(alias))
                .findFirst()
                .orElse(column.name());
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN);
    }

    private static boolean asked(Column column) {
        return column.required() && column.defaultValue() == null;
    }

    private static List<String> choices(Column column) {
        return column.type().kind() == ColumnType.Kind.BOOLEAN ? TRUTH : column.values();
    }

    private void list(Worksheet sheet, Worksheet lists, int at, Column column) {
        List<String> choices = choices(column);
        if (choices.isEmpty()) {
            return;
        }
        lists.value(0, at, column.name());
        for (int i = 0; i < choices.size(); i++) {
            lists.value(1 + i, at, choices.get(i));
        }
        // A warning and no stop: other accepted spellings may be typed as well.
        sheet.range(1, at, ROWS_PREPARED, at)
                .validateWithList(lists.range(1, at, choices.size(), at))
                .allowBlank(!asked(column))
                .errorStyle(DataValidationErrorStyle.WARNING)
                .showErrorMessage(true)
                .errorTitle(column.name())
                .error(String.join(", ", choices));
    }

    private static List<String> note(Column column) {
        List<String> note = new ArrayList<>(
                List.of(column.description().en(), column.description().zh(), conditions(column)));
        note.removeIf(String::isEmpty);
        return note;
    }

    private static String conditions(Column column) {
        List<String> conditions = new ArrayList<>();
        conditions.add((asked(column) ? "required, " : "")
                + column.type()
                + (column.unit() == null ? "" : ", " + column.unit()));
        if (column.defaultValue() != null) {
            conditions.add("empty means " + column.defaultValue());
        }
        if (column.min() != null) {
            conditions.add("at least " + column.min());
        }
        if (column.max() != null) {
            conditions.add("at most " + column.max());
        }
        return String.join("; ", conditions);
    }

    private void explain(Worksheet notes, List<Column> columns) {
        row(notes, 0, List.of(source.title().en() + " · " + source.title().zh()));
        row(notes, 1, List.of(source.description().en()));
        row(notes, 2, List.of(source.description().zh()));
        row(
                notes,
                3,
                List.of("Fill in the first sheet, one row each: "
                        + source.grain().en() + ". 请填写第一张表：" + source.grain().zh() + "。"));
        row(notes, 5, List.of("column · 列", "form · 格式", "meaning", "含义", "values · 可选值"));
        notes.range(5, 0, 5, 4).style().bold().set();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            row(
                    notes,
                    6 + i,
                    List.of(
                            header(column),
                            conditions(column),
                            column.description().en(),
                            column.description().zh(),
                            values(column)));
        }
        int at = 7 + columns.size();
        for (Rule rule : source.rules()) {
            row(
                    notes,
                    at++,
                    List.of(
                            "refused · 拒收",
                            "",
                            rule.reason().en(),
                            rule.reason().zh()));
        }
        for (int i = 0; i < NOTE_WIDTHS.length; i++) {
            notes.width(i, NOTE_WIDTHS[i]);
        }
    }

    private static String values(Column column) {
        Map<String, List<String>> also = column.valueAliases().entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return choices(column).stream()
                .map(value -> also.containsKey(value) ? value + " (" + String.join(", ", also.get(value)) + ")" : value)
                .collect(Collectors.joining("; "));
    }

    private static void row(Worksheet sheet, int at, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            sheet.value(at, i, texts.get(i));
        }
    }
}
