package aftercare.cli;

import aftercare.config.AftercareException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** The plain lines, and below them one line that moves: what is being done now, and for how long. */
final class LiveView implements ProgressView {
    private static final String[] SPINNER = {"|", "/", "-", "\\"};
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int LONGEST_LINE = 100;
    private static final int INTERVAL_MILLIS = 250;

    private final PlainView lines;
    private final PrintStream err;
    private final Map<String, Instant> running = new LinkedHashMap<>();
    private int finishedSteps;
    private @Nullable ProgressBar bar;

    LiveView(PlainView lines, PrintStream err) {
        this.lines = lines;
        this.err = err;
    }

    @Override
    public void started(String step) {
        synchronized (running) {
            running.put(step, Instant.now());
        }
        if (bar == null) {
            bar = moving();
        }
    }

    @Override
    public void finished(FinishedStep step) {
        synchronized (running) {
            running.remove(step.name());
            finishedSteps++;
        }
        above(() -> lines.finished(step));
    }

    @Override
    public void note(String message) {
        above(() -> lines.note(message));
    }

    @Override
    public void warn(String message) {
        above(() -> lines.warn(message));
    }

    @Override
    public void failed(AftercareException error, @Nullable Throwable trace) {
        close();
        lines.failed(error, trace);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
            above(() -> {});
        }
        lines.close();
    }

    private ProgressBar moving() {
        return new ProgressBarBuilder()
                .setInitialMax(-1)
                .continuousUpdate()
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                .setRenderer(this::render)
                .setConsumer(new DelegatingProgressBarConsumer(this::redraw, LONGEST_LINE))
                .build();
    }

    /** The line that moves, no longer than {@code width}. */
    String render(ProgressState state, int width) {
        Duration elapsed = state.getTotalElapsed();
        synchronized (running) {
            String now = running.entrySet().stream()
                    .map(step -> step.getKey() + " " + seconds(Duration.between(step.getValue(), Instant.now())))
                    .collect(Collectors.joining(", "));
            String spinner = SPINNER[(int) (elapsed.toMillis() / INTERVAL_MILLIS % SPINNER.length)];
            String line = spinner + " " + finishedSteps + " done, " + seconds(elapsed) + "  " + now;
            return line.length() <= width ? line : line.substring(0, width - 3) + "...";
        }
    }

    private void redraw(String line) {
        synchronized (err) {
            err.print(CLEAR_LINE + line);
            err.flush();
        }
    }

    private void above(Runnable printing) {
        synchronized (err) {
            err.print(CLEAR_LINE);
            printing.run();
        }
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
