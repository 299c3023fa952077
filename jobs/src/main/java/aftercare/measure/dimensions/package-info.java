/**
 * The members that figures are cut by: regions, outlets, models, technicians and months. Members that only facts name
 * are there too, as unknown ones, so that no figure stands without its member.
 */
@NullMarked
package aftercare.measure.dimensions;

import org.jspecify.annotations.NullMarked;
