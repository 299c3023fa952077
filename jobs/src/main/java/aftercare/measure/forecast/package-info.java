/**
 * How many repairs to expect, where and when (docs/forecast in the design: units in service by age x repair rate by
 * age). Spark counts; the model itself is plain Java, one category at a time, so that it can be tested without Spark
 * and run in parallel.
 */
@NullMarked
package aftercare.measure.forecast;

import org.jspecify.annotations.NullMarked;
