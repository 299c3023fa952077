/** What customers complain about, and how it is dealt with (docs/decisions.md, D13). */
@NullMarked
package aftercare.measure.complaints;

import org.jspecify.annotations.NullMarked;
