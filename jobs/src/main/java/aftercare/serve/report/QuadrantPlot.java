package aftercare.serve.report;

import aftercare.serve.dashboard.Role;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Members by two figures, parted at the middle of each (importance-performance grid, Martilla and James 1977):
 * {@code x} from left to right, the value upwards, each with its name. The corner of high {@code x} and low value is
 * where to begin.
 */
final class QuadrantPlot {
    private static final int HEIGHT = 330;

    private QuadrantPlot() {}

    static Drawing draw(View view) {
        ObjectNode option = Option.chart("item");
        ((ObjectNode) option.get("grid")).put("bottom", 24).put("top", 26).put("right", 24);
        ObjectNode dots = Json.object("""
                {type: 'scatter', itemStyle: {opacity: 1}, symbolSize: 11, data: [], z: 5, labelLayout: {hideOverlap: false, moveOverlap: 'shiftY'},
                 label: {show: true, position: 'right', distance: 7, color: 'var(--ink)', fontSize: 12, formatter: '{b}'}}""");
        for (Map<String, Object> row : view.rows().list()) {
            if (view.number(row, Role.X) != null && view.number(row, Role.VALUE) != null) {
                ((ArrayNode) dots.get("data")).add(point(view, row));
            }
        }
        Map<String, Object> any = view.rows().list().get(0);
        dots.set("markLine", middles(view.number(any, Role.MIDDLE_X), view.number(any, Role.MIDDLE)));
        Option.series(option).add(dots);
        option.set("xAxis", axis(view, Role.X).put("nameLocation", "middle").put("nameGap", 28));
        option.set("yAxis", axis(view, Role.VALUE).put("nameLocation", "end"));
        return new Drawing(
                option,
                HEIGHT,
                List.of(
                        new Drawing.LegendEntry("dot", Option.MAIN, view.word("fine")),
                        new Drawing.LegendEntry("diamond", Option.BAD, view.word("begin"))));
    }

    private static ObjectNode point(View view, Map<String, Object> row) {
        String tip = view.labelOf(Role.X) + " "
                + view.figures().of(view.number(row, Role.X), view.unitOf(Role.X)) + "\n"
                + view.labelOf(Role.VALUE) + " " + view.tip(row);
        ObjectNode point = Option.point(
                Json.numbers(view.number(row, Role.X), view.number(row, Role.VALUE)), view.text(row, Role.LABEL), tip);
        return Boolean.TRUE.equals(row.get(view.column(Role.BEGIN)))
                ? Option.ink(point, Option.BAD).put("symbol", "diamond").put("symbolSize", 14)
                : Option.ink(point, Option.MAIN);
    }

    private static ObjectNode middles(@Nullable Double x, @Nullable Double y) {
        ObjectNode lines = Json.object("""
                {silent: true, symbol: 'none', animation: false, label: {show: false}, lineStyle: {color: 'var(--faint)', type: 'dashed', width: 1}, data: []}""");
        ArrayNode data = (ArrayNode) lines.get("data");
        data.addObject().put("xAxis", x);
        data.addObject().put("yAxis", y);
        return lines;
    }

    /** Room on both sides, so that no name or dot touches the frame. */
    private static ObjectNode axis(View view, Role role) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Map<String, Object> row : view.rows().list()) {
            Double value = view.number(row, role);
            if (value != null) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        double room = Math.max(0.2, (most - least) * 0.25);
        ObjectNode axis = Option.valueAxis(view.unitOf(role))
                .put("min", Math.floor(10 * (least - room)) / 10)
                .put("max", Math.ceil(10 * (most + room)) / 10)
                .put("name", view.labelOf(role));
        axis.set("nameTextStyle", Json.object("{color: 'var(--muted)', fontSize: 12, align: 'left'}"));
        ((ObjectNode) axis.get("axisLabel")).put("showMinLabel", false).put("showMaxLabel", false);
        axis.set("splitLine", Json.object("{show: false}"));
        axis.set("axisLine", Json.object("{show: true, onZero: false, lineStyle: {color: 'var(--line)'}}"));
        return axis;
    }
}
