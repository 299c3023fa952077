package aftercare.serve.report;

import aftercare.serve.dashboard.Role;
import aftercare.serve.report.PagePart.Comparison;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One figure of the month beside the last month and the last year. A figure that takes longer to be known, such as
 * repairs that lasted 30 days, is that of the last month for which it is. A change is coloured only where the two
 * intervals do not meet.
 */
final class TileRow {
    private static final int COURSE_MONTHS = 13;
    private static final int FEWEST = 3;

    private TileRow() {}

    /**
     * The tile; empty when its card has no row.
     *
     * @param moves says why it moved
     */
    static Optional<PagePart.Tile> tile(View view, String chart, TileMoves.Told moves) {
        return latest(view).map(month -> tile(view, month, chart, moves));
    }

    private static TileMoves.Move move(View view, LocalDate month) {
        Map<String, Object> now = at(view, month);
        Map<String, Object> then = at(view, month.minusMonths(1));
        return new TileMoves.Move(
                view.needed(Role.VALUE),
                view.unitOf(Role.VALUE),
                month,
                view.number(then, Role.VALUE),
                value(view, now),
                isClear(view, now, then));
    }

    private static Optional<LocalDate> latest(View view) {
        return view.rows().list().stream()
                .filter(row -> view.number(row, Role.VALUE) != null)
                .map(row -> view.day(row, Role.MONTH))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    private static PagePart.Tile tile(View view, LocalDate month, String chart, TileMoves.Told moves) {
        Map<String, Object> now = at(view, month);
        String unit = view.unitOf(Role.VALUE);
        Optional<Lexicon.Term> term = view.term(view.column(Role.VALUE));
        TileMoves.Move move = move(view, month);
        return new PagePart.Tile(
                view.question().title(),
                month.equals(view.month()) ? "" : view.figures().month(month),
                term.map(Lexicon.Term::anchor).orElse(""),
                term.map(known -> view.lexicon().meaning(known)).orElse(""),
                view.figures().of(view.number(now, Role.VALUE), unit),
                tone(view, now),
                state(view, now),
                String.join(" · ", view.support(now)),
                List.of(comparison(view, now, month.minusMonths(1)), comparison(view, now, month.minusYears(1))),
                chart,
                heard(view, month),
                moves.why(move),
                moves.command(move));
    }

    /** The figure of the month shown, which was chosen because it has one. */
    private static double value(View view, Map<String, Object> row) {
        return Objects.requireNonNull(view.number(row, Role.VALUE), "no figure in the month chosen");
    }

    private static String tone(View view, Map<String, Object> row) {
        if (view.isSmall(row)) {
            return "small";
        }
        return view.isMissed(row) ? "missed" : "";
    }

    private static String state(View view, Map<String, Object> row) {
        Double target = view.number(row, Role.TARGET);
        if (target == null || view.isSmall(row)) {
            return view.isSmall(row) ? view.word("few") : "";
        }
        double value = value(view, row);
        boolean reached = view.lowerIsBetter() ? value <= target : value >= target;
        String key = view.lowerIsBetter() ? "target-over" : "target-short";
        if (view.number(row, Role.LOW) != null) {
            key = "target-near";
        }
        if (reached) {
            key = "target-reached";
        } else if (view.isMissed(row)) {
            key = "target-missed";
        }
        return view.word(key).replace("{}", view.figures().of(target, view.unitOf(Role.VALUE)));
    }

    private static Comparison comparison(View view, Map<String, Object> now, LocalDate month) {
        Map<String, Object> then = at(view, month);
        String since = view.word("since").replace("{}", view.figures().shortMonth(month));
        Double earlier = view.number(then, Role.VALUE);
        if (earlier == null) {
            String none = view.word("no-month").replace("{}", view.figures().month(month));
            return new Comparison(since, "–", "", none);
        }
        double difference = value(view, now) - earlier;
        boolean clear = isClear(view, now, then);
        boolean better = view.lowerIsBetter() ? difference < 0 : difference > 0;
        String was = view.figures().of(earlier, view.unitOf(Role.VALUE));
        return new Comparison(
                since,
                view.figures().change(difference, view.unitOf(Role.VALUE)),
                clear ? (better ? "better" : "worse") : "",
                view.word(clear ? "was-clear" : "was-chance").replace("{}", was));
    }

    private static boolean isClear(View view, Map<String, Object> now, Map<String, Object> then) {
        Double low = view.number(now, Role.LOW);
        Double high = view.number(now, Role.HIGH);
        Double lowThen = view.number(then, Role.LOW);
        Double highThen = view.number(then, Role.HIGH);
        return low != null && high != null && lowThen != null && highThen != null && (low > highThen || high < lowThen);
    }

    private static Map<String, Object> at(View view, LocalDate month) {
        return view.rows().list().stream()
                .filter(row -> month.equals(view.day(row, Role.MONTH)))
                .findFirst()
                .orElse(Map.of());
    }

    /** The last thirteen months as a small line; null with fewer than three of them. */
    static @Nullable ObjectNode course(View view) {
        List<Double> values = new ArrayList<>();
        for (int back = COURSE_MONTHS - 1; back >= 0; back--) {
            values.add(view.number(at(view, view.month().minusMonths(back)), Role.VALUE));
        }
        if (values.stream().filter(Objects::nonNull).count() < FEWEST) {
            return null;
        }
        ObjectNode option = Json.object("""
                {animation: false, grid: {left: 2, right: 5, top: 4, bottom: 4},
                 xAxis: {type: 'category', show: false, boundaryGap: false}, yAxis: {type: 'value', show: false, scale: true},
                 series: [{type: 'line', silent: true, symbol: 'circle', symbolSize: 6, showAllSymbol: true, connectNulls: false,
                           lineStyle: {color: 'var(--soft)', width: 1.5}, itemStyle: {color: 'var(--main)'}, data: []}]}""");
        ArrayNode data = (ArrayNode) option.get("series").get(0).get("data");
        int last = lastKnown(values);
        for (int i = 0; i < values.size(); i++) {
            ObjectNode point = Json.object("{}").put("value", values.get(i));
            data.add(i == last ? point : point.put("symbol", "none"));
        }
        return option;
    }

    private static int lastKnown(List<Double> values) {
        int last = values.size() - 1;
        while (values.get(last) == null) {
            last--;
        }
        return last;
    }

    private static String heard(View view, LocalDate until) {
        List<String> parts = new ArrayList<>();
        for (int back = COURSE_MONTHS - 1; back >= 0; back--) {
            LocalDate month = until.minusMonths(back);
            Double value = view.number(at(view, month), Role.VALUE);
            if (value != null) {
                parts.add(view.figures().month(month) + " " + view.figures().of(value, view.unitOf(Role.VALUE)));
            }
        }
        return String.join(", ", parts);
    }
}
