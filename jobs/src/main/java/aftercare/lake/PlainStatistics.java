package aftercare.lake;

import java.util.Map;
import java.util.WeakHashMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps pieces of rows out of what is written beside them: the smallest and largest values that Delta's log and the
 * footers of Parquet files keep of each column would be texts of people where raw text lies (DS24). Nobody skips files
 * of these tables by such values.
 */
public final class PlainStatistics {
    private static final String INDEXED_COLUMNS = "delta.dataSkippingNumIndexedCols";
    private static final String OF_PARQUET = "parquet.column.statistics.enabled";

    /** By session, how many writes are under way that shall keep none. */
    private static final Map<SparkSession, Integer> UNDER_WAY = new WeakHashMap<>();

    private PlainStatistics() {}

    /** A writer whose table keeps none in its log; one that is there already is told so, for all who write to it. */
    public static DataFrameWriter<Row> ofLog(Lake lake, Path table, DataFrameWriter<Row> writer) {
        if (lake.hasTable(table)) {
            stop(lake, table);
        }
        return writer.option(INDEXED_COLUMNS, "0");
    }

    /**
     * Writes files that keep none. Delta hands no such option of a writer on, so it is set for the session; others that
     * write in it meanwhile keep none either.
     */
    public static void without(Lake lake, Runnable write) {
        SparkSession session = lake.spark();
        synchronized (UNDER_WAY) {
            UNDER_WAY.merge(session, 1, Integer::sum);
            session.conf().set(OF_PARQUET, "false");
        }
        try {
            write.run();
        } finally {
            synchronized (UNDER_WAY) {
                if (UNDER_WAY.merge(session, -1, Integer::sum) == 0) {
                    session.conf().unset(OF_PARQUET);
                }
            }
        }
    }

    private static void stop(Lake lake, Path table) {
        boolean stopped =
                lake.properties(table).getOrDefault(INDEXED_COLUMNS, "").equals("0");
        if (!stopped) {
            lake.spark().sql("alter table delta.`" + table + "` set tblproperties ('" + INDEXED_COLUMNS + "' = '0')");
        }
    }
}
