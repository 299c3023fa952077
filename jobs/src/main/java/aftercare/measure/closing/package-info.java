/** What was said of a month when it was closed, and what has moved since. */
@NullMarked
package aftercare.measure.closing;

import org.jspecify.annotations.NullMarked;
