package aftercare.serve.dashboard;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a card shows its rows. All columns named here are among {@code columns}.
 *
 * @param dimensions what the figures are broken down by; the second one makes series
 * @param metrics the figures drawn
 * @param roles which column plays which part beside them
 * @param right of the metrics, those drawn as lines on an axis of their own
 * @param goal a line that never moves; null for none
 * @param compare what a number is compared with
 * @param stacked whether bars stand on one another
 * @param pivot how a table is turned; null for not
 * @param colours when cells are coloured
 * @param leftOut the columns that a table of Metabase has no room for; the report shows them
 * @param columns every column that the query returns, in its order
 */
public record CardSettings(
        List<String> dimensions,
        List<String> metrics,
        Map<Role, String> roles,
        List<String> right,
        @Nullable Goal goal,
        List<Compare> compare,
        boolean stacked,
        @Nullable Pivot pivot,
        List<ColourRule> colours,
        List<String> leftOut,
        List<CardColumn> columns) {
    static final CardSettings NONE = new CardSettings(
            List.of(), List.of(), Map.of(), List.of(), null, List.of(), false, null, List.of(), List.of(), List.of());

    public CardSettings {
        dimensions = List.copyOf(dimensions);
        metrics = List.copyOf(metrics);
        roles = Map.copyOf(roles);
        right = List.copyOf(right);
        compare = List.copyOf(compare);
        colours = List.copyOf(colours);
        leftOut = List.copyOf(leftOut);
        columns = List.copyOf(columns);
    }

    /**
     * A column by its name.
     *
     * @throws IllegalArgumentException when the query returns none of that name
     */
    public CardColumn column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + name));
    }

    /**
     * A column that a card's query returns.
     *
     * @param name as the query names it
     * @param label what readers call it
     * @param unit the contracts' units (share, count, hours, money, ...), share_points for a difference of shares, and
     *     month, quarter, day, instant, text, truth for what is no number
     * @param better which direction is good: higher, lower or neutral; null where none is said
     * @param hidden whether it only serves clicks and rules
     */
    public record CardColumn(
            String name,
            String label,
            String unit,
            @Nullable String better,
            boolean hidden) {
        CardColumn in(String otherUnit) {
            return new CardColumn(name, label, otherUnit, better, hidden);
        }

        public boolean lowerIsBetter() {
            return "lower".equals(better);
        }
    }

    /** What the number of the last month is compared with. */
    public enum Compare {
        LAST_MONTH,
        LAST_YEAR,
        /** The column in role {@link Role#TARGET}. */
        TARGET
    }

    /**
     * A line across a chart at a value that never changes. Targets of the source {@code standards} are columns instead.
     *
     * @param value where it lies, in the unit of the metrics
     * @param label what it means
     */
    public record Goal(double value, String label) {}

    /**
     * A table turned so that members stand down its side and along its top.
     *
     * @param row the column whose values stand down the side
     * @param column the column whose values stand along the top
     * @param cell the column that fills the cells
     */
    public record Pivot(String row, String column, String cell) {}
}
