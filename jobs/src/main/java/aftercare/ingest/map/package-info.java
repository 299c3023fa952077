/** Proposes a mapping for a foreign export, from the names and the values of its fields; needs no Spark. */
@NullMarked
package aftercare.ingest.map;

import org.jspecify.annotations.NullMarked;
