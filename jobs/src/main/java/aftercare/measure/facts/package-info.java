/**
 * What several questions share: orders as seen at the end of a day, first fix, callbacks, outlets and standards in
 * force.
 */
@NullMarked
package aftercare.measure.facts;

import org.jspecify.annotations.NullMarked;
