/** What warranty terms of different length cost. */
@NullMarked
package aftercare.measure.warranty;

import org.jspecify.annotations.NullMarked;
