package aftercare.cli;

import aftercare.cli.ProgressView.FinishedStep;
import aftercare.config.AftercareException;
import aftercare.config.LogFormat;
import aftercare.config.LogLevel;
import aftercare.config.Printable;
import aftercare.config.Progress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Times the steps and hands them to a view, one at a time, in texts that are fit to be printed. */
final class ConsoleProgress implements Progress, AutoCloseable {
    private final ProgressView view;

    ConsoleProgress(ProgressView view) {
        this.view = view;
    }

    /** A live view for a person at a terminal, plain lines for a log, JSON for machines. */
    static ConsoleProgress on(Surroundings surroundings, LogFormat format, LogLevel level) {
        if (format == LogFormat.JSON) {
            return new ConsoleProgress(new JsonView(surroundings.err(), surroundings.clock()));
        }
        PlainView plain = new PlainView(surroundings.err(), surroundings.coloured());
        // Lines of the log would be written into the one that moves.
        boolean live = surroundings.terminal() && level.compareTo(LogLevel.WARN) <= 0;
        return new ConsoleProgress(live ? new LiveView(plain, surroundings.err()) : plain);
    }

    @Override
    public synchronized Step step(String name) {
        String shown = Printable.line(name);
        view.started(shown);
        return new TimedStep(shown);
    }

    @Override
    public synchronized void note(String message) {
        view.note(Printable.line(message));
    }

    @Override
    public synchronized void warn(String message) {
        view.warn(Printable.line(message));
    }

    synchronized void failed(AftercareException error, @Nullable Throwable trace) {
        view.failed(printable(error), trace);
    }

    /** Reasons and fixes may be lists; a view sets their lines apart from its own. */
    private static AftercareException printable(AftercareException error) {
        return new AftercareException(
                error.code(),
                Printable.line(error.problem()),
                Printable.lines(error.reason()),
                Printable.lines(error.fix()),
                error.getCause());
    }

    @Override
    public synchronized void close() {
        view.close();
    }

    private synchronized void finish(FinishedStep step) {
        view.finished(step);
    }

    private final class TimedStep implements Step {
        private final String name;
        private final long startedNanos = System.nanoTime();
        private volatile long rows;
        private volatile String detail = "";
        private boolean closed;

        TimedStep(String name) {
            this.name = name;
        }

        @Override
        public Step rows(long rows) {
            this.rows = rows;
            return this;
        }

        @Override
        public Step detail(String detail) {
            this.detail = Printable.line(detail);
            return this;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                finish(new FinishedStep(name, rows, detail, Duration.ofNanos(System.nanoTime() - startedNanos)));
            }
        }
    }
}
