package aftercare.measure.evidence;

import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.contract.Need;
import aftercare.measure.api.AsOf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A figure and where it comes from.
 *
 * @param contract the table
 * @param column the column
 * @param key the row's key, by its columns
 * @param asOf the day at whose end it was computed
 * @param value the figure; null where nothing is known
 * @param told the same by the query; empty for a statistic, or where the sources do not speak of the month
 * @param silent what was not delivered, so that nothing is known; empty where all was
 * @param statistic which statistic it is; null where a query tells it
 * @param restsOn the figures that a statistic rests on, with their values
 * @param query the query that tells it; of a statistic, of what it rests on
 * @param lists the queries that list what is behind it
 * @param script all that DuckDB needs to run the query
 * @param events what is behind it
 */
public record Figure(
        GoldContract contract,
        GoldColumn column,
        Map<String, String> key,
        AsOf asOf,
        @Nullable Object value,
        Optional<Object> told,
        List<Need> silent,
        @Nullable String statistic,
        Map<String, Object> restsOn,
        List<String> query,
        List<String> lists,
        String script,
        List<Listed> events) {

    /** The same, with what its queries gave. */
    Figure with(Optional<Object> given, List<Listed> listed) {
        return new Figure(
                contract, column, key, asOf, value, given, silent, statistic, restsOn, query, lists, script, listed);
    }

    /**
     * Events behind a figure.
     *
     * @param source the source they were delivered in
     * @param counted for each figure that counts them, how many
     * @param all how many there are
     * @param rows the events, or the first of them, those that are not counted above the line first
     */
    public record Listed(String source, Map<String, Long> counted, long all, List<Event> rows) {}

    /**
     * An event.
     *
     * @param id its number in the system it came from
     * @param file the file it was delivered in, below the input folder; null where the lake does not say
     * @param line its line there
     * @param counted which figures count it
     */
    public record Event(
            String id, @Nullable String file, @Nullable Integer line, List<String> counted) {}
}
