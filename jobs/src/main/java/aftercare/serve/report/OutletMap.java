package aftercare.serve.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Outlets where they stand, larger the more they do; the ones that stand out are named. No land is drawn: the report asks nobody for a map. */
final class OutletMap {
    private static final int HEIGHT = 340;

    private OutletMap() {}

    static Drawing draw(View view) {
        ObjectNode option = Option.chart("item");
        ObjectNode dots = Json.object("{type: 'scatter', data: [], z: 4, labelLayout: {hideOverlap: true}}");
        double most = view.rows().list().stream()
                .mapToDouble(row -> view.number(row, "n") == null ? 0 : view.number(row, "n"))
                .max()
                .orElse(0);
        for (Map<String, Object> row : view.rows().list()) {
            if (view.number(row, "latitude") != null && view.number(row, "longitude") != null) {
                ((ArrayNode) dots.get("data")).add(point(view, row, most));
            }
        }
        Option.series(option).add(dots);
        option.set("xAxis", axis(view.words().get("east")));
        option.set("yAxis", axis(view.words().get("north")));
        return new Drawing(option, HEIGHT, keys(view));
    }

    private static ObjectNode axis(String name) {
        ObjectNode axis =
                Option.valueAxis("degrees").put("scale", true).put("name", name).put("nameLocation", "end");
        axis.set("nameTextStyle", Json.object("{color: 'var(--muted)', fontSize: 12}"));
        axis.remove("name");
        return axis;
    }

    private static ObjectNode point(View view, Map<String, Object> row, double most) {
        ObjectNode point = Option.point(
                Json.numbers(view.number(row, "longitude"), view.number(row, "latitude")),
                view.text(row, "label"),
                LimitsPlot.tip(view, row));
        Double n = view.number(row, "n");
        point.put("symbolSize", n == null || most <= 0 ? 7 : 6 + 16 * Math.sqrt(n / most));
        if (view.isSmall(row)) {
            return Option.ring(point);
        }
        if (!LimitsPlot.isOutside(view, row)) {
            return Option.ink(point, Option.SOFT);
        }
        point.set(
                "label",
                Json.object("{show: true, position: 'right', color: 'var(--ink)', fontSize: 12}")
                        .put("formatter", view.text(row, "label").replace("{", "(")));
        return Option.ink(point, Option.BAD).put("symbol", "diamond");
    }

    private static List<Drawing.Key> keys(View view) {
        return List.of(
                new Drawing.Key("dot", Option.SOFT, view.words().get("inside")),
                new Drawing.Key("diamond", Option.BAD, view.words().get("outside")));
    }
}
