/** How each outlet does, month by month. */
@NullMarked
package aftercare.measure.outlets;

import org.jspecify.annotations.NullMarked;
