package aftercare.serve.dashboard;

import java.util.List;
import java.util.Map;

/**
 * How a card shows its rows. All columns named here are among {@code columns}.
 *
 * @param dimensions what the figures are broken down by; the second one makes series
 * @param metrics the figures drawn
 * @param roles which column plays which part beside them
 * @param right of the metrics, those drawn as lines on an axis of their own
 * @param goal a line that never moves; null for none
 * @param compare what a number is held against
 * @param stacked whether bars stand on one another
 * @param pivot how a table is turned; null for not
 * @param colours when cells are coloured
 * @param columns every column that the query returns, in its order
 */
public record CardSettings(
        List<String> dimensions,
        List<String> metrics,
        Map<Role, String> roles,
        List<String> right,
        Goal goal,
        List<Compare> compare,
        boolean stacked,
        Pivot pivot,
        List<ColourRule> colours,
        List<CardColumn> columns) {
    static final CardSettings NONE = new CardSettings(
            List.of(), List.of(), Map.of(), List.of(), null, List.of(), false, null, List.of(), List.of());

    public CardSettings {
        dimensions = List.copyOf(dimensions);
        metrics = List.copyOf(metrics);
        roles = Map.copyOf(roles);
        right = List.copyOf(right);
        compare = List.copyOf(compare);
        colours = List.copyOf(colours);
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
}
