package aftercare.measure.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import aftercare.lake.StandInNumbers;
import aftercare.measure.api.Inputs;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Numbers that stand in for ones nobody knew: a serial number or a customer that an implausible share of all rows
 * shares. They tell no unit and no customer, so measures read them as unknown; otherwise nearly every order that bears
 * one would be a repeat of another. What everybody writes for "unknown", such as 0000000, is taken for empty when files
 * are loaded; this is for what a company invented itself.
 *
 * <p>Found once per run and version of a source.
 */
final class SharedNumbers {
    private final Map<String, Inputs.StandIns> found = new ConcurrentHashMap<>();

    /** Whether rows of a source may hold any. */
    static boolean mayBeIn(String source) {
        return StandInNumbers.column(source).isPresent();
    }

    /**
     * The stand-ins of a version of a source that may hold some.
     *
     * @param rows its rows, asked for where they have not been looked at in this run
     */
    Inputs.StandIns of(String source, long version, Supplier<Dataset<Row>> rows) {
        String column = column(source);
        return found.computeIfAbsent(
                source + "@" + version, unknown -> new Inputs.StandIns(column, StandInNumbers.in(rows.get(), column)));
    }

    /** Rows with null in place of stand-ins. */
    static Dataset<Row> without(Inputs.StandIns standIns, Dataset<Row> rows) {
        Column number = col(standIns.column());
        return standIns.rowsOf().isEmpty()
                ? rows
                : rows.withColumn(
                        standIns.column(),
                        when(not(number.isin(standIns.rowsOf().keySet().toArray())), number));
    }

    private static String column(String source) {
        return StandInNumbers.column(source).orElseThrow();
    }
}
