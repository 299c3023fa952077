package aftercare.serve.report;

import aftercare.serve.dashboard.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a document as a workbook: a sheet a section, in which its tables stand one below the other, each with
 * what it says, its headings and all its rows. Numbers are numbers and days are days; a text stays a text, whatever it
 * begins with, since no cell is a formula.
 */
final class ReportWorkbook {
    private static final int LONGEST_NAME = 31;
    private static final int LONGEST_TEXT = 32_767;
    private static final int NARROWEST = 9;
    private static final int WIDEST = 60;
    private static final String HEAD = "DDE7F1";
    private static final String QUIET = "55606E";

    private final Heading heading;
    private final Lexicon lexicon;
    private final List<Layout.ShownTable> tables;
    private final Definitions definitions;

    /**
     * What every sheet begins with.
     *
     * @param title what the document is called
     * @param month which month it is about, or which month and outlet
     * @param asOf until when the figures know
     */
    record Heading(String title, String month, String asOf) {}

    /**
     * The last sheet.
     *
     * @param title its name
     * @param list what is defined; none for no such sheet
     */
    record Definitions(String title, List<Page.Definition> list) {}

    ReportWorkbook(Heading heading, Lexicon lexicon, List<Layout.ShownTable> tables, Definitions definitions) {
        this.heading = heading;
        this.lexicon = lexicon;
        this.tables = List.copyOf(tables);
        this.definitions = definitions;
    }

    byte[] bytes() {
        Map<String, List<Layout.ShownTable>> sections = new LinkedHashMap<>();
        tables.forEach(table -> sections.computeIfAbsent(table.section().id(), first -> new ArrayList<>())
                .add(table));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Set<String> taken = new HashSet<>();
        try (Workbook workbook = new Workbook(out, "Aftercare", "1.0")) {
            for (List<Layout.ShownTable> section : sections.values()) {
                String title = lexicon.in(section.get(0).section().title());
                fill(workbook.newWorksheet(sheetName(title, taken)), title, section);
            }
            if (!definitions.list().isEmpty() || sections.isEmpty()) {
                define(workbook.newWorksheet(sheetName(definitions.title(), taken)));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** What Excel takes: 31 letters, none of {@code []:*?/\}, no apostrophe at either end, each name once. */
    static String sheetName(String title, Set<String> taken) {
        String name = shortened(
                title.replaceAll("[\\[\\]:*?/\\\\\\p{Cntrl}]", " ")
                        .replaceAll("^'+|'+$", "")
                        .strip(),
                "");
        String free = name.isEmpty() || "history".equalsIgnoreCase(name) ? name + "_" : name;
        for (int n = 2; !taken.add(free.toLowerCase(Locale.ROOT)); n++) {
            free = shortened(name, " " + n);
        }
        return free;
    }

    private static String shortened(String name, String end) {
        int most = LONGEST_NAME - end.length();
        return (name.length() <= most ? name : name.substring(0, most).strip()) + end;
    }

    /** Headings stay in sight: those of the columns where the sheet has one table, else that of the sheet. */
    private void fill(Worksheet sheet, String title, List<Layout.ShownTable> section) {
        head(sheet, title);
        Map<Integer, Integer> widths = new LinkedHashMap<>();
        int row = 2;
        for (Layout.ShownTable table : section) {
            row = fill(sheet, row + 1, table, widths) + 1;
        }
        widths.forEach((column, width) -> sheet.width(column, Math.max(NARROWEST, Math.min(WIDEST, width + 2))));
        sheet.freezePane(0, section.size() == 1 ? 6 : 2);
    }

    private void head(Worksheet sheet, String title) {
        sheet.value(0, 0, title);
        sheet.style(0, 0).bold().fontSize(14).set();
        sheet.value(1, 0, heading.title() + " · " + heading.month() + " · " + heading.asOf());
        sheet.style(1, 0).fontColor(QUIET).set();
    }

    /** Writes a table from a row on and returns the row behind it. */
    private static int fill(Worksheet sheet, int from, Layout.ShownTable table, Map<Integer, Integer> widths) {
        text(sheet, from, 0, table.message());
        sheet.style(from, 0).bold().set();
        text(sheet, from + 1, 0, table.says());
        sheet.style(from + 1, 0).fontColor(QUIET).set();
        View view = table.view();
        List<String> columns = columns(view);
        for (int i = 0; i < columns.size(); i++) {
            String label = label(view, columns.get(i));
            text(sheet, from + 2, i, label);
            sheet.style(from + 2, i).bold().fillColor(HEAD).wrapText(true).set();
            widths.merge(i, width(label) / 2, Math::max);
        }
        int row = from + 3;
        for (Map<String, Object> values : view.rows().list()) {
            for (int i = 0; i < columns.size(); i++) {
                widths.merge(i, value(sheet, row, i, view, values, columns.get(i)), Math::max);
            }
            row++;
        }
        return row;
    }

    /** What the page's table shows; its cases and intervals in columns of their own. */
    private static List<String> columns(View view) {
        Set<String> columns = new LinkedHashSet<>();
        for (String column : FigureTable.columns(view)) {
            columns.add(column);
            List<@Nullable String> beside = column.equals(view.column(Role.VALUE))
                    ? roles(view)
                    : List.of(column + "_n", column + "_low", column + "_high");
            beside.stream().filter(view.rows()::has).forEach(columns::add);
        }
        if ("matrix".equals(view.block().as())) {
            columns.clear();
            for (Role role : List.of(Role.LABEL, Role.X, Role.VALUE, Role.N, Role.LOW, Role.HIGH)) {
                String column = view.column(role);
                if (column != null) {
                    columns.add(column);
                }
            }
        }
        return List.copyOf(columns);
    }

    private static List<@Nullable String> roles(View view) {
        List<@Nullable String> roles = new ArrayList<>();
        for (Role role : List.of(Role.N, Role.LOW, Role.HIGH)) {
            roles.add(view.column(role));
        }
        return roles;
    }

    /** Companions of a column are called after it. */
    private static String label(View view, String column) {
        for (String end : List.of("_n", "_low", "_high")) {
            String of = column.substring(0, Math.max(0, column.length() - end.length()));
            if (column.endsWith(end)
                    && view.label(column).equals(column)
                    && view.rows().has(of)) {
                return view.label(of) + view.word("of" + end.replace('_', '-'));
            }
        }
        return view.label(column);
    }

    /** Writes a value as what it is, and returns how wide it is. */
    private static int value(Worksheet sheet, int row, int column, View view, Map<String, Object> values, String name) {
        Object value = values.get(name);
        String unit = view.unit(values, ofCompanion(view, name));
        // A cell that holds no number is an error in Excel; what cannot be worked out is not known.
        if (value == null || (value instanceof Number number && !Double.isFinite(number.doubleValue()))) {
            return 0;
        }
        if (value instanceof Number number) {
            sheet.value(row, column, number);
            format(
                    sheet.style(row, column),
                    numberFormat(view, name.endsWith("_n") ? "count" : unit, number.doubleValue()));
        } else if (value instanceof LocalDate day) {
            sheet.value(row, column, day);
            format(sheet.style(row, column), "month".equals(unit) ? "yyyy-mm" : "yyyy-mm-dd");
        } else {
            text(sheet, row, column, view.figures().of(value, unit));
        }
        return width(view.figures().of(value, unit));
    }

    /** An end of an interval has the unit of the value. */
    private static String ofCompanion(View view, String name) {
        String plain = name.replaceFirst("_(low|high)$", "");
        return !plain.equals(name) && view.rows().has(plain) && view.unit(name).isEmpty() ? plain : name;
    }

    private static void format(StyleSetter style, String format) {
        style.format(format).set();
    }

    private static String numberFormat(View view, String unit, double value) {
        return switch (unit) {
            case "share" -> "0.0%";
            case "share_points" -> "+0.0%;-0.0%;0.0%";
            case "hours", "points", "per_1000" -> "#,##0.0";
            case "ratio", "sigmas" -> "0.00";
            case "money" -> view.figures().moneyFormat();
            case "year" -> "0";
            default -> value == Math.rint(value) ? "#,##0" : "#,##0.0";
        };
    }

    private static void text(Worksheet sheet, int row, int column, String text) {
        sheet.value(row, column, text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
    }

    /** In the width of a digit; a Chinese letter takes two. */
    private static int width(String text) {
        return text.lines()
                .mapToInt(line -> line.codePoints()
                        .map(point -> Character.isIdeographic(point) ? 2 : 1)
                        .sum())
                .max()
                .orElse(0);
    }

    private void define(Worksheet sheet) {
        head(sheet, definitions.title());
        int row = 3;
        for (Page.Definition definition : definitions.list()) {
            text(sheet, row, 0, definition.name());
            text(sheet, row, 1, definition.unit());
            text(sheet, row, 2, definition.meaning());
            sheet.style(row, 0).bold().set();
            sheet.style(row, 2).wrapText(true).set();
            row++;
        }
        sheet.width(0, 32);
        sheet.width(1, 14);
        sheet.width(2, 110);
        sheet.freezePane(0, 2);
    }
}
