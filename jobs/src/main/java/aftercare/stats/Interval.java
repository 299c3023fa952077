package aftercare.stats;

/**
 * A confidence interval.
 *
 * @param low its lower end
 * @param high its upper end, never below the lower one
 */
public record Interval(double low, double high) {}
