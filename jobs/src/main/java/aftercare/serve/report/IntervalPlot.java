package aftercare.serve.report;

import aftercare.serve.dashboard.Role;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One row per member: the value as a dot, its interval as a line, its target as a tick. Missed where the whole interval
 * lies on the wrong side.
 */
final class IntervalPlot {
    private IntervalPlot() {}

    static Drawing draw(View view) {
        ObjectNode whiskers = Option.mark("whisker", Option.SOFT);
        ObjectNode targets = Option.mark("tick", Option.INK);
        ObjectNode dots = Option.dots();
        if ("share_points".equals(view.unitOf(Role.VALUE))) {
            dots.set("markLine", Json.object("""
                    {silent: true, symbol: 'none', animation: false, label: {show: false}, lineStyle: {color: 'var(--ink)', type: 'solid', width: 1}, data: [{xAxis: 0}]}"""));
        }
        return Option.memberRows(
                view,
                List.of(whiskers, targets, dots),
                (row, place) -> add(view, row, place, whiskers, targets, dots),
                keys(view));
    }

    private static void add(
            View view,
            Map<String, Object> row,
            Double place,
            ObjectNode whiskers,
            ObjectNode targets,
            ObjectNode dots) {
        Double value = view.number(row, Role.VALUE);
        if (value == null) {
            return;
        }
        if (view.number(row, Role.LOW) != null) {
            Option.data(whiskers).add(Json.numbers(view.number(row, Role.LOW), view.number(row, Role.HIGH), place));
        }
        Double target = view.number(row, Role.TARGET);
        if (target != null) {
            Option.data(targets).add(Json.numbers(target, place));
        }
        ObjectNode point = Option.point(Json.numbers(value, place), view.text(row, Role.LABEL), view.tip(row));
        if (view.isSmall(row)) {
            Option.data(dots).add(Option.ring(point));
        } else {
            Option.data(dots).add(Option.ink(point, view.isMissed(row) ? Option.BAD : Option.MAIN));
        }
    }

    private static List<Drawing.LegendEntry> keys(View view) {
        List<Drawing.LegendEntry> keys = new ArrayList<>();
        keys.add(new Drawing.LegendEntry("dot", Option.MAIN, view.labelOf(Role.VALUE)));
        if (view.has(Role.TARGET)) {
            keys.add(new Drawing.LegendEntry("dot", Option.BAD, view.word("missed-surely")));
            keys.add(new Drawing.LegendEntry("tick", Option.INK, view.labelOf(Role.TARGET)));
        }
        if (view.has(Role.LOW)) {
            keys.add(new Drawing.LegendEntry("line", Option.SOFT, view.word("interval")));
        }
        if (view.rows().list().stream().anyMatch(view::isSmall)) {
            keys.add(new Drawing.LegendEntry("ring", Option.FAINT, view.word("few")));
        }
        return keys;
    }
}
