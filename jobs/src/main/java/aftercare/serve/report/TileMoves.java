package aftercare.serve.report;

import aftercare.contract.Contracts;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why the figures of tiles moved since the month before, and the command that says so down to the orders. */
final class TileMoves {
    /** The query that has the parts of all changes. */
    private static final String CHANGES = "figure_changes";

    private static final double SAME = 1e-9;

    private final Contracts contracts;
    private final String sentence;
    private final aftercare.contract.Evidence evidence = aftercare.contract.Evidence.load();

    /**
     * How a figure moved.
     *
     * @param metric the figure, as its contract calls it
     * @param unit its unit
     * @param month the first day of the month it is of
     * @param then the figure of the month before, as the tile compares it; null for none
     * @param now the figure
     * @param clear whether chance alone does not explain the change
     */
    record Move(
            String metric,
            String unit,
            LocalDate month,
            @Nullable Double then,
            double now,
            boolean clear) {}

    /** Says it of the tiles of one report. */
    interface Told {
        /** Why it moved, in a sentence or two; empty for a figure whose changes nobody splits. */
        String why(Move move);

        /** The command that says where the figure comes from, and why it moved where there is one to compare with. */
        String command(Move move);
    }

    /** @param sentence the template of the sentences */
    TileMoves(Contracts contracts, String sentence) {
        this.contracts = contracts;
        this.sentence = sentence;
    }

    /** Says it by what the marts hold. */
    Told by(Evidence marts, SentenceTemplates wording, Figures figures) {
        return new Told() {
            @Override
            public String why(Move move) {
                boolean isPublished = marts.unpublished(CHANGES).isEmpty();
                return evidence.moved().containsKey(move.metric())
                        ? wording.say(
                                sentence,
                                context(move, isPublished, marts.rows(CHANGES).list(), figures))
                        : "";
            }

            @Override
            public String command(Move move) {
                aftercare.contract.Evidence.Moved moved = evidence.moved().get(move.metric());
                if (moved == null) {
                    return "";
                }
                YearMonth month = YearMonth.from(move.month());
                String against = move.then() == null ? "" : " --against " + month.minusMonths(1);
                return "aftercare why " + moved.asked(contracts.gold(moved.table()), move.metric(), month)
                        + " --lake LAKE" + against;
            }
        };
    }

    /** What the sentence can speak of; dashboards/report.yaml says what each is. */
    static Map<String, Object> context(
            Move move, boolean isPublished, List<Map<String, Object>> changes, Figures figures) {
        List<Map<String, Object>> rows = changes.stream()
                .filter(row -> move.metric().equals(row.get("metric")))
                .filter(row -> move.month().equals(QueryRows.day(row, "month")))
                .toList();
        Map<String, Object> context = new HashMap<>();
        context.put("then", move.then());
        context.put("now", move.now());
        context.put("unit", move.unit());
        context.put("clear", move.clear());
        context.put("since", figures.month(move.month().minusMonths(1)));
        context.put("rows", rows);
        context.put("split", isPublished ? split(move, rows) : "unpublished");
        return context;
    }

    /** Whether the parts are of the very change that the tile shows. */
    private static String split(Move move, List<Map<String, Object>> rows) {
        Optional<Map<String, Object>> all =
                rows.stream().filter(row -> "all".equals(row.get("cut"))).findFirst();
        if (all.isEmpty()) {
            return "beyond";
        }
        return isSame(move.then(), QueryRows.number(all.get(), "before"))
                        && isSame(move.now(), QueryRows.number(all.get(), "after"))
                ? "yes"
                : "stale";
    }

    private static boolean isSame(@Nullable Double shown, @Nullable Double split) {
        return shown != null && split != null && Math.abs(shown - split) <= SAME * Math.max(1, Math.abs(shown));
    }
}
