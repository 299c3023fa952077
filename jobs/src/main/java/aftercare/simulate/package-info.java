/** A whole invented company with known truths: the demo's data, the tests' ground truth and the benchmark's load. */
@NullMarked
package aftercare.simulate;

import org.jspecify.annotations.NullMarked;
