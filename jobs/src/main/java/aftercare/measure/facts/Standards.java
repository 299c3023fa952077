package aftercare.measure.facts;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.DefaultStandards;
import aftercare.contract.Standard;
import aftercare.measure.api.Inputs;
import aftercare.table.StandardsTable;
import aftercare.table.Tables;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The targets of metrics and promises: of the standards in force on a day, the most specific counts. Outlet comes
 * before region, region before tier, tier before category, category before all; within a scope, the latest {@code
 * valid_from} not after the day.
 */
public final class Standards implements Serializable {
    private final Map<String, Map<String, TreeMap<LocalDate, Standard>>> byMetricAndScope = new HashMap<>();
    private final DefaultStandards shipped;

    /**
     * Whom a standard is asked for; what is null is not narrowed down.
     *
     * @param outlet the outlet
     * @param region its region
     * @param tier the market class of the region
     * @param category the product line
     */
    public record Member(
            @Nullable String outlet,
            @Nullable String region,
            @Nullable String tier,
            @Nullable String category) {
        public static final Member COMPANY = new Member(null, null, null, null);
    }

    /**
     * Standards, of which a later one of the same metric, scope, member and first day takes the place of an earlier.
     * What is a promise's and a figure's standard is kept under the promise's name: where both names are stated, that
     * of the promise counts.
     */
    public Standards(DefaultStandards shipped, Collection<Standard> standards) {
        this.shipped = shipped;
        List<Standard> all = new ArrayList<>(shipped.rows());
        standards.stream().filter(standard -> !isKeptByItsName(standard)).forEach(all::add);
        standards.stream().filter(this::isKeptByItsName).forEach(all::add);
        for (Standard standard : all) {
            String name = shipped.nameOf(standard.metric());
            byMetricAndScope
                    .computeIfAbsent(name, none -> new HashMap<>())
                    .computeIfAbsent(scope(standard.scope(), standard.scopeId()), none -> new TreeMap<>())
                    .put(standard.validFrom(), standard.of(name));
        }
    }

    private boolean isKeptByItsName(Standard standard) {
        return shipped.nameOf(standard.metric()).equals(standard.metric());
    }

    /** The shipped standards, overridden by those of the source. A small table, read onto the driver. */
    public static Standards of(DefaultStandards shipped, Inputs inputs) {
        return new Standards(
                shipped,
                inputs
                        .silver(Tables.STANDARDS)
                        .select(
                                col(StandardsTable.METRIC),
                                col(StandardsTable.SCOPE),
                                col(StandardsTable.SCOPE_ID),
                                col(StandardsTable.VALID_FROM),
                                col(StandardsTable.TARGET),
                                col(StandardsTable.FLOOR))
                        .collectAsList()
                        .stream()
                        .map(StandardsTable::of)
                        .map(row -> new Standard(
                                row.metric(), row.scope(), row.scopeId(), row.validFrom(), row.target(), row.floor()))
                        .toList());
    }

    /** The standard in force on a day; empty when none has begun. */
    public Optional<Standard> inForce(String metric, LocalDate day, Member member) {
        Map<String, TreeMap<LocalDate, Standard>> scopes =
                byMetricAndScope.getOrDefault(shipped.nameOf(metric), Map.of());
        return java.util.stream.Stream.of(
                        scope("outlet", member.outlet()),
                        scope("region", member.region()),
                        scope("tier", member.tier()),
                        scope("category", member.category()),
                        scope("all", "all"))
                .map(scopes::get)
                .filter(java.util.Objects::nonNull)
                .map(versions -> versions.floorEntry(day))
                .filter(java.util.Objects::nonNull)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The days on which any standard of a metric begins. */
    public NavigableSet<LocalDate> beginnings(String metric) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        byMetricAndScope
                .getOrDefault(shipped.nameOf(metric), Map.of())
                .values()
                .forEach(versions -> days.addAll(versions.keySet()));
        return days;
    }

    /**
     * A standard and how long it holds.
     *
     * @param standard the standard
     * @param until the first day on which it no longer holds; null for the last version
     */
    public record Version(Standard standard, @Nullable LocalDate until) {}

    /** Every version of every standard, in no order. */
    public List<Version> versions() {
        return byMetricAndScope.values().stream()
                .flatMap(scopes -> scopes.values().stream())
                .flatMap(versions -> versions.values().stream()
                        .map(standard -> new Version(standard, versions.higherKey(standard.validFrom()))))
                .toList();
    }

    private static String scope(String scope, @Nullable String id) {
        return scope + "/" + id;
    }
}
