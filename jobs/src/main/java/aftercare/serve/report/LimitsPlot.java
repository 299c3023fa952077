package aftercare.serve.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One row per member: where it stands, against the range in which members of its size and peers lie by chance. */
final class LimitsPlot {
    private static final int ROW = 32;

    private LimitsPlot() {}

    static Drawing draw(View view) {
        ObjectNode option = Option.chart("item");
        ArrayNode names = Json.array();
        ObjectNode ranges = Option.mark("range", Option.BAND);
        ObjectNode expected = Option.mark("tick", Option.SOFT);
        ObjectNode dots = Json.object("{type: 'scatter', itemStyle: {opacity: 1}, symbolSize: 10, data: [], z: 5}");
        int place = 0;
        for (Map<String, Object> row : view.rows().list()) {
            names.add(view.text(row, "label"));
            Double at = (double) place++;
            Double low = view.number(row, "limit_low");
            Double high = view.number(row, "limit_high");
            if (low != null && high != null) {
                Option.data(ranges).add(Json.numbers(low, high, at));
            }
            if (view.number(row, "expected") != null) {
                Option.data(expected).add(Json.numbers(view.number(row, "expected"), at));
            }
            if (view.number(row, "value") != null) {
                Option.data(dots).add(point(view, row, at));
            }
        }
        Option.series(option).add(ranges).add(expected).add(dots);
        option.set("xAxis", Option.shareAxis(view.unitOf("value")));
        option.set("yAxis", Option.nameAxis(names));
        return new Drawing(option, Option.AXIS + ROW * Math.max(2, place), keys(view));
    }

    private static ObjectNode point(View view, Map<String, Object> row, Double at) {
        ObjectNode point =
                Option.point(Json.numbers(view.number(row, "value"), at), view.text(row, "label"), view.tip(row));
        if (view.isSmall(row)) {
            return Option.ring(point);
        }
        return view.isWorse(row)
                ? Option.ink(point, Option.BAD).put("symbol", "diamond").put("symbolSize", 13)
                : Option.ink(point, Option.MAIN);
    }

    private static List<Drawing.Key> keys(View view) {
        List<Drawing.Key> keys = new ArrayList<>();
        keys.add(new Drawing.Key("dot", Option.MAIN, view.label(view.column("value"))));
        if (view.rows().list().stream().anyMatch(view::isWorse)) {
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
}
