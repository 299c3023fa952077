package aftercare.serve.report;

import aftercare.serve.report.Part.Cell;
import aftercare.serve.report.Part.Head;
import aftercare.serve.report.Part.Line;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows to be read: shares stand with how many cases they rest on and with their interval, not in columns of their own. */
final class Tables {
    /** Written before a unit for differences. */
    static final String DIFFERENCE = "± ";

    private static final Set<String> SHOWN_BELOW_THE_VALUE = Set.of("n", "low", "high");
    private static final Set<String> NOT_SHOWN = Set.of("publishable", "position");
    private static final int LONG = 40;

    private Tables() {}

    static Part.Table of(View view, String message, String says, String source) {
        List<String> columns = columns(view);
        List<Head> heads = new ArrayList<>();
        columns.forEach(column -> heads.add(head(view, column)));
        List<Line> lines = new ArrayList<>();
        for (Map<String, Object> row : view.rows().list()) {
            List<Cell> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(cell(view, row, column)));
            lines.add(new Line(view.isSmall(row), cells));
        }
        return new Part.Table(view.block().id(), message, says, heads, lines, "", source);
    }

    private static List<String> columns(View view) {
        if (view.block().columns() != null) {
            return view.block().columns().stream().filter(view.rows()::has).toList();
        }
        Set<String> hidden = new LinkedHashSet<>();
        view.block().roles().forEach((role, column) -> {
            if (NOT_SHOWN.contains(role) || (view.has("value") && SHOWN_BELOW_THE_VALUE.contains(role))) {
                hidden.add(column);
            }
        });
        Set<String> shown = new LinkedHashSet<>();
        for (String role : List.of("month", "label", "series", "x", "actual", "value", "target")) {
            if (view.has(role)) {
                shown.add(view.column(role));
            }
        }
        view.block().roles().values().stream()
                .filter(view.rows()::has)
                .filter(column -> !hidden.contains(column))
                .sorted()
                .forEach(shown::add);
        return List.copyOf(shown);
    }

    private static Head head(View view, String column) {
        boolean numeric = view.rows().list().stream().anyMatch(row -> row.get(column) instanceof Number);
        return view.term(column)
                .filter(term -> view.block().labels().get(column) == null
                        || term.column().metric() != null)
                .map(term -> new Head(
                        view.label(column),
                        numeric,
                        term.column().metric() == null ? "" : term.anchor(),
                        view.lexicon().in(term.column().description())))
                .orElseGet(() -> new Head(view.label(column), numeric, "", ""));
    }

    private static Cell cell(View view, Map<String, Object> row, String column) {
        Object value = row.get(column);
        String unit = view.unit(column);
        if (unit.startsWith(DIFFERENCE)) {
            return difference(view, value, unit.substring(DIFFERENCE.length()));
        }
        boolean judged = column.equals(view.column("value"));
        String unitOrMonth = column.equals(view.column("month")) ? "month" : unit;
        String text = view.figures().of(value, unitOrMonth);
        if (value instanceof Number) {
            return new Cell(text, judged ? below(view, row) : "", "num", judged && view.isMissed(row) ? "worse" : "");
        }
        return new Cell(text, "", text.length() > LONG ? "text" : "", "");
    }

    private static Cell difference(View view, Object value, String unit) {
        String text = value instanceof Number number ? view.figures().change(number.doubleValue(), unit) : "–";
        return new Cell(text, "", "num", "");
    }

    private static String below(View view, Map<String, Object> row) {
        List<String> parts = new ArrayList<>();
        if (view.number(row, "n") != null) {
            parts.add("n\u00a0=\u00a0" + view.figures().of(view.number(row, "n"), "count"));
        }
        if (view.number(row, "low") != null && view.number(row, "high") != null) {
            parts.add(view.figures().interval(view.number(row, "low"), view.number(row, "high"), view.unitOf("value")));
        }
        return String.join(" · ", parts);
    }
}
