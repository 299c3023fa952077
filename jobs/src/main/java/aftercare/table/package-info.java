/**
 * The tables that contracts describe, as Java sees them: names of columns, schemas, typed rows. All but
 * {@link aftercare.table.Cells} is written by the build from {@code schemas/}
 * ({@code src/build/java/TableClasses.java}).
 */
@NullMarked
package aftercare.table;

import org.jspecify.annotations.NullMarked;
