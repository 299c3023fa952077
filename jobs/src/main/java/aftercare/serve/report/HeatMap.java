package aftercare.serve.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table of shades: members down, others across, darker for more. */
final class HeatMap {
    private static final int ROW = 24;
    private static final int NAMES = 150;
    private static final int SHADES = 6;

    private HeatMap() {}

    static Drawing draw(View view) {
        ObjectNode option = Option.chart("item");
        Set<String> across = new LinkedHashSet<>();
        Set<String> down = new LinkedHashSet<>();
        view.rows().list().forEach(row -> {
            across.add(view.text(row, "x"));
            down.add(view.text(row, "label"));
        });
        List<String> columns = List.copyOf(across);
        List<String> lines = List.copyOf(down);
        double most = view.rows().list().stream()
                .map(row -> view.number(row, "value"))
                .mapToDouble(value -> value == null ? 0 : value)
                .max()
                .orElse(0);
        ObjectNode cells = Json.object("{draw: 'cell', data: []}");
        for (Map<String, Object> row : view.rows().list()) {
            Double value = view.number(row, "value");
            if (value != null) {
                ((ArrayNode) cells.get("data")).add(cell(view, row, columns, lines, value, most));
            }
        }
        Option.series(option).add(cells);
        option.set("xAxis", columnAxis(columns));
        option.set("yAxis", Option.nameAxis(texts(lines), NAMES));
        return new Drawing(option, 70 + ROW * Math.max(2, lines.size()), keys(view, most));
    }

    private static ObjectNode cell(
            View view, Map<String, Object> row, List<String> columns, List<String> lines, double value, double most) {
        String x = view.text(row, "x");
        String name = view.text(row, "label");
        ObjectNode point = Option.point(
                Json.numbers((double) columns.indexOf(x), (double) lines.indexOf(name), value),
                name + ", " + x,
                view.tip(row));
        return Option.ink(point, shade(value, most));
    }

    private static String shade(double value, double most) {
        int shade = most <= 0 ? 0 : (int) Math.min(SHADES - 1, Math.floor(SHADES * value / most));
        return "var(--h" + Math.max(0, shade) + ")";
    }

    private static ObjectNode columnAxis(List<String> columns) {
        ObjectNode axis = Json.object("""
                {type: 'category', position: 'top', axisLine: {show: false}, axisTick: {show: false},
                 axisLabel: {color: 'var(--muted)', fontSize: 12, interval: 0, rotate: 40, hideOverlap: true}}""");
        axis.set("data", texts(columns));
        return axis;
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = Json.array();
        texts.forEach(array::add);
        return array;
    }

    private static List<Drawing.Key> keys(View view, double most) {
        List<Drawing.Key> keys = new ArrayList<>();
        String unit = view.unitOf("value");
        keys.add(new Drawing.Key("bar", "var(--h0)", view.figures().of(0.0, unit)));
        keys.add(new Drawing.Key("bar", "var(--h3)", view.figures().of(most / 2, unit)));
        keys.add(new Drawing.Key("bar", "var(--h5)", view.figures().of(most, unit)));
        return keys;
    }
}
