package aftercare.cli;

import aftercare.config.Progress;
import java.io.PrintStream;

/** What a command speaks through: results on {@code out}, all else as progress on standard error. */
record Console(PrintStream out, Progress progress) {}
