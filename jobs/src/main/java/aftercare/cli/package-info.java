/** The command line: one small class per command, no logic of its own. */
@NullMarked
package aftercare.cli;

import org.jspecify.annotations.NullMarked;
