/** How many technicians and outlets the forecast repairs take, where outlets should be, and which limit says so. */
@NullMarked
package aftercare.measure.network;

import org.jspecify.annotations.NullMarked;
