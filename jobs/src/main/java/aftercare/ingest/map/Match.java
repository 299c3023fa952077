package aftercare.ingest.map;

import aftercare.contract.Column;
import aftercare.ingest.map.Table.Field;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column and the field that it is to come from.
 *
 * @param column the column
 * @param field the field; of a duration, the field that holds it
 * @param second the time that is joined to a day, or the instant that a duration is added to; null for neither
 * @param unit the unit of a duration; null where it is none
 * @param score how sure it is, from 0 to 1
 * @param because why, in a few words
 * @param values what values become, where the contract does not know them by itself
 * @param unknown values of which nobody knows what they mean here
 */
record Match(
        Column column,
        Field field,
        @Nullable Field second,
        @Nullable String unit,
        double score,
        String because,
        Map<String, String> values,
        List<String> unknown) {

    private static final double SURE = 0.93;
    private static final double LIKELY = 0.7;

    static Match of(Column column, Field field, double score, String because, KnownValues known) {
        return new Match(column, field, null, null, score, because, known.translated(), known.unknown());
    }

    /** The same with a time of day from another field. */
    Match joined(Field time) {
        return new Match(column, field, time, null, Math.min(score, 0.9), because + ", day and time", values, unknown);
    }

    static Match duration(Column column, Field duration, Field begin, String unit, double score) {
        return new Match(column, duration, begin, unit, score, "a number of " + unit, Map.of(), List.of());
    }

    boolean isDuration() {
        return unit != null;
    }

    /** Whether its text is a day and a time put together. */
    boolean isJoin() {
        return second != null && unit == null;
    }

    /** Field names as the tests and messages say them. */
    String fields() {
        return isJoin() && second != null ? field.name() + "+" + second.name() : field.name();
    }

    /** In one word. */
    String certainty() {
        return score >= SURE && unknown.isEmpty() ? "sure" : score >= LIKELY ? "likely" : "guess";
    }
}
