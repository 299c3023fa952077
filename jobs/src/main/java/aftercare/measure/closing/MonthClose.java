package aftercare.measure.closing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.contract.Rules;
import aftercare.lake.ComputedRun;
import aftercare.lake.GoldTable;
import aftercare.lake.Lake;
import aftercare.lake.Runs;
import aftercare.measure.api.Scenario;
import aftercare.measure.facts.RuleWindow;
import aftercare.table.ClosedMonthTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Closes a month: copies its rows of all monthly gold tables into closed_month, with the Delta versions of what they
 * came from, and writes down the events behind them. A copy outlives what {@code maintain} removes. Closing it again
 * changes nothing.
 */
public final class MonthClose {
    /** The book of the events behind closed months. */
    public static final String EVENTS = "closed_events";

    private static final String TABLE = Tables.CLOSED_MONTH;

    private final Lake lake;
    private final Contracts contracts;
    private final Progress progress;

    public MonthClose(Lake lake, Contracts contracts, Progress progress) {
        this.lake = lake;
        this.contracts = contracts;
        this.progress = progress;
    }

    /**
     * What became of it.
     *
     * @param rows the rows pinned, now or earlier
     * @param closedAt when the month was closed
     * @param already whether it had been closed before
     */
    public record Closed(long rows, Timestamp closedAt, boolean already) {}

    /**
     * Closes a month.
     *
     * @throws aftercare.config.AftercareException AFC-3041 when a table does not yet see the whole month, AFC-3042 when
     *     no table has a row of it
     */
    public Closed close(YearMonth month, String runId, Timestamp now) {
        Date first = Date.valueOf(month.atDay(1));
        GoldTable closed = new GoldTable(lake, contracts.gold(TABLE));
        if (closed.exists()) {
            Dataset<Row> before =
                    closed.rows().filter(col(ClosedMonthTable.MONTH).equalTo(lit(first)));
            Row found = before.agg(
                            count(lit(1)).as("n"),
                            min(ClosedMonthTable.CLOSED_AT).as("at"))
                    .first();
            long pinned = found.getAs("n");
            if (pinned > 0) {
                return new Closed(pinned, found.getAs("at"), true);
            }
        }
        try (Progress.Step step = progress.step("close " + month)) {
            Dataset<Row> rows = pinned(month, first, runId, now).persist();
            long count = rows.count();
            if (count == 0) {
                throw ClosingErrors.nothing(month);
            }
            writeEvents(first);
            // Last, because these rows are what makes the month closed.
            if (closed.exists()) {
                closed.replaceMonths(rows, List.of(first), Scenario.BASE_NAME);
            } else {
                closed.replace(rows, Scenario.BASE_NAME);
            }
            rows.unpersist();
            step.rows(count);
            return new Closed(count, now, false);
        }
    }

    private Dataset<Row> pinned(YearMonth month, Date first, String runId, Timestamp now) {
        Map<String, ComputedRun> runs = new Runs(lake).last();
        Dataset<Row> all = null;
        for (GoldContract contract : PinnedRows.tables(contracts.gold())) {
            ComputedRun run = runs.get(contract.table());
            if (run != null && lake.hasTable(lake.gold(contract.table()))) {
                LocalDate asOf = run.asOf().toLocalDate();
                if (asOf.isBefore(month.atEndOfMonth())) {
                    throw ClosingErrors.open(month, contract.table(), asOf);
                }
                Dataset<Row> rows = PinnedRows.of(
                                contract,
                                lake.read(lake.gold(contract.table()), run.goldVersion())
                                        .filter(col(contract.month()).equalTo(lit(first))))
                        .withColumn(ClosedMonthTable.AS_OF, lit(run.asOf()))
                        .withColumn(ClosedMonthTable.GOLD_VERSION, lit(run.goldVersion()))
                        .withColumn(ClosedMonthTable.INPUT_VERSIONS, lit(text(run.inputs())));
                all = all == null ? rows : all.unionByName(rows);
            }
        }
        if (all == null) {
            throw ClosingErrors.nothing(month);
        }
        return all.withColumnRenamed(PinnedRows.FIGURES, ClosedMonthTable.PINNED)
                .withColumn(ClosedMonthTable.CLOSED_AT, lit(now))
                .withColumn(ClosedMonthTable.RUN_ID, lit(runId));
    }

    private static String text(Map<String, Long> versions) {
        return new TreeMap<>(versions)
                .entrySet().stream()
                        // Of which months sources spoke is noted beside the versions.
                        .filter(entry -> !entry.getKey().startsWith(ComputedRun.SPOKEN))
                        .map(entry -> entry.getKey() + "@" + entry.getValue())
                        .collect(Collectors.joining(" "));
    }

    private void writeEvents(Date first) {
        Path book = lake.ops(EVENTS);
        DataFrameWriter<Row> writer = PinnedEvents.of(
                        silver(Tables.REPAIRS),
                        silver(Tables.CALLBACKS),
                        silver(Tables.COMPLAINTS),
                        List.of(first),
                        RuleWindow.of(contracts.rules(), Rules.REPEAT))
                .repartition(1)
                .write()
                .format("delta")
                .mode("overwrite")
                .partitionBy(ClosedMonthTable.MONTH);
        if (lake.hasTable(book)) {
            writer.option("replaceWhere", ClosedMonthTable.MONTH + " = '" + first + "'");
        }
        lake.checkHold();
        writer.save(book.toString());
    }

    private Dataset<Row> silver(String source) {
        if (lake.hasTable(lake.silver(source))) {
            return lake.read(lake.silver(source));
        }
        return lake.spark().createDataFrame(List.of(), contracts.source(source).silverType());
    }
}
