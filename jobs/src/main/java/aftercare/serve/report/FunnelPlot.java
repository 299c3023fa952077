package aftercare.serve.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Every member by its number of cases and its figure, within limits that narrow as cases grow. */
final class FunnelPlot {
    private static final int HEIGHT = 300;

    private FunnelPlot() {}

    static Drawing draw(View view) {
        ObjectNode option = Option.chart("item");
        ((ObjectNode) option.get("grid")).put("bottom", 22);
        ArrayNode series = Option.series(option);
        List<Map<String, Object>> byNumber = view.rows().list().stream()
                .filter(row -> view.number(row, "n") != null)
                .sorted(Comparator.comparing(row -> view.number(row, "n")))
                .toList();
        for (String role : List.of("low", "high")) {
            series.add(limit(view, byNumber, role));
        }
        ObjectNode dots =
                Json.object("{type: 'scatter', symbolSize: 9, data: [], z: 5, labelLayout: {hideOverlap: true}}");
        byNumber.forEach(row -> {
            if (view.number(row, "value") != null) {
                ((ArrayNode) dots.get("data")).add(point(view, row));
            }
        });
        series.add(dots);
        ObjectNode x = Option.valueAxis("count")
                .put("name", view.label(view.column("n")))
                .put("nameLocation", "middle")
                .put("nameGap", 26);
        x.set("nameTextStyle", Json.object("{color: 'var(--muted)', fontSize: 12}"));
        x.set("splitLine", Json.object("{show: false}"));
        option.set("xAxis", x);
        option.set("yAxis", Option.valueAxis(view.unitOf("value")).put("scale", true));
        return new Drawing(option, HEIGHT, keys(view));
    }

    private static ObjectNode limit(View view, List<Map<String, Object>> rows, String role) {
        ObjectNode line = Option.quietLine(role, Option.SOFT, "dashed", 1.2);
        for (Map<String, Object> row : rows) {
            if (view.number(row, role) != null) {
                ((ArrayNode) line.get("data")).add(Json.numbers(view.number(row, "n"), view.number(row, role)));
            }
        }
        return line;
    }

    private static ObjectNode point(View view, Map<String, Object> row) {
        ObjectNode point = Option.point(
                Json.numbers(view.number(row, "n"), view.number(row, "value")),
                view.text(row, "label"),
                LimitsPlot.tip(view, row));
        if (view.isSmall(row)) {
            return Option.ring(point);
        }
        if (!LimitsPlot.isOutside(view, row)) {
            return Option.ink(point, Option.MAIN);
        }
        point.set(
                "label",
                Json.object("{show: true, position: 'bottom', color: 'var(--ink)', fontSize: 12}")
                        .put("formatter", view.text(row, "label").replace("{", "(")));
        return Option.ink(point, Option.BAD).put("symbol", "diamond").put("symbolSize", 13);
    }

    private static List<Drawing.Key> keys(View view) {
        List<Drawing.Key> keys = new ArrayList<>();
        keys.add(new Drawing.Key("dot", Option.MAIN, view.words().get("inside")));
        keys.add(new Drawing.Key("diamond", Option.BAD, view.words().get("outside")));
        keys.add(new Drawing.Key("dashed", Option.SOFT, view.words().get("limits")));
        if (view.rows().list().stream().anyMatch(view::isSmall)) {
            keys.add(new Drawing.Key("ring", Option.FAINT, view.words().get("few")));
        }
        return keys;
    }
}
