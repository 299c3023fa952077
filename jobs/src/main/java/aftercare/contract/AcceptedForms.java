package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How days, numbers, truth, units and nothing may be written in any source: {@code schemas/accepted_forms.yaml}.
 *
 * @param dates patterns of days and times, tried in this order
 * @param noDay days that are written where there is none
 * @param halfDays words for the halves of a day
 * @param zones names of zones that mean one offset only, with that offset
 * @param yes words for yes
 * @param no words for no
 * @param nulls words for nothing
 * @param placeholders words that stand for nobody or for no unit, by what {@link Column#placeholders} says
 * @param currencies what may stand before or behind an amount of money
 * @param quantities words that may stand behind a number, by the unit of its column
 * @param durations words for spans of time
 * @param units other spellings of units, by their name
 * @param totals how rows begin that sum up a whole table
 * @param subtotals how rows begin that sum up a part of it
 * @param numbers examples of amounts
 */
public record AcceptedForms(
        List<String> dates,
        @JsonProperty("no_day") List<String> noDay,
        @JsonProperty("half_days") HalfDays halfDays,
        Map<String, String> zones,
        List<String> yes,
        List<String> no,
        Nulls nulls,
        Map<String, List<String>> placeholders,
        List<String> currencies,
        Map<String, List<String>> quantities,
        Durations durations,
        Map<String, List<String>> units,
        List<String> totals,
        List<String> subtotals,
        List<NumberExample> numbers) {

    /** Words for the halves of a day. */
    public record HalfDays(List<String> am, List<String> pm) {}

    /**
     * Words for nothing.
     *
     * @param everywhere in every column
     * @param codes in all columns but free text
     * @param values only where a day, a number or truth is expected
     */
    public record Nulls(List<String> everywhere, List<String> codes, List<String> values) {}

    /** Words for spans of time. */
    public record Durations(List<String> hours, List<String> minutes, List<String> seconds) {}

    /**
     * An amount of money, and what it is read as.
     *
     * @param text how it is written
     * @param delimiter the field separator of its file; null for any
     * @param decimal the decimal sign that the mapping states; null where it states none
     * @param reads what it is read as; null where it is refused
     */
    public record NumberExample(
            String text,
            @Nullable String delimiter,
            @Nullable String decimal,
            @Nullable String reads) {}

    public AcceptedForms {
        dates = List.copyOf(dates);
        noDay = List.copyOf(noDay);
        zones = Collections.unmodifiableMap(new LinkedHashMap<>(zones));
        yes = List.copyOf(yes);
        no = List.copyOf(no);
        placeholders = Collections.unmodifiableMap(new LinkedHashMap<>(placeholders));
        currencies = List.copyOf(currencies);
        quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
        units = Map.copyOf(units);
        numbers = List.copyOf(numbers);
    }

    /** Read once: readers of single values ask for it. */
    private static final class Installed {
        static final AcceptedForms FORMS = Contracts.document("accepted_forms", AcceptedForms.class);
    }

    /** The forms of this installation. */
    public static AcceptedForms installed() {
        return Installed.FORMS;
    }
}
