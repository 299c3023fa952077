/**
 * The Delta lake: where its tables are, how they are written so that a rerun changes nothing, who holds it, and what
 * has been done to it.
 */
@NullMarked
package aftercare.lake;

import org.jspecify.annotations.NullMarked;
