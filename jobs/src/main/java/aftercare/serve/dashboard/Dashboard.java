package aftercare.serve.dashboard;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One dashboard, in one language.
 *
 * @param name by which links know it
 * @param title what readers call it
 * @param description whom it serves and which questions it answers
 * @param collection the group that owns it, whose collection holds it: quality, management, planning, hr or data
 * @param readers the groups that may see it
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
        @Nullable Schedule subscription,
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

    /**
     * One tab of a dashboard.
     *
     * @param id its name, unique within the dashboard
     * @param title what readers call it
     * @param cards what stands on it
     */
    public record Tab(String id, String title, List<Card> cards) {
        public Tab {
            cards = List.copyOf(cards);
        }
    }

    /**
     * What a dashboard can be narrowed by.
     *
     * @param name by which cards and clicks know it
     * @param label what readers call it
     * @param type which values it takes
     * @param field where its values come from
     * @param within the filters that narrow its values
     * @param defaults the values it has unless others are chosen; empty for none
     * @param required whether it always has a value
     * @param words what its values are called, in their order; empty where they are words already
     * @param own whether its values are codes of the company, which only the marts know; {@code words} names some
     */
    public record Filter(
            String name,
            String label,
            Type type,
            FilterField field,
            List<String> within,
            List<String> defaults,
            boolean required,
            Map<String, String> words,
            boolean own) {
        /** The name of the filter on a month, which every dashboard that has one calls so. */
        public static final String MONTH = "month";

        /** The name of the filter on an outlet; a letter chooses it by its id. */
        public static final String OUTLET = "outlet";

        /** Which values a filter takes. */
        public enum Type {
            /** One month, written as 2026-10; the field is a date. */
            MONTH,
            /** Some of the values of the field, which is a text. */
            LIST
        }

        public Filter {
            words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
            within = List.copyOf(within);
            defaults = List.copyOf(defaults);
        }
    }

    /** How often something is sent or checked. */
    public enum Schedule {
        DAILY,
        WEEKLY,
        MONTHLY
    }
}
