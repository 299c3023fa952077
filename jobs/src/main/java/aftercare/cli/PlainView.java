package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.Printable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** One line per finished step, note, warning and error; fit for a log file. */
final class PlainView implements ProgressView {
    private final PrintStream err;
    private final Ansi ansi;

    PlainView(PrintStream err, boolean coloured) {
        this.err = err;
        this.ansi = coloured ? Ansi.ON : Ansi.OFF;
    }

    @Override
    public void started(String step) {
        // A log shows what was done.
    }

    @Override
    public void finished(FinishedStep step) {
        err.println(String.format(Locale.ROOT, "%-28s  %-44s  %8.1f s", step.name(), counts(step), step.seconds()));
    }

    @Override
    public void note(String message) {
        err.println(message);
    }

    @Override
    public void warn(String message) {
        err.println(styled("bold,yellow", "warning") + " " + message);
    }

    @Override
    public void failed(AftercareException error, @Nullable Throwable trace) {
        err.println(styled("bold,red", "error " + error.code().code()) + "  " + error.problem());
        err.println("  why  " + indented(error.reason()));
        err.println("  fix  " + indented(error.fix()));
        if (trace != null) {
            StringWriter text = new StringWriter();
            trace.printStackTrace(new PrintWriter(text, true));
            err.println("  trace  " + Printable.lines(text.toString()).strip().replace("\n", "\n  "));
        }
    }

    @Override
    public void close() {
        err.flush();
    }

    private static String counts(FinishedStep step) {
        if (step.rows() == 0) {
            return step.detail();
        }
        String counted = step.detail().isEmpty() ? String.format(Locale.ROOT, "%,d rows", step.rows()) : step.detail();
        return step.seconds() < 1
                ? counted
                : counted + String.format(Locale.ROOT, " (%,d rows/s)", Math.round(step.rows() / step.seconds()));
    }

    private static String indented(String text) {
        return text.strip().replace("\n", "\n       ");
    }

    private String styled(String style, String text) {
        return ansi.string("@|" + style + " " + text + "|@");
    }
}
