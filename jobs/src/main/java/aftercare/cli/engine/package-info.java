/** The warm engine: a process that stays after a command, so that the next one on the same lake starts at once. */
@NullMarked
package aftercare.cli.engine;

import org.jspecify.annotations.NullMarked;
