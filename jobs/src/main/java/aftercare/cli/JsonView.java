package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.Printable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object per line: {@code time} (ISO 8601, UTC), {@code level} (info, warn, error), {@code event}
 * (step_started, step_finished, note, warning, error), and those of {@code step, seconds, rows, detail, message, code,
 * reason, fix, trace} that apply.
 */
final class JsonView implements ProgressView {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream err;
    private final Clock clock;

    JsonView(PrintStream err, Clock clock) {
        this.err = err;
        this.clock = clock;
    }

    @Override
    public void started(String step) {
        Map<String, Object> line = line("info", "step_started");
        line.put("step", step);
        print(line);
    }

    @Override
    public void finished(FinishedStep step) {
        Map<String, Object> line = line("info", "step_finished");
        line.put("step", step.name());
        line.put("seconds", step.seconds());
        line.put("rows", step.rows());
        line.put("detail", step.detail());
        print(line);
    }

    @Override
    public void note(String message) {
        Map<String, Object> line = line("info", "note");
        line.put("message", message);
        print(line);
    }

    @Override
    public void warn(String message) {
        Map<String, Object> line = line("warn", "warning");
        line.put("message", message);
        print(line);
    }

    @Override
    public void failed(AftercareException error, @Nullable Throwable trace) {
        Map<String, Object> line = line("error", "error");
        line.put("code", error.code().code());
        line.put("message", error.problem());
        line.put("reason", error.reason());
        line.put("fix", error.fix());
        if (trace != null) {
            StringWriter text = new StringWriter();
            trace.printStackTrace(new PrintWriter(text, true));
            line.put("trace", Printable.lines(text.toString()));
        }
        print(line);
    }

    @Override
    public void close() {
        err.flush();
    }

    private Map<String, Object> line(String level, String event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", clock.instant().toString());
        line.put("level", level);
        line.put("event", event);
        return line;
    }

    private void print(Map<String, Object> line) {
        try {
            err.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
