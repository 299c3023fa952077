package aftercare.measure.warranty;

import java.io.Serializable;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a model's warranty cost follows from.
 *
 * @param modelId its code
 * @param termInForce its own warranty in months; null when nobody states it
 * @param level its repairs relative to its category
 * @param levelSd standard deviation of the level divided by it
 * @param rates its rates by age, the youngest first
 * @param sold units sold by month
 * @param inService units in service for each unit sold, above 1 where the company states more than were sold
 * @param planned units planned to be sold in the year ahead
 * @param costs what its repairs cost
 */
record ModelFacts(
        String modelId,
        @Nullable Integer termInForce,
        double level,
        double levelSd,
        List<AgeRate> rates,
        List<Units> sold,
        double inService,
        List<Units> planned,
        CostSums costs)
        implements Serializable {
    /**
     * The repair rate at an age.
     *
     * @param age full calendar months since the month of sale
     * @param rate repairs per unit and month
     * @param unitMonths exposure seen at the age; 0 where no unit of the model is as old
     */
    record AgeRate(int age, double rate, double unitMonths) implements Serializable {}

    /**
     * Units sold in a month, or planned to be.
     *
     * @param month the month of sale
     * @param units how many
     */
    record Units(YearMonth month, double units) implements Serializable {}

    /**
     * Repairs whose cost is known.
     *
     * @param n how many
     * @param sum of their costs
     * @param squares sum of the squares of their costs
     */
    record CostSums(long n, double sum, double squares) implements Serializable {
        static final CostSums NONE = new CostSums(0, 0, 0);

        CostSums plus(CostSums other) {
            return new CostSums(n + other.n, sum + other.sum, squares + other.squares);
        }

        double mean() {
            return sum / n;
        }

        /** Sum of squared deviations from the mean. */
        double deviations() {
            return n == 0 ? 0 : Math.max(0, squares - sum * sum / n);
        }
    }
}
