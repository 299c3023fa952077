package aftercare.serve.dashboard;

/**
 * A line across a chart at a value that never changes. Targets of the source {@code standards} are columns instead.
 *
 * @param value where it lies, in the unit of the metrics
 * @param label what it means
 */
public record Goal(double value, String label) {}
