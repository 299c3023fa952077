/** Which promises to customers are kept. */
@NullMarked
package aftercare.measure.promises;

import org.jspecify.annotations.NullMarked;
