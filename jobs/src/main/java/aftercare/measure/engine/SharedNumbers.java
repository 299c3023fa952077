package aftercare.measure.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import aftercare.measure.api.Inputs;
import aftercare.table.ComplaintsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
    /** The columns that tell who or what comes again, by source. */
    private static final Map<String, String> COLUMNS =
            Map.of(Tables.REPAIRS, RepairsTable.SERIAL_NO, Tables.COMPLAINTS, ComplaintsTable.CUSTOMER_ID);

    /** So large a share of all rows no unit and no customer has, other than in the smallest companies. */
    private static final double SHARE = 0.005;

    /** And in these nothing is a stand-in that comes less often. */
    private static final long FEWEST = 10;

    private final Map<String, Inputs.StandIns> found = new ConcurrentHashMap<>();

    /** Whether rows of a source may hold any. */
    static boolean mayBeIn(String source) {
        return COLUMNS.containsKey(source);
    }

    /**
     * The stand-ins of a version of a source that may hold some.
     *
     * @param rows its rows, asked for where they have not been looked at in this run
     */
    Inputs.StandIns of(String source, long version, Supplier<Dataset<Row>> rows) {
        String column = column(source);
        return found.computeIfAbsent(
                source + "@" + version, unknown -> new Inputs.StandIns(column, in(rows.get(), column)));
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
        return Objects.requireNonNull(COLUMNS.get(source), "only sources with such a column are asked about");
    }

    private static Map<String, Long> in(Dataset<Row> rows, String column) {
        long total = rows.count();
        if (total < FEWEST) {
            return Map.of();
        }
        Dataset<Row> known = rows.select(col(column)).filter(col(column).isNotNull());
        // One pass that misses none with such a share, without moving rows; which of them have it is counted after.
        List<String> perhaps =
                known.stat().freqItems(new String[] {column}, SHARE).first().getList(0);
        Map<String, Long> standIns = new TreeMap<>();
        for (Row each : known.filter(col(column).isin(perhaps.toArray()))
                .groupBy(column)
                .agg(count(lit(1)).as("n"))
                .collectAsList()) {
            long n = each.getLong(1);
            if (n >= FEWEST && n > SHARE * total) {
                standIns.put(each.getString(0), n);
            }
        }
        return standIns;
    }
}
