package aftercare.measure.warranty;

import java.io.Serializable;
import java.time.YearMonth;

/**
 * Units sold in a month.
 *
 * @param month the month of sale
 * @param units sold, or planned to be
 */
record Units(YearMonth month, double units) implements Serializable {}
