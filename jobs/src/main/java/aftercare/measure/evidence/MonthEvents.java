package aftercare.measure.evidence;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Evidence;
import aftercare.contract.FileNames;
import aftercare.lake.LedgerEntry;
import aftercare.measure.api.AsOf;
import aftercare.table.LedgerTable;
import aftercare.table.MonthAtAgeTable;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Of the events that figures count, by month: how many cannot be counted yet, how many were loaded after the end of
 * their month and after the first of them, and how many were corrected.
 */
final class MonthEvents {
    private static final String FILE = "file";
    private static final String AT = "loaded";
    private static final String EVENT = "event_id";
    private static final String CORRECTED = "is_corrected";

    private final Evidence evidence;
    private final AsOf asOf;
    private final Dataset<Row> ledger;
    private @Nullable Dataset<Row> loaded;

    /**
     * How many events in each month.
     *
     * @param what waiting, late or corrected
     * @param figure the column that counts them
     * @param n how many, none where a month is missing; null where nobody knows
     */
    record Counted(String what, String figure, @Nullable Map<YearMonth, Long> n) {
        Change.Months between(YearMonth against, YearMonth month) {
            return new Change.Months(what, figure, in(against), in(month));
        }

        @Nullable
        Long in(YearMonth month) {
            return n == null ? null : Long.valueOf(n.getOrDefault(month, 0L));
        }
    }

    MonthEvents(Evidence evidence, AsOf asOf, Dataset<Row> ledger) {
        this.evidence = evidence;
        this.asOf = asOf;
        this.ledger = ledger;
    }

    /** For each figure what can be said of its events, each view read once. */
    List<List<Counted>> of(EventViews source, List<Asked> figures) {
        List<List<Counted>> all = new ArrayList<>();
        Map<List<String>, List<Integer>> byView = new LinkedHashMap<>();
        for (int i = 0; i < figures.size(); i++) {
            all.add(new ArrayList<>());
            byView.computeIfAbsent(
                            List.of(
                                    figures.get(i).makeup().counted().view(),
                                    figures.get(i).member()),
                            none -> new ArrayList<>())
                    .add(i);
        }
        byView.forEach((of, places) -> {
            List<List<Counted>> counted = read(
                    source,
                    of.get(0),
                    of.get(1),
                    places.stream().map(figures::get).toList());
            for (int i = 0; i < places.size(); i++) {
                all.get(places.get(i)).addAll(counted.get(i));
            }
        });
        return all;
    }

    private List<List<Counted>> read(EventViews source, String view, String member, List<Asked> figures) {
        Evidence.View listed = evidence.views().get(view);
        StringBuilder query = new StringBuilder("select month");
        if (listed != null) {
            query.append(", ").append(listed.id()).append(" as " + EVENT + ", " + FigureSql.FILE + " as " + FILE);
        }
        for (int i = 0; i < figures.size(); i++) {
            query.append(",\n    coalesce(")
                    .append(orNone(figures.get(i).flag()))
                    .append(", false) as counted_")
                    .append(i)
                    .append(",\n    coalesce(")
                    .append(orNone(waiting(figures.get(i))))
                    .append(", false) as waiting_")
                    .append(i);
        }
        Dataset<Row> events =
                source.rows(query.append("\nfrom " + view + "\nwhere " + member).toString());
        boolean mayBeCorrected =
                listed != null && !view.equals(PromiseViews.PROMISED) && !view.equals(ReferenceView.REFERENCES);
        Optional<Dataset<Row>> replaced = listed != null && mayBeCorrected
                ? source.tables().replaced(listed.source(), listed.id())
                : Optional.empty();
        List<Row> rows = counts(events, listed, replaced, figures.size());
        List<List<Counted>> all = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            String name = figures.get(i).makeup().counted().name();
            List<Counted> of = new ArrayList<>();
            if (waiting(figures.get(i)) != null) {
                of.add(new Counted("waiting", name, byMonth(rows, "waiting_" + i)));
            }
            if (figures.get(i).flag() != null) {
                of.add(new Counted("late", name, late(rows, "counted_" + i)));
                if (mayBeCorrected) {
                    of.add(new Counted("corrected", name, replaced.isEmpty() ? null : byMonth(rows, "corrected_" + i)));
                }
            }
            all.add(of);
        }
        return all;
    }

    private static String orNone(@Nullable String condition) {
        return condition == null ? "false" : condition;
    }

    private @Nullable String waiting(Asked figure) {
        return evidence.waiting().get(figure.makeup().counted().name());
    }

    /** By month and time of loading, how many events each figure counts. */
    private List<Row> counts(
            Dataset<Row> events, Evidence.@Nullable View listed, Optional<Dataset<Row>> replaced, int figures) {
        Dataset<Row> known = events;
        if (listed == null) {
            known = known.withColumn(AT, lit(null).cast("timestamp")).withColumn(CORRECTED, lit(false));
        } else {
            known = known.join(broadcast(loadedOnce()), new String[] {FILE}, "left");
            known = replaced.isEmpty()
                    ? known.withColumn(CORRECTED, lit(false))
                    : known.join(
                            replaced.get()
                                    .select(col(listed.id()).as(EVENT))
                                    .distinct()
                                    .withColumn(CORRECTED, lit(true)),
                            new String[] {EVENT},
                            "left");
        }
        List<Column> sums = new ArrayList<>();
        for (int i = 0; i < figures; i++) {
            Column counted = col("counted_" + i);
            sums.add(count(when(counted, 1)).as("counted_" + i));
            sums.add(count(when(col("waiting_" + i), 1)).as("waiting_" + i));
            sums.add(count(when(counted.and(col(CORRECTED)), 1)).as("corrected_" + i));
        }
        return known.groupBy(MonthAtAgeTable.MONTH, AT)
                .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
                .collectAsList();
    }

    private Dataset<Row> loadedOnce() {
        if (loaded == null) {
            loaded = loaded();
        }
        return loaded;
    }

    /** When each file was loaded. Silver names files as they may be shown, and did by their paths before. */
    private Dataset<Row> loaded() {
        Map<String, Timestamp> loaded = new TreeMap<>();
        ledger.filter(col(LedgerTable.STATUS).isin(LedgerEntry.LOADED, LedgerEntry.REPLAYED))
                .groupBy(LedgerTable.PATH, LedgerTable.SHA256)
                .agg(max(LedgerTable.LOADED_AT).as(AT))
                .collectAsList()
                .forEach(row -> {
                    String path = row.getAs(LedgerTable.PATH);
                    Timestamp at = row.getAs(AT);
                    for (String name : List.of(path, FileNames.shown(path, row.getAs(LedgerTable.SHA256)))) {
                        loaded.merge(name, at, (one, other) -> one.after(other) ? one : other);
                    }
                });
        List<Row> rows = loaded.entrySet().stream()
                .map(file -> RowFactory.create(file.getKey(), file.getValue()))
                .toList();
        return ledger.sparkSession()
                .createDataFrame(
                        rows, new StructType().add(FILE, DataTypes.StringType).add(AT, DataTypes.TimestampType));
    }

    private static YearMonth month(Row row) {
        return YearMonth.from(row.<Date>getAs(MonthAtAgeTable.MONTH).toLocalDate());
    }

    private static Map<YearMonth, Long> byMonth(List<Row> rows, String column) {
        Map<YearMonth, Long> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(month(row), row.<Long>getAs(column), Long::sum));
        return counts;
    }

    private @Nullable Map<YearMonth, Long> late(List<Row> rows, String column) {
        Map<YearMonth, TreeMap<Instant, Long>> byLoad = new HashMap<>();
        for (Row row : rows) {
            long n = row.getAs(column);
            Timestamp at = row.getAs(AT);
            if (n > 0 && at == null) {
                return null;
            }
            if (n > 0) {
                byLoad.computeIfAbsent(month(row), none -> new TreeMap<>()).merge(at.toInstant(), n, Long::sum);
            }
        }
        Map<YearMonth, Long> late = new HashMap<>();
        byLoad.forEach((month, loads) -> {
            Instant end = asOf.start(month.plusMonths(1)).toInstant();
            late.put(
                    month,
                    loads.tailMap(loads.firstKey(), false).entrySet().stream()
                            .filter(load -> load.getKey().isAfter(end))
                            .mapToLong(Map.Entry::getValue)
                            .sum());
        });
        return late;
    }
}
