/** The statistics that measures rest on: pure functions without Spark and without anything else of ours. */
@NullMarked
package aftercare.stats;

import org.jspecify.annotations.NullMarked;
