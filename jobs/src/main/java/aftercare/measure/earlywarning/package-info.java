/** Which models break more often than their age, the season and the fleet explain, before anybody has summed it up. */
@NullMarked
package aftercare.measure.earlywarning;

import org.jspecify.annotations.NullMarked;
