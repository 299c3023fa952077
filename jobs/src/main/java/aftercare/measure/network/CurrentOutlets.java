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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** The outlets that are open on the as-of day, and who works there. */
final class CurrentOutlets {
    static final String SCORECARD = Tables.OUTLET_SCORECARD_MONTH;

    /**
     * An outlet and where it belongs.
     *
     * @param regionId its region; unknown when nobody says
     * @param standing the outlet
     */
    record Outlet(String regionId, StandingOutlet standing) {}

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
                "outlets",
                OutletsTable.OUTLET_ID,
                OutletsTable.REGION_ID,
                "city",
                "status",
                OutletsTable.OPENED_ON,
                "latitude",
                "longitude")) {
            String id = row.getAs(OutletsTable.OUTLET_ID);
            String status = row.getAs(OutletsTable.STATUS);
            Date opened = row.getAs(OutletsTable.OPENED_ON);
            if (!"closed".equals(status)
                    && (opened == null || !opened.toLocalDate().isAfter(asOf.day()))) {
                outlets.put(
                        id,
                        new Outlet(
                                Objects.requireNonNullElse(
                                        row.<String>getAs(OutletsTable.REGION_ID), SeenOrders.UNKNOWN),
                                new StandingOutlet(
                                        id,
                                        GeoPoint.ofNullable(
                                                row.getAs(OutletsTable.LATITUDE), row.getAs(OutletsTable.LONGITUDE)),
                                        row.getAs(OutletsTable.CITY),
                                        technicians.getOrDefault(id, 0),
                                        "suspended".equals(status) || underReview.contains(id))));
            }
        }
        return outlets;
    }

    /** Technicians employed on the as-of day, by outlet. */
    private Map<String, Integer> technicians() {
        Map<String, Integer> technicians = new HashMap<>();
        for (Row row : inForce(
                "technicians",
                TechniciansTable.TECHNICIAN_ID,
                TechniciansTable.OUTLET_ID,
                TechniciansTable.HIRED_ON,
                TechniciansTable.LEFT_ON)) {
            Date hired = row.getAs(TechniciansTable.HIRED_ON);
            Date left = row.getAs(TechniciansTable.LEFT_ON);
            boolean came = hired == null || !hired.toLocalDate().isAfter(asOf.day());
            boolean went = left != null && !left.toLocalDate().isAfter(asOf.day());
            if (came && !went) {
                technicians.merge(row.getAs(TechniciansTable.OUTLET_ID), 1, Integer::sum);
            }
        }
        return technicians;
    }

    /** The outlets whose latest scorecard recommends to review them for revocation. */
    private Set<String> underReview() {
        Map<String, Row> latest = new HashMap<>();
        for (Row row : inputs.gold(SCORECARD)
                .select(
                        OutletScorecardMonthTable.OUTLET_ID,
                        OutletScorecardMonthTable.MONTH,
                        OutletScorecardMonthTable.RECOMMENDATION)
                .filter(col(OutletScorecardMonthTable.MONTH).leq(lit(AsOf.date(asOf.month()))))
                .collectAsList()) {
            latest.merge(row.getString(0), row, (one, other) -> one.getDate(1).after(other.getDate(1)) ? one : other);
        }
        Set<String> underReview = new HashSet<>();
        latest.forEach((outlet, row) -> {
            if ("review_for_revocation".equals(row.getString(2))) {
                underReview.add(outlet);
            }
        });
        return underReview;
    }

    /** The version of each member in force on the as-of day, or the first one where none has begun (docs/decisions.md, D4). */
    private List<Row> inForce(String source, String id, String... attributes) {
        String[] columns = new String[attributes.length + 1];
        columns[0] = OutletsTable.VALID_FROM;
        System.arraycopy(attributes, 0, columns, 1, attributes.length);
        Map<String, Row> inForce = new TreeMap<>();
        for (Row row : inputs.silver(source).select(id, columns).collectAsList()) {
            inForce.merge(row.getString(0), row, this::later);
        }
        return List.copyOf(inForce.values());
    }

    private Row later(Row one, Row other) {
        Row first = one.getDate(1).before(other.getDate(1)) ? one : other;
        Row second = first == one ? other : one;
        return second.getDate(1).toLocalDate().isAfter(asOf.day()) ? first : second;
    }
}
