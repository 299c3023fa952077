package aftercare.serve.report;

import aftercare.serve.dashboard.ColourRule;
import aftercare.serve.dashboard.Role;
import aftercare.serve.report.PagePart.Head;
import aftercare.serve.report.PagePart.TableCell;
import aftercare.serve.report.PagePart.TableRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a table to be read: a figure stands with how many cases it rests on and with its interval, not with columns
 * of their own.
 */
final class FigureTable {
    private static final List<Role> SAID_WITH_THE_VALUE = List.of(Role.N, Role.LOW, Role.HIGH, Role.FEW, Role.NOTED);
    private static final int LONG = 40;
    private static final int SHADES = 5;

    private FigureTable() {}

    static PagePart.Table of(View view, String message, String says, String source) {
        List<String> columns = columns(view);
        List<Head> heads = columns.stream().map(column -> head(view, column)).toList();
        List<TableRow> lines = new ArrayList<>();
        for (Map<String, Object> row : view.rows().list()) {
            lines.add(new TableRow(
                    view.isSmall(row),
                    IntStream.range(0, columns.size())
                            .mapToObj(i ->
                                    cell(view, row, columns.get(i), heads.get(i).numeric()))
                            .toList()));
        }
        return new PagePart.Table(view.block().id(), view.block().half(), message, says, heads, lines, "", source);
    }

    /** The columns of the table, in order. */
    static List<String> columns(View view) {
        if (view.block().columns() != null) {
            return view.block().columns().stream().filter(view.rows()::has).toList();
        }
        Set<String> below = new HashSet<>();
        if (view.has(Role.VALUE)) {
            SAID_WITH_THE_VALUE.forEach(role -> below.add(view.column(role)));
        }
        return view.readable().stream()
                .filter(column -> !below.contains(column) || column.equals(view.column(Role.VALUE)))
                .toList();
    }

    private static Head head(View view, String column) {
        boolean numeric = view.rows().list().stream().anyMatch(row -> row.get(column) instanceof Number);
        return view.term(column)
                .filter(term -> term.column().metric() != null)
                .map(term -> new Head(
                        view.label(column),
                        numeric,
                        term.anchor(),
                        view.lexicon().meaning(term)))
                .orElseGet(() -> new Head(view.label(column), numeric, "", ""));
    }

    private static TableCell cell(View view, Map<String, Object> row, String column, boolean numeric) {
        Object value = row.get(column);
        String text = inBrief(view.figures().of(value, view.unit(row, column)));
        String tone = tone(view, row, column);
        boolean judged = column.equals(view.column(Role.VALUE));
        String below = String.join(" · ", judged ? view.support(row) : view.support(row, column));
        if (!(value instanceof Number)) {
            return new TableCell(text, value == null || judged ? "" : below, form(value, text, numeric), tone);
        }
        return new TableCell(text, below, "num", judged && view.isMissed(row) ? "worse" : tone);
    }

    private static String form(@Nullable Object value, String text, boolean numeric) {
        if (value instanceof LocalDate) {
            return "day";
        }
        String wide = text.length() > LONG ? "text" : "";
        return numeric ? "num" : wide;
    }

    /**
     * Of reasons the first line, which sums up, and the last, which says what follows; the figures between them stand
     * in tables of their own.
     */
    private static String inBrief(String text) {
        List<String> lines = text.lines().toList();
        return lines.size() > 2 ? lines.get(0) + "\n" + lines.get(lines.size() - 1) : text;
    }

    /** How the card, or the row itself ({@code NAME_tone}), colours the cell: a tone, or a shade; empty for not. */
    static String tone(View view, Map<String, Object> row, String column) {
        String own = QueryRows.text(row, column + "_tone");
        if (!own.isEmpty()) {
            return own;
        }
        return view.question().colours().stream()
                .filter(rule -> rule.columns().contains(column))
                .map(rule -> tone(rule, row.get(column)))
                .filter(tone -> !tone.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String tone(ColourRule rule, @Nullable Object value) {
        Double number = value instanceof Number given ? Double.valueOf(given.doubleValue()) : null;
        String tone =
                switch (rule.tone()) {
                    case GOOD -> "better";
                    case BAD -> "worse";
                    case WARN -> "warned";
                    case QUIET -> "quiet";
                };
        if (rule.when() instanceof ColourRule.Is is) {
            return is.value().equals(value) ? tone : "";
        }
        if (number == null) {
            return "";
        }
        if (rule.when() instanceof ColourRule.Above above) {
            return number > above.value() ? tone : "";
        }
        if (rule.when() instanceof ColourRule.Below below) {
            return number < below.value() ? tone : "";
        }
        return shade((ColourRule.Shade) rule.when(), number);
    }

    private static String shade(ColourRule.Shade shade, double value) {
        double way = (value - shade.from()) / (shade.to() - shade.from());
        int step = (int) Math.min(SHADES, Math.ceil(SHADES * way));
        return step <= 0 ? "" : "s" + step;
    }
}
