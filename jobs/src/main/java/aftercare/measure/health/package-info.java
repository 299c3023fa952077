/** What the figures rest on: what was loaded, what was refused and why, and what each figure means. */
@NullMarked
package aftercare.measure.health;

import org.jspecify.annotations.NullMarked;
