package aftercare.measure.health;

import aftercare.table.OutletsTable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which outlets take orders: those that no list calls closed or suspended. */
final class OutletsAtWork {
    private static final Set<String> NOT_AT_WORK = Set.of("closed", "suspended");

    private final Map<String, NavigableMap<LocalDate, String>> statuses = new HashMap<>();

    private OutletsAtWork() {}

    static OutletsAtWork in(Dataset<Row> silverOutlets) {
        OutletsAtWork outlets = new OutletsAtWork();
        List<Row> versions = silverOutlets
                .select(OutletsTable.OUTLET_ID, OutletsTable.VALID_FROM, OutletsTable.STATUS)
                .collectAsList();
        for (Row version : versions) {
            if (!version.isNullAt(1) && !version.isNullAt(2)) {
                outlets.statuses
                        .computeIfAbsent(version.getString(0), none -> new TreeMap<>())
                        .put(version.getDate(1).toLocalDate(), version.getString(2));
            }
        }
        return outlets;
    }

    /** Whether an outlet took orders throughout a month, as far as anybody says. */
    boolean throughout(String outlet, YearMonth month) {
        NavigableMap<LocalDate, String> versions = statuses.getOrDefault(outlet, new TreeMap<>());
        Map.Entry<LocalDate, String> before = versions.floorEntry(month.atDay(1));
        return (before == null || !NOT_AT_WORK.contains(before.getValue()))
                && versions.subMap(month.atDay(1), false, month.atEndOfMonth(), true).values().stream()
                        .noneMatch(NOT_AT_WORK::contains);
    }
}
