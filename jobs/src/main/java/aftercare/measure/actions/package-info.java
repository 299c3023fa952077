/** What to do first: every recommendation of the other measures, on one scale. */
@NullMarked
package aftercare.measure.actions;

import org.jspecify.annotations.NullMarked;
