/** Which claims of outlets should be looked at before they are paid. */
@NullMarked
package aftercare.measure.settlement;

import org.jspecify.annotations.NullMarked;
