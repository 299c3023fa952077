package aftercare.serve.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One row per member: where it stands, against the range in which members of its size and peers lie by chance. */
final class LimitsPlot {
    private static final int ROW = 32;
    private static final int NAMES = 190;

    private LimitsPlot() {}

    static Drawing draw(View view) {
        ObjectNode option = Option.chart("item");
        ArrayNode names = Json.array();
        ObjectNode ranges = mark("range", Option.BAND);
        ObjectNode expected = mark("tick", Option.SOFT);
        ObjectNode dots = Json.object("{type: 'scatter', symbolSize: 10, data: [], z: 5}");
        int place = 0;
        for (Map<String, Object> row : view.rows().list()) {
            names.add(view.text(row, "label"));
            Double at = (double) place++;
            Double low = view.number(row, "low");
            Double high = view.number(row, "high");
            Double value = view.number(row, "value");
            if (low != null && high != null) {
                data(ranges).add(Json.numbers(low, high, at));
            }
            if (view.number(row, "expected") != null) {
                data(expected).add(Json.numbers(view.number(row, "expected"), at));
            }
            if (value != null) {
                data(dots).add(point(view, row, value, at));
            }
        }
        Option.series(option).add(ranges).add(expected).add(dots);
        ObjectNode axis = Option.valueAxis(view.unitOf("value")).put("scale", true);
        if ("share".equals(view.unitOf("value"))) {
            axis.put("max", 1);
        }
        option.set("xAxis", axis);
        option.set("yAxis", Option.nameAxis(names, NAMES));
        return new Drawing(option, 44 + ROW * Math.max(2, place), keys(view));
    }

    /** Which side of its limits a member lies on is said by the query ({@code position}: low, in, high), else by the limits. */
    static boolean isOutside(View view, Map<String, Object> row) {
        if (view.has("position")) {
            return List.of("low", "worse", "below").contains(view.text(row, "position"));
        }
        Double value = view.number(row, "value");
        Double low = view.number(row, "low");
        Double high = view.number(row, "high");
        return value != null && low != null && high != null && (value < low || value > high);
    }

    private static ObjectNode point(View view, Map<String, Object> row, Double value, Double at) {
        ObjectNode point = Option.point(Json.numbers(value, at), view.text(row, "label"), tip(view, row));
        if (view.isSmall(row)) {
            return Option.ring(point);
        }
        return isOutside(view, row)
                ? Option.ink(point, Option.BAD).put("symbol", "diamond").put("symbolSize", 13)
                : Option.ink(point, Option.MAIN);
    }

    static String tip(View view, Map<String, Object> row) {
        List<String> parts = new ArrayList<>();
        String unit = view.unitOf("value");
        parts.add(view.figures().of(view.number(row, "value"), unit));
        if (view.number(row, "n") != null) {
            parts.add("n\u00a0=\u00a0" + view.figures().of(view.number(row, "n"), "count"));
        }
        if (view.number(row, "low") != null && view.number(row, "high") != null) {
            parts.add(view.words().get("limits") + " "
                    + view.figures().interval(view.number(row, "low"), view.number(row, "high"), unit));
        }
        return String.join("\n", parts);
    }

    private static List<Drawing.Key> keys(View view) {
        List<Drawing.Key> keys = new ArrayList<>();
        keys.add(new Drawing.Key("dot", Option.MAIN, view.words().get("value")));
        if (view.rows().list().stream().anyMatch(row -> isOutside(view, row))) {
            keys.add(new Drawing.Key("diamond", Option.BAD, view.words().get("outside")));
        }
        keys.add(new Drawing.Key("band", Option.BAND, view.words().get("limits")));
        if (view.has("expected")) {
            keys.add(new Drawing.Key("tick", Option.SOFT, view.words().get("expected")));
        }
        if (view.rows().list().stream().anyMatch(view::isSmall)) {
            keys.add(new Drawing.Key("ring", Option.FAINT, view.words().get("few")));
        }
        return keys;
    }

    private static ObjectNode mark(String draw, String ink) {
        return Json.object("{type: 'custom', silent: true, data: []}")
                .put("draw", draw)
                .put("ink", ink);
    }

    private static ArrayNode data(ObjectNode series) {
        return (ArrayNode) series.get("data");
    }
}
