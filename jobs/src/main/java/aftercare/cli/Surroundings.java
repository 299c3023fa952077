package aftercare.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What the command line finds around it, so that tests can give it others.
 *
 * @param terminal whether a person watches {@code err}
 */
record Surroundings(
        Map<String, String> environment,
        Path workingDirectory,
        Clock clock,
        PrintStream out,
        PrintStream err,
        boolean terminal) {

    static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                isTerminal());
    }

    boolean coloured() {
        return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Only the launcher can tell where standard error goes; Java knows standard input and output alone. */
    @SuppressWarnings("SystemConsoleNull") // From Java 22 on it is never null, and the launcher's word alone counts.
    private static boolean isTerminal() {
        boolean watched =
                System.console() != null && Boolean.parseBoolean(System.getProperty("aftercare.terminal", "true"));
        return watched && !"dumb".equals(System.getenv().getOrDefault("TERM", "dumb"));
    }

    /** Labels come in Chinese too, whatever the locale of the shell. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
