package aftercare.serve.dashboard;

import java.util.List;
import java.util.stream.Stream;

/**
 * One dashboard, in one language.
 *
 * @param name by which links know it
 * @param title what readers call it
 * @param description whom it serves and which questions it answers
 * @param collection the group that owns it, whose collection holds it: quality, management, planning, hr or data
 * @param readers the groups that may look at it
 * @param people whether its cards may read rows about single people, which only aftercare_hr sees
 * @param subscription how often it is sent to the group that owns it; null for never
 * @param filters what it can be narrowed by, in order
 * @param tabs its tabs, in order
 */
public record Dashboard(
        String name,
        String title,
        String description,
        String collection,
        List<String> readers,
        boolean people,
        Schedule subscription,
        List<Filter> filters,
        List<Tab> tabs) {
    public Dashboard {
        readers = List.copyOf(readers);
        filters = List.copyOf(filters);
        tabs = List.copyOf(tabs);
    }

    /** The cards of all tabs. */
    public Stream<Card> cards() {
        return tabs.stream().flatMap(tab -> tab.cards().stream());
    }
}
