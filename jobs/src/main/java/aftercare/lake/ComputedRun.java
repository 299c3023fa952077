package aftercare.lake;

import java.sql.Date;
import java.sql.Timestamp;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One computation of one gold table, as {@code ops/runs} remembers it.
 *
 * @param runId the run
 * @param table the gold table
 * @param asOf the day whose evening it describes
 * @param fingerprint what it was computed by: contracts and code
 * @param inputs the versions of the tables it read, by their path below the lake
 * @param months which months were computed: all, none, or their list
 * @param rows rows of the table afterwards
 * @param seconds how long it took
 * @param goldVersion the version of the gold table afterwards
 * @param finishedAt when, by the clock of the run
 * @param assumptions what the scenario assumed, for people; empty for the base plan, null when it was computed before that was booked
 */
public record ComputedRun(
        String runId,
        String table,
        Date asOf,
        String fingerprint,
        Map<String, Long> inputs,
        String months,
        long rows,
        double seconds,
        long goldVersion,
        Timestamp finishedAt,
        String assumptions) {

    static final StructType TYPE = new StructType()
            .add("run_id", DataTypes.StringType)
            .add("table", DataTypes.StringType)
            .add("as_of", DataTypes.DateType)
            .add("fingerprint", DataTypes.StringType)
            .add("inputs", DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType))
            .add("months", DataTypes.StringType)
            .add("rows", DataTypes.LongType)
            .add("seconds", DataTypes.DoubleType)
            .add("gold_version", DataTypes.LongType)
            .add("finished_at", DataTypes.TimestampType)
            .add("assumptions", DataTypes.StringType);

    Row row() {
        return RowFactory.create(
                runId, table, asOf, fingerprint, inputs, months, rows, seconds, goldVersion, finishedAt, assumptions);
    }

    static ComputedRun of(Row row) {
        return new ComputedRun(
                row.getString(0),
                row.getString(1),
                row.getDate(2),
                row.getString(3),
                new TreeMap<>(row.getJavaMap(4)),
                row.getString(5),
                row.getLong(6),
                row.getDouble(7),
                row.getLong(8),
                row.getTimestamp(9),
                // A book begun before assumptions were booked has no column for them.
                row.size() > 10 ? row.getString(10) : null);
    }
}
