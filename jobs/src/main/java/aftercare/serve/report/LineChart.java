package aftercare.serve.report;

import aftercare.serve.dashboard.Role;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Months from left to right. One line with its interval as whiskers, its target, and, where the query gives them,
 * control limits with the points that a rule picks out; or several lines, one for each member of the role
 * {@code series}.
 */
final class LineChart {
    private static final int HEIGHT = 250;
    private static final String[] INKS = {
        Option.MAIN, "var(--bad)", "var(--third)", Option.ACCENT, "var(--fourth)", Option.FAINT
    };
    private static final String[] TYPES = {"solid", "solid", "dashed", "solid", "dashed", "dotted"};

    private LineChart() {}

    static Drawing draw(View view) {
        ObjectNode option = Option.chart("axis");
        List<LocalDate> months = months(view);
        option.set("xAxis", axis(view, months));
        option.set("yAxis", Option.valueAxis(view.unitOf(Role.VALUE)).put("scale", true));
        List<Drawing.LegendEntry> keys = new ArrayList<>();
        if (view.has(Role.SERIES)) {
            several(view, months, option, keys);
        } else {
            one(view, months, option, keys);
        }
        return new Drawing(option, HEIGHT, keys);
    }

    static ObjectNode axis(View view, List<LocalDate> months) {
        ArrayNode texts = Json.array();
        ArrayNode tips = Json.array();
        for (LocalDate month : months) {
            texts.add(month.toString());
            tips.add(view.figures().month(month));
        }
        return Option.monthAxis(texts, tips);
    }

    static List<LocalDate> months(View view) {
        TreeSet<LocalDate> months = new TreeSet<>();
        view.rows().list().forEach(row -> {
            if (view.day(row, Role.MONTH) != null) {
                months.add(view.day(row, Role.MONTH));
            }
        });
        return List.copyOf(months);
    }

    /** The row of a month; the months are those of the rows. */
    static Map<String, Object> at(Map<LocalDate, Map<String, Object>> rows, LocalDate month) {
        return Objects.requireNonNull(rows.get(month), month::toString);
    }

    private static void one(View view, List<LocalDate> months, ObjectNode option, List<Drawing.LegendEntry> keys) {
        Map<LocalDate, Map<String, Object>> rows = new LinkedHashMap<>();
        view.rows().list().forEach(row -> rows.put(view.day(row, Role.MONTH), row));
        ArrayNode series = Option.series(option);
        if (view.has(Role.LIMIT_HIGH)) {
            limits(view, months, rows, series);
            keys.add(new Drawing.LegendEntry("band", Option.BAND, view.word("limits")));
        }
        if (view.has(Role.CENTRE)) {
            series.add(quiet(view, months, rows, Role.CENTRE, Option.SOFT, "solid", 1));
            keys.add(new Drawing.LegendEntry("line", Option.SOFT, view.word("centre")));
        }
        if (view.has(Role.TARGET)) {
            series.add(quiet(view, months, rows, Role.TARGET, Option.INK, "dashed", 1.2));
            keys.add(new Drawing.LegendEntry("dashed", Option.INK, view.labelOf(Role.TARGET)));
        }
        if (view.has(Role.LOW) && !view.has(Role.LIMIT_HIGH)) {
            series.add(whiskers(view, months, rows));
            keys.add(new Drawing.LegendEntry("line", Option.SOFT, view.word("interval")));
        }
        series.add(line(view, months, rows));
        notes(view, months, rows, (ObjectNode) series.get(series.size() - 1), keys);
        keys.add(0, new Drawing.LegendEntry("dot", Option.MAIN, view.labelOf(Role.VALUE)));
        if (rows.values().stream().anyMatch(view::isOutside)) {
            keys.add(new Drawing.LegendEntry("dot", Option.BAD, view.word("signal")));
        }
        if (rows.values().stream().anyMatch(view::isSmall)) {
            keys.add(new Drawing.LegendEntry("ring", Option.FAINT, view.word("few")));
        }
    }

    /** A numbered line at each month of which something is noted; the legend says what. */
    private static void notes(
            View view,
            List<LocalDate> months,
            Map<LocalDate, Map<String, Object>> rows,
            ObjectNode line,
            List<Drawing.LegendEntry> keys) {
        ArrayNode marks = Json.array();
        for (int place = 0; place < months.size(); place++) {
            String note = view.text(at(rows, months.get(place)), Role.NOTE);
            if (note.isEmpty()) {
                continue;
            }
            String number = String.valueOf(marks.size() + 1);
            ObjectNode mark = Json.object("{label: {}}").put("xAxis", place);
            ((ObjectNode) mark.get("label")).put("formatter", number);
            marks.add(mark);
            keys.add(new Drawing.LegendEntry(
                    "note",
                    Option.ACCENT,
                    String.join(" · ", number, view.figures().shortMonth(months.get(place)), note)));
        }
        if (!marks.isEmpty()) {
            ObjectNode markLine = Json.object("""
                    {silent: true, symbol: 'none', lineStyle: {type: 'dashed', width: 1.2, color: 'var(--accent)'},
                     label: {position: 'end', distance: 1, fontSize: 11, color: 'var(--ink)'}}""");
            markLine.set("data", marks);
            line.set("markLine", markLine);
        }
    }

    private static void limits(
            View view, List<LocalDate> months, Map<LocalDate, Map<String, Object>> rows, ArrayNode series) {
        ArrayNode low = Json.array();
        ArrayNode difference = Json.array();
        for (LocalDate month : months) {
            Double from = view.number(at(rows, month), Role.LIMIT_LOW);
            Double to = view.number(at(rows, month), Role.LIMIT_HIGH);
            low.add(from);
            difference.add(from == null || to == null ? null : Double.valueOf(to - from));
        }
        for (ObjectNode part : Option.band(view.word("limits"), Option.BAND, low, difference)) {
            series.add(part.put("step", "middle"));
        }
    }

    private static ObjectNode quiet(
            View view,
            List<LocalDate> months,
            Map<LocalDate, Map<String, Object>> rows,
            Role role,
            String ink,
            String type,
            double width) {
        ObjectNode line = Option.quietLine(role.name().toLowerCase(Locale.ROOT), ink, type, width);
        months.forEach(month -> ((ArrayNode) line.get("data")).add(view.number(at(rows, month), role)));
        return line;
    }

    private static ObjectNode whiskers(View view, List<LocalDate> months, Map<LocalDate, Map<String, Object>> rows) {
        ObjectNode marks = Json.object("{type: 'custom', draw: 'upright', silent: true, data: [], z: 2}")
                .put("ink", Option.SOFT);
        for (int place = 0; place < months.size(); place++) {
            Map<String, Object> row = at(rows, months.get(place));
            if (view.number(row, Role.LOW) != null && view.number(row, Role.HIGH) != null) {
                ((ArrayNode) marks.get("data"))
                        .add(Json.numbers(view.number(row, Role.LOW), view.number(row, Role.HIGH), (double) place));
            }
        }
        return marks;
    }

    private static ObjectNode line(View view, List<LocalDate> months, Map<LocalDate, Map<String, Object>> rows) {
        ObjectNode line = Json.object(
                "{type: 'line', symbol: 'circle', symbolSize: 7, showAllSymbol: true, lineStyle: {width: 1.8}, data: [], z: 4}");
        line.put("name", view.labelOf(Role.VALUE));
        ((ObjectNode) line.get("lineStyle")).put("color", Option.MAIN);
        line.set("itemStyle", Json.object("{}").put("color", Option.MAIN));
        for (LocalDate month : months) {
            Map<String, Object> row = at(rows, month);
            Double value = view.number(row, Role.VALUE);
            if (value == null) {
                ((ArrayNode) line.get("data")).addNull();
                continue;
            }
            String note = view.text(row, Role.NOTE);
            String tip = note.isEmpty() ? view.tip(row) : view.tip(row) + "\n" + note;
            ObjectNode point = Json.object("{}").put("value", value).put("tip", tip);
            if (view.isOutside(row)) {
                Option.ink(point, Option.BAD).put("symbolSize", 10).put("symbol", "diamond");
            } else if (view.isSmall(row)) {
                Option.ring(point);
            }
            ((ArrayNode) line.get("data")).add(point);
        }
        return line;
    }

    private static void several(View view, List<LocalDate> months, ObjectNode option, List<Drawing.LegendEntry> keys) {
        Map<String, Map<LocalDate, Map<String, Object>>> members = new LinkedHashMap<>();
        for (Map<String, Object> row : view.rows().list()) {
            members.computeIfAbsent(view.text(row, Role.SERIES), any -> new LinkedHashMap<>())
                    .put(view.day(row, Role.MONTH), row);
        }
        int index = 0;
        for (Map.Entry<String, Map<LocalDate, Map<String, Object>>> member : members.entrySet()) {
            int style = Math.min(index++, INKS.length - 1);
            ObjectNode line =
                    Json.object("{type: 'line', symbol: 'circle', symbolSize: 5, showAllSymbol: true, data: [], z: 4}");
            line.put("name", member.getKey());
            line.set(
                    "lineStyle",
                    Json.object("{width: 1.8}").put("color", INKS[style]).put("type", TYPES[style]));
            line.set("itemStyle", Json.object("{}").put("color", INKS[style]));
            for (LocalDate month : months) {
                Map<String, Object> row = member.getValue().get(month);
                if (row == null || view.number(row, Role.VALUE) == null) {
                    ((ArrayNode) line.get("data")).addNull();
                } else {
                    ((ArrayNode) line.get("data"))
                            .add(Json.object("{}")
                                    .put("value", view.number(row, Role.VALUE))
                                    .put("tip", view.tip(row).replace("\n", ", ")));
                }
            }
            Option.series(option).add(line);
            keys.add(new Drawing.LegendEntry(
                    "solid".equals(TYPES[style]) ? "line" : "dashed", INKS[style], member.getKey()));
        }
    }
}
