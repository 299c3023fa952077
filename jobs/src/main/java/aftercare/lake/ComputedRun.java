package aftercare.lake;

import aftercare.table.RunsTable;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One computation of one gold table, as {@code ops/runs} remembers it.
 *
 * @param runId the run
 * @param table the gold table
 * @param asOf the day whose evening it describes
 * @param fingerprint what it was computed by: contracts and code
 * @param inputs the versions of the tables it read, by their path below the lake, and of which months sources it needs
 *     spoke, by {@link #SPOKEN} and the need
 * @param months which months were computed: all, none, or their list
 * @param rows rows of the table afterwards
 * @param seconds how long it took
 * @param goldVersion the version of the gold table afterwards
 * @param finishedAt when, by the clock of the run
 * @param assumptions what the scenario assumed, for people; empty for the base plan, null when it was computed
 *     before that was kept
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
        @Nullable String assumptions) {

    /** Begins the names of inputs that say of which months a source spoke. */
    public static final String SPOKEN = "spoken/";

    Row row() {
        return RunsTable.row()
                .runId(runId)
                .table(table)
                .asOf(asOf.toLocalDate())
                .fingerprint(fingerprint)
                .inputs(inputs)
                .months(months)
                .rows(rows)
                .seconds(seconds)
                .goldVersion(goldVersion)
                .finishedAt(finishedAt.toInstant())
                .assumptions(assumptions)
                .build();
    }

    static ComputedRun of(Row row) {
        RunsTable.Values run = RunsTable.of(row);
        // A book begun before assumptions were kept has no column for them.
        boolean assumes = List.of(row.schema().fieldNames()).contains(RunsTable.ASSUMPTIONS);
        return new ComputedRun(
                run.runId(),
                run.table(),
                Date.valueOf(run.asOf()),
                run.fingerprint(),
                new TreeMap<>(run.inputs()),
                run.months(),
                run.rows(),
                run.seconds(),
                run.goldVersion(),
                Timestamp.from(run.finishedAt()),
                assumes ? run.assumptions() : null);
    }
}
