package aftercare.cli;

import aftercare.config.ExitStatus;
import java.util.function.Supplier;

/**
 * Ends a command that the user stops (Ctrl-C, or a terminate signal) with a clear line in place of the noise of
 * libraries shutting down.
 */
final class Interruption {
    private volatile boolean happened;

    /** Runs the work; when the process is told to stop meanwhile, says so. */
    ExitStatus guard(Command command, ConsoleProgress progress, Supplier<ExitStatus> work) {
        Thread lastWords = new Thread(() -> speak(command, progress), "interruption");
        Runtime.getRuntime().addShutdownHook(lastWords);
        try {
            return work.get();
        } finally {
            if (!happened) {
                forget(lastWords);
            }
        }
    }

    boolean happened() {
        return happened;
    }

    private void speak(Command command, ConsoleProgress progress) {
        happened = true;
        progress.close();
        progress.note(
                command.endsOnInterrupt()
                        ? "Stopped."
                        : "Stopped before the end. Nothing half-done shows; run the same command again to finish.");
    }

    private static void forget(Thread lastWords) {
        try {
            Runtime.getRuntime().removeShutdownHook(lastWords);
        } catch (IllegalStateException e) {
            // Shutting down already: the hook is speaking.
            return;
        }
    }
}
