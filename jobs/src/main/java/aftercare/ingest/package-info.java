/**
 * From landing files to bronze (their bytes), silver (current truth by business key) and quarantine (what was refused,
 * and why).
 */
@NullMarked
package aftercare.ingest;

import org.jspecify.annotations.NullMarked;
