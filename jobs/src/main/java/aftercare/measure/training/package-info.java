/** Who needs which training, what the plan for it is, and whether past training worked. */
@NullMarked
package aftercare.measure.training;

import org.jspecify.annotations.NullMarked;
