package aftercare.serve.report;

import aftercare.serve.dashboard.Role;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** One row per member: where it stands, against the range in which members of its size and peers lie by chance. */
final class LimitsPlot {
    private LimitsPlot() {}

    static Drawing draw(View view) {
        ObjectNode ranges = Option.mark("range", Option.BAND);
        ObjectNode expected = Option.mark("tick", Option.SOFT);
        ObjectNode dots = Option.dots();
        BiConsumer<Map<String, Object>, Double> add = (row, at) -> {
            Double low = view.number(row, Role.LIMIT_LOW);
            Double high = view.number(row, Role.LIMIT_HIGH);
            if (low != null && high != null) {
                Option.data(ranges).add(Json.numbers(low, high, at));
            }
            if (view.number(row, Role.EXPECTED) != null) {
                Option.data(expected).add(Json.numbers(view.number(row, Role.EXPECTED), at));
            }
            if (view.number(row, Role.VALUE) != null) {
                Option.data(dots).add(point(view, row, at));
            }
        };
        return Option.memberRows(view, List.of(ranges, expected, dots), add, keys(view));
    }

    private static ObjectNode point(View view, Map<String, Object> row, Double at) {
        ObjectNode point =
                Option.point(Json.numbers(view.number(row, Role.VALUE), at), view.text(row, Role.LABEL), view.tip(row));
        if (view.isSmall(row)) {
            return Option.ring(point);
        }
        return view.isWorse(row)
                ? Option.ink(point, Option.BAD).put("symbol", "diamond").put("symbolSize", 13)
                : Option.ink(point, Option.MAIN);
    }

    private static List<Drawing.LegendEntry> keys(View view) {
        List<Drawing.LegendEntry> keys = new ArrayList<>();
        keys.add(new Drawing.LegendEntry("dot", Option.MAIN, view.labelOf(Role.VALUE)));
        if (view.rows().list().stream().anyMatch(view::isWorse)) {
            keys.add(new Drawing.LegendEntry("diamond", Option.BAD, view.word("outside")));
        }
        keys.add(new Drawing.LegendEntry("band", Option.BAND, view.word("limits")));
        if (view.has(Role.EXPECTED)) {
            keys.add(new Drawing.LegendEntry("tick", Option.SOFT, view.word("expected")));
        }
        if (view.rows().list().stream().anyMatch(view::isSmall)) {
            keys.add(new Drawing.LegendEntry("ring", Option.FAINT, view.word("few")));
        }
        return keys;
    }
}
