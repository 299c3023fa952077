/** How young months compare with earlier ones seen at the same age. */
@NullMarked
package aftercare.measure.equalage;

import org.jspecify.annotations.NullMarked;
