package aftercare.measure.network;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.OutletScorecardMonthTable;
import aftercare.table.OutletsTable;
import aftercare.table.Tables;
import aftercare.table.TechniciansTable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The outlets that are open on the as-of day, and who works there. */
final class CurrentOutlets {
    static final String SCORECARD = Tables.OUTLET_SCORECARD_MONTH;

    /**
     * An outlet and where it belongs.
     *
     * @param regionId its region; unknown when nobody says
     * @param standing the outlet
     */
    record Outlet(String regionId, RegionFacts.StandingOutlet standing) {}

    private final Inputs inputs;
    private final AsOf asOf;

    CurrentOutlets(Inputs inputs, AsOf asOf) {
        this.inputs = inputs;
        this.asOf = asOf;
    }

    /**
     * The open outlets by id, in its order.
     *
     * @param scored whether there are scorecards that may put an outlet under review
     */
    Map<String, Outlet> byId(boolean scored) {
        Map<String, Integer> technicians = technicians();
        Set<String> underReview = scored ? underReview() : Set.of();
        Map<String, Outlet> outlets = new TreeMap<>();
        for (Row row : inForce(
                Tables.OUTLETS,
                OutletsTable.OUTLET_ID,
                OutletsTable.VALID_FROM,
                OutletsTable.REGION_ID,
                OutletsTable.CITY,
                OutletsTable.STATUS,
                OutletsTable.OPENED_ON,
                OutletsTable.LATITUDE,
                OutletsTable.LONGITUDE)) {
            OutletsTable.Values outlet = OutletsTable.of(row);
            if (!"closed".equals(outlet.status()) && hasCome(outlet.openedOn())) {
                String id = outlet.outletId();
                outlets.put(
                        id,
                        new Outlet(
                                Objects.requireNonNullElse(outlet.regionId(), SeenOrders.UNKNOWN),
                                new RegionFacts.StandingOutlet(
                                        id,
                                        GeoPoint.ofNullable(outlet.latitude(), outlet.longitude()),
                                        outlet.city(),
                                        technicians.getOrDefault(id, 0),
                                        "suspended".equals(outlet.status()) || underReview.contains(id))));
            }
        }
        return outlets;
    }

    /** Whether a day is not after the as-of day; one that nobody states has come. */
    private boolean hasCome(@Nullable LocalDate day) {
        return day == null || !day.isAfter(asOf.day());
    }

    /** Technicians employed on the as-of day, by outlet. */
    private Map<String, Integer> technicians() {
        Map<String, Integer> technicians = new HashMap<>();
        for (Row row : inForce(
                Tables.TECHNICIANS,
                TechniciansTable.TECHNICIAN_ID,
                TechniciansTable.VALID_FROM,
                TechniciansTable.OUTLET_ID,
                TechniciansTable.HIRED_ON,
                TechniciansTable.LEFT_ON)) {
            TechniciansTable.Values technician = TechniciansTable.of(row);
            boolean hasLeft = technician.leftOn() != null && hasCome(technician.leftOn());
            if (hasCome(technician.hiredOn()) && !hasLeft) {
                technicians.merge(technician.outletId(), 1, Integer::sum);
            }
        }
        return technicians;
    }

    /** The outlets whose latest scorecard recommends to review them for revocation. */
    private Set<String> underReview() {
        Map<String, OutletScorecardMonthTable.Values> latest = new HashMap<>();
        inputs
                .gold(SCORECARD)
                .select(
                        OutletScorecardMonthTable.OUTLET_ID,
                        OutletScorecardMonthTable.MONTH,
                        OutletScorecardMonthTable.RECOMMENDATION)
                .filter(col(OutletScorecardMonthTable.MONTH)
                        .leq(lit(asOf.month().atDay(1))))
                .collectAsList()
                .stream()
                .map(OutletScorecardMonthTable::of)
                .forEach(scored -> latest.merge(
                        scored.outletId(), scored, (one, other) -> one.month().isAfter(other.month()) ? one : other));
        return latest.values().stream()
                .filter(scored -> "review_for_revocation".equals(scored.recommendation()))
                .map(OutletScorecardMonthTable.Values::outletId)
                .collect(Collectors.toSet());
    }

    /**
     * The version of each member in force on the as-of day, or the first one where none has begun (docs/decisions.md,
     * D4).
     */
    private List<Row> inForce(String source, String id, String validFrom, String... attributes) {
        List<String> columns = new ArrayList<>(List.of(attributes));
        columns.add(validFrom);
        Map<String, Row> inForce = new TreeMap<>();
        for (Row row :
                inputs.silver(source).select(id, columns.toArray(String[]::new)).collectAsList()) {
            inForce.merge(row.getAs(id), row, (one, other) -> later(one, other, validFrom));
        }
        return List.copyOf(inForce.values());
    }

    private Row later(Row one, Row other, String validFrom) {
        Row first = from(one, validFrom).isBefore(from(other, validFrom)) ? one : other;
        Row second = first == one ? other : one;
        return hasCome(from(second, validFrom)) ? second : first;
    }

    private static LocalDate from(Row row, String validFrom) {
        return row.<Date>getAs(validFrom).toLocalDate();
    }
}
