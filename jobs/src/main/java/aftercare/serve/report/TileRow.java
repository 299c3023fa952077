package aftercare.serve.report;

import aftercare.serve.report.Part.Comparison;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One figure of the month beside the last month and the last year. A change is coloured only where the two intervals do not meet. */
final class TileRow {
    private static final int COURSE_MONTHS = 13;

    private TileRow() {}

    /** The tile; null when its card has no row of the month. */
    static Part.Tile tile(View view, Lexicon.Term term, String chart) {
        Map<String, Object> now = at(view, view.month());
        Double value = now == null ? null : view.number(now, "value");
        if (value == null) {
            return null;
        }
        String unit = term.column().unit();
        return new Part.Tile(
                view.lexicon().in(term.column().label()),
                term.anchor(),
                view.lexicon().in(term.column().description()),
                view.figures().of(value, unit),
                tone(view, now),
                state(view, now, value),
                how(view, now, unit),
                List.of(
                        comparison(view, now, view.month().minusMonths(1), unit),
                        comparison(view, now, view.month().minusYears(1), unit)),
                chart,
                heard(view, unit));
    }

    private static String tone(View view, Map<String, Object> row) {
        if (view.isSmall(row)) {
            return "small";
        }
        return view.isMissed(row) ? "missed" : "";
    }

    private static String state(View view, Map<String, Object> row, double value) {
        Double target = view.number(row, "target");
        if (target == null || view.isSmall(row)) {
            return view.isSmall(row) ? view.words().get("few") : "";
        }
        String written = view.figures().of(target, view.unitOf("value"));
        boolean reached = view.lowerIsBetter() ? value <= target : value >= target;
        String key = view.number(row, "low") == null ? "target-short" : "target-near";
        if (reached) {
            key = "target-reached";
        } else if (view.isMissed(row)) {
            key = "target-missed";
        }
        return view.words().get(key).replace("{}", written);
    }

    private static String how(View view, Map<String, Object> row, String unit) {
        List<String> parts = new ArrayList<>();
        if (view.number(row, "n") != null) {
            parts.add("n\u00a0=\u00a0" + view.figures().of(view.number(row, "n"), "count"));
        }
        if (view.number(row, "low") != null && view.number(row, "high") != null) {
            parts.add(view.words().get("interval") + " "
                    + view.figures().interval(view.number(row, "low"), view.number(row, "high"), unit));
        }
        return String.join(" · ", parts);
    }

    private static Comparison comparison(View view, Map<String, Object> now, LocalDate month, String unit) {
        Map<String, Object> then = at(view, month);
        String since = view.words().get("since").replace("{}", view.figures().month(month));
        if (then == null || view.number(then, "value") == null) {
            return new Comparison(
                    since,
                    "–",
                    "",
                    view.words().get("no-month").replace("{}", view.figures().month(month)));
        }
        double difference = view.number(now, "value") - view.number(then, "value");
        boolean clear = isClear(view, now, then);
        boolean better = view.lowerIsBetter() ? difference < 0 : difference > 0;
        String was = view.figures().of(view.number(then, "value"), unit);
        return new Comparison(
                since,
                view.figures().change(difference, unit),
                clear ? (better ? "better" : "worse") : "",
                view.words().get(clear ? "was-clear" : "was-chance").replace("{}", was));
    }

    private static boolean isClear(View view, Map<String, Object> now, Map<String, Object> then) {
        Double low = view.number(now, "low");
        Double high = view.number(now, "high");
        Double lowThen = view.number(then, "low");
        Double highThen = view.number(then, "high");
        return low != null && high != null && lowThen != null && highThen != null && (low > highThen || high < lowThen);
    }

    private static Map<String, Object> at(View view, LocalDate month) {
        return view.rows().list().stream()
                .filter(row -> month.equals(view.day(row, "month")))
                .findFirst()
                .orElse(null);
    }

    /** The last thirteen months as a small line; null with fewer than three of them. */
    static ObjectNode course(View view) {
        List<Double> values = new ArrayList<>();
        for (int back = COURSE_MONTHS - 1; back >= 0; back--) {
            Map<String, Object> row = at(view, view.month().minusMonths(back));
            values.add(row == null ? null : view.number(row, "value"));
        }
        if (values.stream().filter(value -> value != null).count() < 3) {
            return null;
        }
        ObjectNode option = Json.object("""
                {animation: false, grid: {left: 2, right: 5, top: 4, bottom: 4},
                 xAxis: {type: 'category', show: false, boundaryGap: false}, yAxis: {type: 'value', show: false, scale: true},
                 series: [{type: 'line', silent: true, symbol: 'circle', symbolSize: 6, showAllSymbol: true, connectNulls: false,
                           lineStyle: {color: 'var(--soft)', width: 1.5}, itemStyle: {color: 'var(--main)'}, data: []}]}""");
        ArrayNode data = (ArrayNode) option.get("series").get(0).get("data");
        for (int i = 0; i < values.size(); i++) {
            ObjectNode point = Json.object("{}").put("value", values.get(i));
            data.add(i == values.size() - 1 ? point : point.put("symbol", "none"));
        }
        return option;
    }

    private static String heard(View view, String unit) {
        List<String> parts = new ArrayList<>();
        for (int back = COURSE_MONTHS - 1; back >= 0; back--) {
            LocalDate month = view.month().minusMonths(back);
            Map<String, Object> row = at(view, month);
            if (row != null && view.number(row, "value") != null) {
                parts.add(view.figures().month(month) + " " + view.figures().of(view.number(row, "value"), unit));
            }
        }
        return String.join(", ", parts);
    }
}
