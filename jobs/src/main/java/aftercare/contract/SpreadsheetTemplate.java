package aftercare.contract;

import aftercare.config.Language;
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
 * An empty spreadsheet of a source, for people to fill in: headers with notes, drop-down lists, cells formatted as
 * days. It loads as it is, since only its first sheet is read. Columns that are never stored are not asked for.
 */
public final class SpreadsheetTemplate {
    private static final int ROWS_PREPARED = 5_000;
    private static final String REQUIRED = "F8CBAD";
    private static final String OPTIONAL = "DDEBF7";
    private static final int[] NOTE_WIDTHS = {20, 28};
    private static final int MEANING_WIDTH = 80;
    private static final int OTHER_WIDTH = 60;
    private static final int HEADING_ROW = 5;
    private static final List<String> TRUTH = List.of("true", "false");

    private final Contract source;
    private final Language language;
    private final List<Language> languages = Language.all();

    /**
     * A template of a source. Headers are spelled in the writing of the language where the contract knows such a
     * spelling, which is read just as well; notes are in all languages.
     */
    public SpreadsheetTemplate(Contract source, Language language) {
        this.source = source;
        this.language = language;
    }

    /** Writes the workbook: the sheet to fill in, the notes, the lists. */
    public void write(OutputStream out) throws IOException {
        List<Column> columns = source.silverColumns();
        try (Workbook workbook = new Workbook(out, "Aftercare", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(source.source());
            Worksheet notes = workbook.newWorksheet(said("notes").in(language));
            Worksheet lists = workbook.newWorksheet(said("lists").in(language));
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

    private static Text said(String key, Object... namesAndValues) {
        return Messages.text("template." + key, namesAndValues);
    }

    /** The header that loads back to the column: its name, or its first spelling in the writing of the language. */
    private String header(Column column) {
        return column.chinese().filter(alias -> language.equals(Language.ZH_CN)).orElse(column.name());
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
        List<String> note = new ArrayList<>(column.description().all());
        note.add(conditions(column));
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
        int at = 0;
        row(notes, at++, List.of(inOneLine(source.title())));
        for (String description : source.description().all()) {
            row(notes, at++, List.of(description));
        }
        row(
                notes,
                at,
                List.of(String.join(
                        " ", said("fill_in", "grain", source.grain()).all())));
        at = Math.max(at + 2, HEADING_ROW);
        row(notes, at, headings());
        notes.range(at, 0, at, headings().size() - 1).style().bold().set();
        for (Column column : columns) {
            List<String> line = line(header(column), conditions(column), column.description());
            line.add(values(column));
            row(notes, ++at, line);
        }
        at++;
        for (Rule rule : source.rules()) {
            row(notes, ++at, line(inOneLine(said("refused")), "", rule.reason()));
        }
        for (int i = 0; i < headings().size(); i++) {
            notes.width(
                    i, i < NOTE_WIDTHS.length ? NOTE_WIDTHS[i] : i == NOTE_WIDTHS.length ? MEANING_WIDTH : OTHER_WIDTH);
        }
    }

    private static String inOneLine(Text text) {
        return String.join(" · ", text.all());
    }

    private List<String> headings() {
        List<String> headings = new ArrayList<>(List.of(inOneLine(said("column")), inOneLine(said("form"))));
        languages.forEach(each -> headings.add(said("meaning").in(each)));
        headings.add(inOneLine(said("values")));
        return headings;
    }

    /** The beginning of a line of the notes, with a cell for each language. */
    private List<String> line(String name, String form, Text meaning) {
        List<String> line = new ArrayList<>(List.of(name, form));
        languages.forEach(each -> line.add(meaning.in(each)));
        return line;
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
