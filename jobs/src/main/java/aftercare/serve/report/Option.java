package aftercare.serve.report;

import aftercare.serve.dashboard.Role;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The parts that all charts have in common: one style, and nothing that does not say something. */
final class Option {
    static final String MAIN = "var(--main)";
    static final String SOFT = "var(--soft)";
    static final String BAND = "var(--band)";
    static final String BAD = "var(--bad)";
    static final String ACCENT = "var(--accent)";
    static final String FAINT = "var(--faint)";
    static final String MUTED = "var(--muted)";
    static final String INK = "var(--ink)";

    /** The same list as in style.css: the drawing measures texts by it. */
    private static final String FONT =
            "Inter, Segoe UI, Roboto, Helvetica Neue, Arial, Noto Sans, DejaVu Sans, PingFang SC, Hiragino Sans GB, Microsoft YaHei, Noto Sans CJK SC, sans-serif";

    /** Height of the axis below rows of names, in pixels. */
    private static final int AXIS = 44;

    /** Height of a row of names, in pixels. */
    private static final int ROW = 32;

    private static final int NAMES = 190;

    private Option() {}

    /** An empty chart. {@code trigger} is {@code axis} where a column of points belongs together, else {@code item}. */
    static ObjectNode chart(String trigger) {
        ObjectNode option = Json.object("""
                {animation: false, textStyle: {fontSize: 12, color: 'var(--ink)'},
                 grid: {left: 4, right: 16, top: 16, bottom: 4, containLabel: true},
                 tooltip: {axisPointer: {type: 'line', lineStyle: {color: 'var(--faint)', type: 'solid'}}}, series: []}""");
        ((ObjectNode) option.get("textStyle")).put("fontFamily", FONT);
        ((ObjectNode) option.get("tooltip")).put("trigger", trigger);
        return option;
    }

    static ObjectNode valueAxis(String unit) {
        ObjectNode axis = Json.object("""
                {type: 'value', axisLine: {show: false}, axisTick: {show: false}, splitNumber: 4,
                 axisLabel: {color: 'var(--muted)', fontSize: 12, hideOverlap: true}, splitLine: {lineStyle: {color: 'var(--grid)'}}}""");
        axis.put("unit", unit.isEmpty() ? "count" : unit);
        return axis;
    }

    static ObjectNode monthAxis(ArrayNode months, ArrayNode tips) {
        ObjectNode axis = Json.object("""
                {type: 'category', boundaryGap: true, axisLine: {lineStyle: {color: 'var(--line)'}}, axisTick: {show: false},
                 axisLabel: {color: 'var(--muted)', fontSize: 12, lineHeight: 15}}""");
        axis.set("months", months);
        axis.set("tips", tips);
        return axis;
    }

    /** An axis that ends at 100 % where shares are drawn, and has a line at 0 where changes are. */
    static ObjectNode shareAxis(String unit) {
        ObjectNode axis = valueAxis(unit).put("scale", true);
        if ("share".equals(unit)) {
            axis.put("max", 1);
        }
        return axis;
    }

    /** Names from top to bottom, each on as many lines as it needs. */
    static ObjectNode nameAxis(ArrayNode names) {
        ObjectNode axis = Json.object("""
                {type: 'category', inverse: true, axisLine: {show: false}, axisTick: {show: false},
                 axisLabel: {color: 'var(--ink)', fontSize: 12, interval: 0, overflow: 'break', lineHeight: 15}}""");
        ((ObjectNode) axis.get("axisLabel")).put("width", NAMES);
        axis.set("data", names);
        return axis;
    }

    /**
     * One row per member, from top to bottom.
     *
     * @param series what is drawn, from the back to the front
     * @param add puts a row of the card, which is the so-many-th, into the series
     */
    static Drawing memberRows(
            View view,
            List<ObjectNode> series,
            BiConsumer<Map<String, Object>, Double> add,
            List<Drawing.LegendEntry> keys) {
        ObjectNode option = chart("item");
        ArrayNode names = Json.array();
        for (Map<String, Object> row : view.rows().list()) {
            add.accept(row, (double) names.size());
            names.add(view.text(row, Role.LABEL));
        }
        series(option).addAll(series);
        option.set("xAxis", shareAxis(view.unitOf(Role.VALUE)));
        option.set("yAxis", nameAxis(names));
        return new Drawing(option, AXIS + ROW * Math.max(2, names.size()), keys);
    }

    /** Dots in front of all other marks. */
    static ObjectNode dots() {
        return Json.object("{type: 'scatter', itemStyle: {opacity: 1}, symbolSize: 10, data: [], z: 5}");
    }

    /** A line of points without tooltip. */
    static ObjectNode quietLine(String name, String ink, String type, double width) {
        ObjectNode line = Json.object("{type: 'line', showSymbol: false, silent: true, lineStyle: {}, data: []}");
        line.put("name", name);
        ((ObjectNode) line.get("lineStyle")).put("color", ink).put("type", type).put("width", width);
        return line;
    }

    /** The two lines that ECharts stacks to fill what lies between them. */
    static ObjectNode[] band(String name, String ink, ArrayNode low, ArrayNode difference) {
        ObjectNode below = quietLine(name, "transparent", "solid", 0);
        below.put("stack", name);
        below.set("data", low);
        ObjectNode above = quietLine(name, "transparent", "solid", 0);
        above.put("stack", name);
        above.set("areaStyle", Json.object("{opacity: 1}"));
        ((ObjectNode) above.get("areaStyle")).put("color", ink);
        above.set("data", difference);
        for (ObjectNode line : new ObjectNode[] {below, above}) {
            line.put("stackStrategy", "all").put("z", 1);
            line.put("symbol", "none");
        }
        return new ObjectNode[] {below, above};
    }

    /** A series of marks that charts.js draws. */
    static ObjectNode mark(String draw, String ink) {
        return Json.object("{type: 'custom', silent: true, data: [], clip: true}")
                .put("draw", draw)
                .put("ink", ink);
    }

    static ArrayNode data(ObjectNode series) {
        return (ArrayNode) series.get("data");
    }

    static ArrayNode series(ObjectNode option) {
        return (ArrayNode) option.get("series");
    }

    /** A point with the text of its tooltip. */
    static ObjectNode point(ArrayNode value, String name, String tip) {
        ObjectNode point = Json.object("{}");
        point.set("value", value);
        if (name != null) {
            point.put("name", name);
        }
        return point.put("tip", tip);
    }

    static ObjectNode ink(ObjectNode point, String ink) {
        point.set("itemStyle", Json.object("{opacity: 1}").put("color", ink));
        return point;
    }

    /** A point that is only an outline, for figures of few cases. */
    static ObjectNode ring(ObjectNode point) {
        point.set(
                "itemStyle",
                Json.object("{opacity: 1, color: 'var(--paper)', borderColor: 'var(--faint)', borderWidth: 1.5}"));
        return point;
    }
}
