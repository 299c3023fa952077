/** Settings, errors and progress: what every other package may use. */
@NullMarked
package aftercare.config;

import org.jspecify.annotations.NullMarked;
