/** Where we stand against competitors, by what is promised and by how well it works. Explained in docs/servqual.md. */
@NullMarked
package aftercare.measure.competitors;

import org.jspecify.annotations.NullMarked;
