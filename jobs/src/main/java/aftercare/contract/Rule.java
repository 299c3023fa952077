package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A condition every row of a source must meet: stated in full, or as an order of two times.
 *
 * @param name its stable name, in the field's terms, such as {@code completed_before_opened}
 * @param require a Spark SQL condition over the source's columns; a row where it is not true is refused
 * @param notBefore two columns of the source with a day or an instant: the first may not come before the second, as far
 *     as both are known. Days are compared where either is known only to the day, minutes where the first has no
 *     seconds, since many systems leave them out. Null where the condition is stated in full
 * @param reason why the row is refused, in plain words
 */
public record Rule(
        String name,
        String require,
        @JsonProperty("not_before") @Nullable List<String> notBefore,
        Text reason) implements Serializable {
    private static final int TIMES = 2;

    /** The order of two times is spelled out as a condition, so that whoever judges rows needs to know of one form. */
    public Rule {
        notBefore = notBefore == null ? null : List.copyOf(notBefore);
        require = notBefore == null ? require : ordered(notBefore);
    }

    /** What the rule demands, for people: the condition, or the order of the two times. */
    public String says() {
        return notBefore == null ? require : notBefore.get(0) + " not before " + notBefore.get(1);
    }

    private static String ordered(List<String> times) {
        if (times.size() != TIMES) {
            throw new IllegalArgumentException("an order is of two times, not of " + times);
        }
        String later = times.get(0);
        String earlier = times.get(1);
        return String.format(
                Locale.ROOT,
                "%1$s IS NULL OR %2$s IS NULL OR %1$s >= %2$s"
                        + " OR IF(%3$s, to_date(%1$s) >= to_date(%2$s),"
                        + " %1$s = date_trunc('MINUTE', %1$s) AND %1$s >= date_trunc('MINUTE', %2$s))",
                later,
                earlier,
                onlyDay(later) + " OR " + onlyDay(earlier));
    }

    private static String onlyDay(String column) {
        return "coalesce(find_in_set('" + column + "', " + Contract.DAYS + ") > 0, false)";
    }
}
