/** What can be wrong with a set-up, one small check each. */
@NullMarked
package aftercare.cli.doctor;

import org.jspecify.annotations.NullMarked;
