package aftercare.serve.dashboard;

import java.util.List;

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
 */
public record Filter(
        String name,
        String label,
        Type type,
        Field field,
        List<String> within,
        List<String> defaults,
        boolean required) {

    /** Which values a filter takes. */
    public enum Type {
        /** One month, written as 2026-10; the field is a date. */
        MONTH,
        /** Some of the values of the field, which is a text. */
        LIST
    }

    public Filter {
        within = List.copyOf(within);
        defaults = List.copyOf(defaults);
    }
}
