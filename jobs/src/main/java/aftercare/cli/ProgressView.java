package aftercare.cli;

import aftercare.config.AftercareException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How progress and errors are shown. Called by one thread at a time. */
interface ProgressView extends AutoCloseable {
    void started(String step);

    void finished(FinishedStep step);

    void note(String message);

    void warn(String message);

    /** The error that ends the command; {@code trace} is null unless it was asked for. */
    void failed(AftercareException error, @Nullable Throwable trace);

    @Override
    void close();

    /**
     * A step that is over.
     *
     * @param rows rows done, or 0 when they were not counted
     * @param detail counts worth showing, or empty
     */
    record FinishedStep(String name, long rows, String detail, Duration took) {
        double seconds() {
            return took.toMillis() / 1000.0;
        }
    }
}
