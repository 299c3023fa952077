package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;

/** Holds the place of work that is still being written. */
final class NotBuilt {
    private NotBuilt() {}

    static AftercareException yet(Command command) {
        return new AftercareException(
                ErrorCode.UNEXPECTED,
                "aftercare " + command.name() + " is not built yet.",
                "This version only has its place on the command line.",
                "Use a later version.");
    }
}
