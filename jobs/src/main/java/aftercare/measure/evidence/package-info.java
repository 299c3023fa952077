/** Where a figure of a monthly table comes from, and why it moved: the rows behind it, and SQL that tells it again. */
@NullMarked
package aftercare.measure.evidence;

import org.jspecify.annotations.NullMarked;
