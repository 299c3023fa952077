/** How satisfied customers are with completed orders. */
@NullMarked
package aftercare.measure.satisfaction;

import org.jspecify.annotations.NullMarked;
