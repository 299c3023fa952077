package aftercare.measure.drivers;

import aftercare.measure.api.MonthTable;
import aftercare.stats.PenalizedLogistic;
import aftercare.table.SatisfactionDriverTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.hipparchus.special.Erf;
import org.jspecify.annotations.Nullable;

/** What each driver costs one member of a cut in the months up to one. */
final class DriverWindow {
    /**
     * Who complains is dissatisfied already. A model that held orders alike in complaints would take from every other
     * driver what its customers complained about, so complaints stand only in the model that judges their handling.
     */
    private static final Set<Driver> WITHOUT_COMPLAINTS =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Driver.COMPLAINT_LATE)));

    private static final double Z = 1.959963984540054;

    private final String cut;
    private final String member;
    private final int month;
    private final int months;
    private final List<Cell> cells;
    private final int fewest;

    /** What is estimated of a driver; the shares are null where there is nothing to share. */
    private record Estimate(
            PenalizedLogistic.Difference effect,
            @Nullable Double ofLoss,
            @Nullable Double ofUnsatisfied) {}

    /**
     * @param month the last month's number
     * @param months how many there are
     * @param cells of the member in these months
     * @param fewest rated orders with a driver, and as many without, before it is judged
     */
    DriverWindow(String cut, String member, int month, int months, List<Cell> cells, int fewest) {
        this.cut = cut;
        this.member = member;
        this.month = month;
        this.months = months;
        this.cells = cells;
        this.fewest = fewest;
    }

    /**
     * One row per driver that could be judged of any order. What chance alone makes of an effect, its p value, stands
     * in q_value, and nothing is shown, until it is held against the other members.
     */
    List<Row> rows() {
        Map<Driver, DriverCounts> counts = new EnumMap<>(Driver.class);
        for (Driver driver : Driver.values()) {
            DriverCounts counted = DriverCounts.of(driver, cells);
            if (counted.judgedOrders() > 0) {
                counts.put(driver, counted);
            }
        }
        long rated = cells.stream().mapToLong(Cell::rated).sum();
        Map<Driver, Estimate> estimates = estimates(counts.entrySet().stream()
                .filter(driver -> driver.getValue().isJudged(fewest))
                .map(Map.Entry::getKey)
                .toList());
        List<Row> rows = new ArrayList<>();
        counts.forEach((driver, counted) -> rows.add(row(driver, rated, counted, estimates.get(driver))));
        return rows;
    }

    private Map<Driver, Estimate> estimates(List<Driver> judged) {
        Map<Driver, Estimate> estimates = new EnumMap<>(Driver.class);
        if (judged.isEmpty()) {
            return estimates;
        }
        DriverModel model = new DriverModel(cells, WITHOUT_COMPLAINTS);
        DriverModel complaints =
                judged.contains(Driver.COMPLAINT_LATE) ? new DriverModel(cells, EnumSet.allOf(Driver.class)) : model;
        Map<Driver, PenalizedLogistic.Difference> effects = new EnumMap<>(Driver.class);
        judged.forEach(
                driver -> effects.put(driver, (driver == Driver.COMPLAINT_LATE ? complaints : model).effect(driver)));
        List<Driver> costly = effects.entrySet().stream()
                .filter(driver -> driver.getValue().mean() < 0)
                .map(Map.Entry::getKey)
                .toList();
        Map<Driver, Double> parts = (costly.contains(Driver.COMPLAINT_LATE) ? complaints : model).parts(costly);
        double loss = parts.values().stream().mapToDouble(Double::doubleValue).sum();
        double unsatisfied = cells.stream()
                .mapToLong(cell -> cell.rated() - cell.satisfied())
                .sum();
        effects.forEach((driver, effect) -> {
            double part = parts.getOrDefault(driver, 0.0);
            estimates.put(driver, new Estimate(effect, share(part, loss), share(part, unsatisfied)));
        });
        return estimates;
    }

    private static @Nullable Double share(double part, double whole) {
        return whole > 0 ? Double.valueOf(part / whole) : null;
    }

    private Row row(Driver driver, long rated, DriverCounts counted, @Nullable Estimate estimate) {
        SatisfactionDriverTable.Builder row = SatisfactionDriverTable.row()
                .month(MonthTable.month(month).atDay(1))
                .windowMonths(months)
                .cut(cut)
                .cutId(member)
                .driver(driver.code())
                .ratedN(rated)
                .exposedOrdersN(counted.exposedOrders())
                .exposedN(counted.exposed())
                .unexposedN(counted.unexposed())
                .satisfiedWith(counted.satisfiedWith())
                .satisfiedWithout(counted.satisfiedWithout())
                .judged(estimate != null)
                .shown(false)
                .cost(counted.costAMonth(months));
        if (estimate != null) {
            addTo(row, counted, estimate);
        }
        return row.build();
    }

    private void addTo(SatisfactionDriverTable.Builder row, DriverCounts counted, Estimate estimate) {
        double effect = estimate.effect().mean();
        double low = estimate.effect().at(-Z);
        double high = estimate.effect().at(Z);
        double aMonth = counted.exposedOrders() / (double) months;
        row.effect(effect)
                .effectLow(low)
                .effectHigh(high)
                .qValue(Erf.erfc(estimate.effect().errorsFromNone() / Math.sqrt(2)))
                // Without a minus 0, which would be another value than 0.
                .lostN(0 - effect * aMonth)
                .lostLow(0 - high * aMonth)
                .lostHigh(0 - low * aMonth)
                .shareOfLoss(estimate.ofLoss())
                .shareOfUnsatisfied(estimate.ofUnsatisfied());
    }
}
