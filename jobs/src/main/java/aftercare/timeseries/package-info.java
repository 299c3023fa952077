/**
 * Forecasts of single series: exponential smoothing, Theta, intermittent demand. Pure functions without Spark and
 * without anything else of ours; each gives the same answer to the same question, on any number of threads.
 */
@NullMarked
package aftercare.timeseries;

import org.jspecify.annotations.NullMarked;
