package aftercare.serve.report;

import aftercare.serve.dashboard.Role;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came as a line, what is still expected of the same months as a faint one, what is expected of months to come as
 * a dashed one, and how far it may lie from that as a band.
 */
final class FanChart {
    private static final int HEIGHT = 290;

    private FanChart() {}

    static Drawing draw(View view) {
        ObjectNode option = Option.chart("axis");
        List<LocalDate> months = LineChart.months(view);
        Map<LocalDate, Map<String, Object>> rows = new LinkedHashMap<>();
        view.rows().list().forEach(row -> rows.merge(view.day(row, Role.MONTH), row, FanChart::together));
        option.set("xAxis", LineChart.axis(view, months));
        option.set("yAxis", Option.valueAxis(view.unitOf(Role.VALUE)));
        ArrayNode low = Json.array();
        ArrayNode difference = Json.array();
        ObjectNode actual = line(view.labelOf(Role.ACTUAL), "solid", Option.MAIN);
        ObjectNode expected = line(view.labelOf(Role.VALUE), "dashed", Option.MAIN);
        for (LocalDate month : months) {
            add(view, LineChart.at(rows, month), low, difference, actual, expected);
        }
        for (ObjectNode part : Option.band(view.word("interval80"), Option.BAND, low, difference)) {
            Option.series(option).add(part);
        }
        if (view.has(Role.EXPECTED)) {
            ObjectNode whole = line(view.labelOf(Role.EXPECTED), "dotted", Option.SOFT);
            months.forEach(month -> {
                Double value = view.number(LineChart.at(rows, month), Role.EXPECTED);
                point(whole, value, view.figures().of(value, "count"));
            });
            Option.series(option).add(whole);
        }
        Option.series(option).add(actual).add(expected);
        return new Drawing(option, HEIGHT, keys(view));
    }

    private static Map<String, Object> together(Map<String, Object> one, Map<String, Object> other) {
        Map<String, Object> both = new LinkedHashMap<>(one);
        other.forEach((column, value) -> {
            if (value != null) {
                both.put(column, value);
            }
        });
        return both;
    }

    private static void add(
            View view,
            Map<String, Object> row,
            ArrayNode low,
            ArrayNode difference,
            ObjectNode actual,
            ObjectNode expected) {
        Double from = view.number(row, Role.LOW);
        Double to = view.number(row, Role.HIGH);
        low.add(from);
        difference.add(from == null || to == null ? null : Double.valueOf(to - from));
        point(actual, view.number(row, Role.ACTUAL), view.figures().of(view.number(row, Role.ACTUAL), "count"));
        String interval = from == null || to == null
                ? ""
                : " (" + view.word("interval80") + " " + view.figures().interval(from, to, "count") + ")";
        point(
                expected,
                view.number(row, Role.VALUE),
                view.figures().of(view.number(row, Role.VALUE), "count") + interval);
    }

    private static void point(ObjectNode line, @Nullable Double value, String tip) {
        ArrayNode data = (ArrayNode) line.get("data");
        if (value == null) {
            data.addNull();
        } else {
            data.add(Json.object("{}").put("value", value).put("tip", tip));
        }
    }

    private static ObjectNode line(String name, String type, String colour) {
        ObjectNode line = Json.object(
                "{type: 'line', symbol: 'circle', symbolSize: 5, showAllSymbol: true, lineStyle: {width: 1.8}, itemStyle: {}, data: [], z: 4}");
        line.put("name", name);
        ((ObjectNode) line.get("lineStyle")).put("type", type).put("color", colour);
        ((ObjectNode) line.get("itemStyle")).put("color", colour);
        if (!"solid".equals(type)) {
            line.put("showSymbol", false);
        }
        return line;
    }

    private static List<Drawing.LegendEntry> keys(View view) {
        List<Drawing.LegendEntry> keys = new ArrayList<>();
        if (view.has(Role.ACTUAL)) {
            keys.add(new Drawing.LegendEntry("line", Option.MAIN, view.labelOf(Role.ACTUAL)));
        }
        if (view.has(Role.EXPECTED)) {
            keys.add(new Drawing.LegendEntry("dashed", Option.SOFT, view.labelOf(Role.EXPECTED)));
        }
        keys.add(new Drawing.LegendEntry("dashed", Option.MAIN, view.labelOf(Role.VALUE)));
        keys.add(new Drawing.LegendEntry("band", Option.BAND, view.word("interval80")));
        return keys;
    }
}
