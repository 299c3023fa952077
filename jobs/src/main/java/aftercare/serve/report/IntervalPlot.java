package aftercare.serve.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One row per member: the value as a dot, its interval as a line, its target as a tick. Missed where the whole interval lies on the wrong side. */
final class IntervalPlot {
    private static final int ROW = 36;
    private static final int NAMES = 190;

    private IntervalPlot() {}

    static Drawing draw(View view) {
        ObjectNode option = Option.chart("item");
        ArrayNode names = Json.array();
        ObjectNode whiskers = mark("whisker", Option.SOFT);
        ObjectNode targets = mark("tick", Option.INK);
        ObjectNode dots = Json.object("{type: 'scatter', symbolSize: 10, data: [], z: 5}");
        int place = 0;
        for (Map<String, Object> row : view.rows().list()) {
            names.add(view.text(row, "label"));
            add(view, row, (double) place++, whiskers, targets, dots);
        }
        Option.series(option).add(whiskers).add(targets).add(dots);
        ObjectNode axis = Option.valueAxis(view.unitOf("value")).put("scale", true);
        if ("share".equals(view.unitOf("value"))) {
            axis.put("max", 1);
        }
        option.set("xAxis", axis);
        option.set("yAxis", Option.nameAxis(names, NAMES));
        return new Drawing(option, 44 + ROW * Math.max(2, place), keys(view));
    }

    private static void add(
            View view,
            Map<String, Object> row,
            Double place,
            ObjectNode whiskers,
            ObjectNode targets,
            ObjectNode dots) {
        Double value = view.number(row, "value");
        if (value == null) {
            return;
        }
        if (view.number(row, "low") != null) {
            data(whiskers).add(Json.numbers(view.number(row, "low"), view.number(row, "high"), place));
        }
        Double target = view.number(row, "target");
        if (target != null) {
            data(targets).add(Json.numbers(target, place));
        }
        ObjectNode point = Option.point(Json.numbers(value, place), view.text(row, "label"), view.tip(row));
        if (view.isSmall(row)) {
            data(dots).add(Option.ring(point));
        } else {
            data(dots).add(Option.ink(point, view.isMissed(row) ? Option.BAD : Option.MAIN));
        }
    }

    private static List<Drawing.Key> keys(View view) {
        List<Drawing.Key> keys = new ArrayList<>();
        keys.add(new Drawing.Key("dot", Option.MAIN, view.words().get("value")));
        if (view.has("target")) {
            keys.add(new Drawing.Key("dot", Option.BAD, view.words().get("missed-surely")));
            keys.add(new Drawing.Key("tick", Option.INK, view.words().get("target")));
        }
        if (view.has("low")) {
            keys.add(new Drawing.Key("line", Option.SOFT, view.words().get("interval")));
        }
        if (view.rows().list().stream().anyMatch(view::isSmall)) {
            keys.add(new Drawing.Key("ring", Option.FAINT, view.words().get("few")));
        }
        return keys;
    }

    private static ObjectNode mark(String draw, String ink) {
        return Json.object("{type: 'custom', silent: true, data: [], clip: true}")
                .put("draw", draw)
                .put("ink", ink);
    }

    private static ArrayNode data(ObjectNode series) {
        return (ArrayNode) series.get("data");
    }
}
