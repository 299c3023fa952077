package aftercare.measure.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.lake.TableCache;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Spoken;
import aftercare.table.LedgerTable;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Of which months each source speaks, as seen on the as-of day: from the month of its first event to that of the last
 * load that contained it. A source that was never delivered speaks of none, and so does a column that no row fills.
 *
 * <p>Each source is looked at once per run, in one pass for all columns that anybody needs.
 */
final class SpokenSources {
    private static final String LAST_LOAD = "last_load";

    private final TableCache tables;
    private final Lake lake;
    private final Contracts contracts;
    private final AsOf asOf;
    private final Map<String, Set<String>> columnsNeeded;
    private final Map<String, Found> found = new ConcurrentHashMap<>();
    private @Nullable Map<String, Instant> lastLoads;

    /**
     * What was found in a source.
     *
     * @param spoken the months of which it speaks
     * @param filled which of the columns asked for some row fills
     */
    private record Found(Spoken spoken, Set<String> filled) {}

    SpokenSources(TableCache tables, Contracts contracts, Collection<Measure> measures, AsOf asOf) {
        this.tables = tables;
        this.lake = tables.lake();
        this.contracts = contracts;
        this.asOf = asOf;
        this.columnsNeeded = measures.stream()
                .flatMap(measure ->
                        Stream.concat(contracts.gold(measure.table()).needs().stream(), measure.needs().stream()))
                .collect(Collectors.groupingBy(
                        Need::source,
                        Collectors.flatMapping(
                                need -> need.columns().stream(), Collectors.toCollection(TreeSet::new))));
    }

    Spoken of(Need need) {
        Found source = found.computeIfAbsent(need.source(), this::find);
        boolean isFilled = need.columns().isEmpty() || need.columns().stream().anyMatch(source.filled()::contains);
        return isFilled ? source.spoken() : Spoken.NEVER;
    }

    private Found find(String source) {
        if (!lake.hasTable(lake.silver(source))) {
            return new Found(Spoken.NEVER, Set.of());
        }
        Contract contract = contracts.source(source);
        Dataset<Row> rows = SilverColumns.all(tables.read(lake.silver(source)), contract);
        String event = contract.month();
        if (event != null) {
            rows = rows.filter(col(event).lt(lit(asOf.endTimestamp())));
        }
        List<String> columns = List.copyOf(columnsNeeded.getOrDefault(source, Set.of()));
        List<Column> facts = new ArrayList<>();
        facts.add(event == null ? lit(null) : min(col(event)));
        facts.add(event == null ? lit(null) : max(col(event)));
        columns.forEach(column -> facts.add(count(col(column))));
        Row seen = rows.agg(count(lit(1)), facts.toArray(Column[]::new)).first();
        if (seen.getLong(0) == 0) {
            return new Found(Spoken.NEVER, Set.of());
        }
        Set<String> filled = new TreeSet<>();
        for (int i = 0; i < columns.size(); i++) {
            if (seen.getLong(i + 3) > 0) {
                filled.add(columns.get(i));
            }
        }
        return new Found(
                event == null ? Spoken.ALWAYS : new Spoken(monthOf(seen.get(1)), lastMonth(source, seen)), filled);
    }

    /** The month of the last load, or of the last event where the clock of that load was behind it. */
    private YearMonth lastMonth(String source, Row seen) {
        YearMonth lastEvent = monthOf(seen.get(2));
        Instant loaded = lastLoads().get(source);
        YearMonth lastLoad = loaded == null || !loaded.isBefore(asOf.end())
                ? asOf.month()
                : YearMonth.from(loaded.atZone(asOf.zone()));
        return lastLoad.isAfter(lastEvent) ? lastLoad : lastEvent;
    }

    private YearMonth monthOf(Object event) {
        LocalDate day = event instanceof Timestamp instant
                ? LocalDate.ofInstant(instant.toInstant(), asOf.zone())
                : ((Date) event).toLocalDate();
        return YearMonth.from(day);
    }

    /** When a file of each source was taken last, by the clocks of the runs. */
    private synchronized Map<String, Instant> lastLoads() {
        if (lastLoads == null) {
            lastLoads = new Ledger(lake)
                            .rows()
                            .filter(col(LedgerTable.STATUS).equalTo(LedgerEntry.LOADED))
                            .groupBy(LedgerTable.SOURCE)
                            .agg(max(LedgerTable.LOADED_AT).as(LAST_LOAD))
                            .collectAsList()
                            .stream()
                            .collect(Collectors.toMap(
                                    row -> row.getAs(LedgerTable.SOURCE),
                                    row -> row.<Timestamp>getAs(LAST_LOAD).toInstant()));
        }
        return lastLoads;
    }
}
