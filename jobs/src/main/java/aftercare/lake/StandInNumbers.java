package aftercare.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import aftercare.table.ComplaintsTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rule by which a number stands in for ones nobody knew: so many rows share it that it can be no unit and no
 * customer. Technicians are not asked about: of 40 each has more than one order in two hundred.
 */
public final class StandInNumbers {
    /** So large a share of all rows no unit and no customer has, other than in the smallest companies. */
    public static final double SHARE = 0.005;

    /** And in these nothing is a stand-in that comes less often. */
    public static final long FEWEST = 10;

    /** The columns that tell who or what comes again, by source. */
    private static final Map<String, String> COLUMNS =
            Map.of(Tables.REPAIRS, RepairsTable.SERIAL_NO, Tables.COMPLAINTS, ComplaintsTable.CUSTOMER_ID);

    private StandInNumbers() {}

    /** The column of a source that tells who or what comes again; empty where none does. */
    public static Optional<String> column(String source) {
        return Optional.ofNullable(COLUMNS.get(source));
    }

    /** The numbers of a column that stand in for unknown ones, each with how many of the rows share it. */
    public static Map<String, Long> in(Dataset<Row> rows, String column) {
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
