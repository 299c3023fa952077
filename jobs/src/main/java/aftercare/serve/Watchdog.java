package aftercare.serve;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the Postgres of a folder soon after the process that started it is gone, however that ended: nobody can catch
 * {@code kill -9}. A shell that waits for it costs next to nothing; where there is none, the next start stops the
 * server.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    /** $1 the process that started the server, $2 the file with the server's own; it may be another one by then. */
    private static final String WAIT_AND_STOP = """
            server=$(head -n 1 "$2") || exit 0
            while kill -0 "$1" 2>/dev/null; do
              kill -0 "$server" 2>/dev/null || exit 0
              sleep 2
            done
            [ "$(head -n 1 "$2" 2>/dev/null)" = "$server" ] && kill -INT "$server" 2>/dev/null
            exit 0
            """;

    private Watchdog() {}

    /** Watches this process for the server of a data folder, which runs. */
    static void watch(Path data) {
        try {
            new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            WAIT_AND_STOP,
                            "aftercare-watchdog",
                            Long.toString(ProcessHandle.current().pid()),
                            data.resolve("postmaster.pid").toString())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noShell) {
            LOG.warn(
                    "Nothing watches the embedded Postgres, so that a killed run may leave it: {}", noShell.toString());
        }
    }
}
