package aftercare.serve.dashboard;

import aftercare.serve.dashboard.Dashboard.Schedule;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One card of a dashboard, in one language.
 *
 * @param id its name, unique over all dashboards
 * @param title what it is called
 * @param description which question it answers, how to read it and when its data end; empty for headings
 * @param display how it shows its rows
 * @param at where it stands
 * @param sql its query; null for headings
 * @param filters the filters it obeys, each with the column it becomes a condition on
 * @param settings how it is shown
 * @param click where a click leads; null for nowhere
 * @param alert how often to check whether it has rows, which then is bad news; null for never
 */
public record Card(
        String id,
        String title,
        String description,
        Display display,
        GridPlace at,
        @Nullable CardSql sql,
        Map<String, FilterField> filters,
        CardSettings settings,
        @Nullable Click click,
        @Nullable Schedule alert) {
    public Card {
        filters = Map.copyOf(filters);
    }

    /** Its query; every card but a heading has one. */
    public CardSql query() {
        return Objects.requireNonNull(sql, "a heading has no query");
    }

    public boolean isHeading() {
        return display == Display.HEADING;
    }

    /** How a card shows its rows. */
    public enum Display {
        /** One number. */
        SCALAR,
        /** The number of the last month, beside earlier ones. */
        SMARTSCALAR,
        LINE,
        AREA,
        /** Upright bars. */
        BAR,
        /** Bars from left to right. */
        ROW,
        /** Bars, and lines on an axis of their own. */
        COMBO,
        /** A dot per row: the first dimension across, the metrics up. */
        SCATTER,
        TABLE,
        /** A pin per row. */
        MAP,
        /** A line of text that parts the cards; without a query. */
        HEADING;

        /** Whether it draws, so that a click on it should lead on. */
        public boolean isChart() {
            return this != SCALAR && this != HEADING && this != SMARTSCALAR;
        }
    }

    /**
     * Where a card stands on its tab, on a grid of {@value #COLUMNS} columns.
     *
     * @param x columns to its left
     * @param y rows above it
     * @param width in columns
     * @param height in rows
     */
    public record GridPlace(int x, int y, int width, int height) {
        public static final int COLUMNS = 24;

        boolean overlaps(GridPlace other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }

        boolean fits() {
            return x + width <= COLUMNS;
        }
    }

    /**
     * Where a click on a row leads.
     *
     * @param dashboard the dashboard it opens; null for the one the card stands on, which it narrows
     * @param tab the tab it opens; null for the first, or for staying
     * @param set filters of that dashboard, each with the column whose value it takes
     */
    public record Click(
            @Nullable String dashboard, @Nullable String tab, Map<String, String> set) {
        public Click {
            set = Map.copyOf(set);
        }
    }
}
