/**
 * How customers judge service, and where it comes apart: surveys (SERVQUAL) and the five gaps. Explained in
 * docs/servqual.md.
 */
@NullMarked
package aftercare.measure.servicegap;

import org.jspecify.annotations.NullMarked;
