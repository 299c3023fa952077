package aftercare.measure.drivers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of one driver among some orders.
 *
 * @param exposedOrders orders to which it happened
 * @param judgedOrders these, and those of which it is known that it did not
 * @param exposed of the first, the rated ones
 * @param exposedSatisfied of these, the satisfied ones
 * @param unexposed rated orders of which it is known that it did not happen
 * @param unexposedSatisfied of these, the satisfied ones
 * @param cents what is known to have been spent on it; null where no order states it
 */
record DriverCounts(
        long exposedOrders,
        long judgedOrders,
        long exposed,
        long exposedSatisfied,
        long unexposed,
        long unexposedSatisfied,
        @Nullable Long cents) {
    private static final int CENTS = 2;

    static DriverCounts of(Driver driver, List<Cell> cells) {
        long exposedOrders = 0;
        long absentOrders = 0;
        long exposed = 0;
        long exposedSatisfied = 0;
        long unexposed = 0;
        long unexposedSatisfied = 0;
        Long cents = null;
        for (Cell cell : cells) {
            if (driver.happened(cell.levels())) {
                exposedOrders += cell.orders();
                exposed += cell.rated();
                exposedSatisfied += cell.satisfied();
                Long spent = spentOn(driver, cell);
                cents = spent == null ? cents : Long.valueOf((cents == null ? 0 : cents) + spent);
            } else if (driver.isAbsent(cell.levels())) {
                absentOrders += cell.orders();
                unexposed += cell.rated();
                unexposedSatisfied += cell.satisfied();
            }
        }
        return new DriverCounts(
                exposedOrders,
                exposedOrders + absentOrders,
                exposed,
                exposedSatisfied,
                unexposed,
                unexposedSatisfied,
                cents);
    }

    private static @Nullable Long spentOn(Driver driver, Cell cell) {
        return switch (driver) {
            case SECOND_VISIT -> cell.visitCents();
            case CHARGED_IN_WARRANTY -> cell.paidCents();
            default -> null;
        };
    }

    boolean isJudged(int fewest) {
        return exposed >= fewest && unexposed >= fewest;
    }

    @Nullable
    Double satisfiedWith() {
        return exposed == 0 ? null : Double.valueOf(exposedSatisfied / (double) exposed);
    }

    @Nullable
    Double satisfiedWithout() {
        return unexposed == 0 ? null : Double.valueOf(unexposedSatisfied / (double) unexposed);
    }

    /** What was spent in a month. */
    @Nullable
    BigDecimal costAMonth(int months) {
        return cents == null
                ? null
                : BigDecimal.valueOf(cents, CENTS).divide(BigDecimal.valueOf(months), CENTS, RoundingMode.HALF_UP);
    }
}
