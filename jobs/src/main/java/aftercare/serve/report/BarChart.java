package aftercare.serve.report;

import aftercare.serve.dashboard.Role;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Bars from left to right, longest first as the query orders them, each with its number at the end; a second part in a
 * lighter shade.
 */
final class BarChart {
    private static final int ROW = 30;

    private BarChart() {}

    static Drawing draw(View view) {
        ObjectNode option = Option.chart("item");
        ((ObjectNode) option.get("grid")).put("right", 64).put("top", 4);
        ArrayNode names = Json.array();
        ObjectNode bars = Json.object("""
                {type: 'bar', barMaxWidth: 16, data: [], label: {show: true, position: 'right', color: 'var(--ink)', fontSize: 12},
                 itemStyle: {color: 'var(--main)'}, labelLayout: {hideOverlap: false}}""");
        for (Map<String, Object> row : view.rows().list()) {
            names.add(view.text(row, Role.LABEL));
            ((ArrayNode) bars.get("data")).add(bar(view, row));
        }
        Option.series(option).add(bars);
        if (view.has(Role.PART)) {
            Option.series(option).add(part(view));
        }
        ObjectNode axis = Option.valueAxis(view.unitOf(Role.VALUE));
        ((ObjectNode) axis.get("axisLabel")).put("show", false);
        axis.set("splitLine", Json.object("{show: false}"));
        option.set("xAxis", axis);
        option.set("yAxis", Option.nameAxis(names));
        return new Drawing(option, 12 + ROW * Math.max(2, names.size()), keys(view));
    }

    private static ObjectNode bar(View view, Map<String, Object> row) {
        Double value = view.number(row, Role.VALUE);
        String written = view.figures().of(value, view.unitOf(Role.VALUE));
        List<String> tip = new ArrayList<>(List.of(view.tip(row)));
        if (view.has(Role.SHARE)) {
            tip.add(view.labelOf(Role.SHARE) + " "
                    + view.figures().of(view.number(row, Role.SHARE), view.unitOf(Role.SHARE)));
        }
        ObjectNode bar =
                Json.object("{}").put("name", view.text(row, Role.LABEL)).put("tip", String.join("\n", tip));
        bar.put("value", value);
        String shown = view.has(Role.SHARE) && view.number(row, Role.SHARE) != null
                ? written + "  ·  " + view.figures().of(view.number(row, Role.SHARE), view.unitOf(Role.SHARE))
                : written;
        bar.set("label", Json.object("{}").put("formatter", shown.replace("{", "(")));
        return bar;
    }

    /** What part of each bar is meant, drawn over it. */
    private static ObjectNode part(View view) {
        ObjectNode part = Json.object(
                "{type: 'bar', barMaxWidth: 16, barGap: '-100%', silent: true, data: [], itemStyle: {color: 'var(--bad)'}}");
        view.rows().list().forEach(row -> ((ArrayNode) part.get("data")).add(view.number(row, Role.PART)));
        return part;
    }

    private static List<Drawing.LegendEntry> keys(View view) {
        if (!view.has(Role.PART)) {
            return List.of();
        }
        return List.of(
                new Drawing.LegendEntry("bar", Option.MAIN, view.labelOf(Role.VALUE)),
                new Drawing.LegendEntry("bar", Option.BAD, view.labelOf(Role.PART)));
    }
}
