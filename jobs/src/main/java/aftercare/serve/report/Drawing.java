package aftercare.serve.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A chart ready to be drawn.
 *
 * @param option what ECharts is told, with the names that charts.js fills in
 * @param height in pixels
 * @param keys what marks mean, for the legend
 */
record Drawing(ObjectNode option, int height, List<LegendEntry> keys) {
    /** Every way in which rows can be drawn, by the name that the plan gives it. */
    static final Map<String, Function<View, Drawing>> BY_NAME = Map.of(
            "interval", IntervalPlot::draw,
            "control", LineChart::draw,
            "lines", LineChart::draw,
            "bars", BarChart::draw,
            "limits", LimitsPlot::draw,
            "fan", FanChart::draw,
            "quadrant", QuadrantPlot::draw);

    Drawing {
        keys = List.copyOf(keys);
    }

    /** The rows of a block drawn as the plan asks. */
    static Drawing of(View view) {
        String name = view.block().as();
        return Objects.requireNonNull(BY_NAME.get(name), name).apply(view);
    }

    /**
     * One entry of a legend.
     *
     * @param mark the form of the mark: dot, ring, line, dashed, band, bar or tick
     * @param ink its colour, as a CSS variable
     * @param text what it means
     */
    record LegendEntry(String mark, String ink, String text) {}
}
