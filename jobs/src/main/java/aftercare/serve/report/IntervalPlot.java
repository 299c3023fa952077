package aftercare.serve.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One row per member: the value as a dot, its interval as a line, its target as a tick. Missed where the whole interval lies on the wrong side. */
final class IntervalPlot {
    private static final int ROW = 32;

    private IntervalPlot() {}

    static Drawing draw(View view) {
        ObjectNode option = Option.chart("item");
        ArrayNode names = Json.array();
        ObjectNode whiskers = Option.mark("whisker", Option.SOFT);
        ObjectNode targets = Option.mark("tick", Option.INK);
        ObjectNode dots = Json.object("{type: 'scatter', itemStyle: {opacity: 1}, symbolSize: 10, data: [], z: 5}");
        int place = 0;
        for (Map<String, Object> row : view.rows().list()) {
            names.add(view.text(row, "label"));
            add(view, row, (double) place++, whiskers, targets, dots);
        }
        Option.series(option).add(whiskers).add(targets).add(dots);
        if ("share_points".equals(view.unitOf("value"))) {
            dots.set("markLine", Json.object("""
                    {silent: true, symbol: 'none', animation: false, label: {show: false}, lineStyle: {color: 'var(--ink)', type: 'solid', width: 1}, data: [{xAxis: 0}]}"""));
        }
        option.set("xAxis", Option.shareAxis(view.unitOf("value")));
        option.set("yAxis", Option.nameAxis(names));
        return new Drawing(option, Option.AXIS + ROW * Math.max(2, place), keys(view));
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
            Option.data(whiskers).add(Json.numbers(view.number(row, "low"), view.number(row, "high"), place));
        }
        Double target = view.number(row, "target");
        if (target != null) {
            Option.data(targets).add(Json.numbers(target, place));
        }
        ObjectNode point = Option.point(Json.numbers(value, place), view.text(row, "label"), view.tip(row));
        if (view.isSmall(row)) {
            Option.data(dots).add(Option.ring(point));
        } else {
            Option.data(dots).add(Option.ink(point, view.isMissed(row) ? Option.BAD : Option.MAIN));
        }
    }

    private static List<Drawing.Key> keys(View view) {
        List<Drawing.Key> keys = new ArrayList<>();
        keys.add(new Drawing.Key("dot", Option.MAIN, view.label(view.column("value"))));
        if (view.has("target")) {
            keys.add(new Drawing.Key("dot", Option.BAD, view.words().get("missed-surely")));
            keys.add(new Drawing.Key("tick", Option.INK, view.label(view.column("target"))));
        }
        if (view.has("low")) {
            keys.add(new Drawing.Key("line", Option.SOFT, view.words().get("interval")));
        }
        if (view.rows().list().stream().anyMatch(view::isSmall)) {
            keys.add(new Drawing.Key("ring", Option.FAINT, view.words().get("few")));
        }
        return keys;
    }
}
