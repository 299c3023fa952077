package aftercare.serve.report;

import java.util.Map;
import java.util.function.Function;

/** Every way in which rows can be drawn, by the name that the plan gives it. */
final class Drawings {
    private static final Map<String, Function<View, Drawing>> BY_NAME = Map.of(
            "interval", IntervalPlot::draw,
            "control", LineChart::draw,
            "lines", LineChart::draw,
            "bars", BarChart::draw,
            "limits", LimitsPlot::draw,
            "fan", FanChart::draw,
            "quadrant", QuadrantPlot::draw);

    private Drawings() {}

    static Drawing of(View view) {
        return BY_NAME.get(view.block().as()).apply(view);
    }
}
