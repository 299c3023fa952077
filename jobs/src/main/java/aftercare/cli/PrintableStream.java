package aftercare.cli;

import aftercare.config.Printable;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What commands print their results on; nothing in a result steers the terminal. */
final class PrintableStream extends PrintStream {
    PrintableStream(OutputStream out) {
        super(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public void print(@Nullable String text) {
        super.print(text == null ? null : Printable.lines(text));
    }
}
