package aftercare.serve.dashboard;

import java.util.Map;

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
 * @param alert how often to look whether it has rows, which then is bad news; null for never
 */
public record Card(
        String id,
        String title,
        String description,
        Display display,
        GridPlace at,
        CardSql sql,
        Map<String, Field> filters,
        CardSettings settings,
        Click click,
        Schedule alert) {
    public Card {
        filters = Map.copyOf(filters);
    }

    public boolean isHeading() {
        return display == Display.HEADING;
    }
}
