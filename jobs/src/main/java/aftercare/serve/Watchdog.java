package aftercare.serve;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the Postgres of a folder soon after the process that started it is gone, however that ended: nobody can catch
 * {@code kill -9}. It watches before the server is started, in a session of its own, so that neither a kill during the
 * start nor one of the whole process group escapes it. A shell that waits costs next to nothing; where there is none,
 * the next start stops the server.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    /**
     * $1 the process that starts the server, $2 the data folder, $3 the file that says which start was the last, $4
     * what it says after this one. A process that ended and was not waited for, as happens in containers, still takes
     * signals. A server that is being started when its owner is killed comes up within seconds. The number of a server
     * that died may be another program's by now.
     */
    private static final String WAIT_AND_STOP = """
            lives() {
              kill -0 "$1" 2>/dev/null || return 1
              case "$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null)" in Z*) return 1 ;; esac
            }
            is_last() { [ "$(cat "$3" 2>/dev/null)" = "$4" ]; }
            while lives "$1"; do
              is_last "$@" || exit 0
              sleep 2
            done
            for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
              is_last "$@" || exit 0
              server=$(head -n 1 "$2/postmaster.pid" 2>/dev/null)
              if [ -n "$server" ] && lives "$server" &&
                { [ ! -r "/proc/$server/cmdline" ] || grep -aqF "$2" "/proc/$server/cmdline"; }; then
                kill -INT "$server" 2>/dev/null
                exit 0
              fi
              sleep 2
            done
            """;

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Watchdog() {}

    /**
     * Watches this process for the server of a folder, which it is about to start.
     *
     * @param home the folder
     * @param data its data folder
     */
    static void watch(Path home, Path data) throws IOException {
        String self = Long.toString(ProcessHandle.current().pid());
        String token = self + " " + UUID.randomUUID();
        Path owner = owner(home);
        Files.writeString(owner, token);
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(List.of(
                "/bin/sh", "-c", WAIT_AND_STOP, "aftercare-watchdog", self, data.toString(), owner.toString(), token));
        try {
            new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noShell) {
            LOG.warn(
                    "Nothing watches the embedded Postgres, so that a killed run may leave it: {}", noShell.toString());
        }
    }

    /** Ends what watches the server of a folder, which this process has stopped. */
    static void leave(Path home) throws IOException {
        Files.deleteIfExists(owner(home));
    }

    private static Path owner(Path home) {
        return home.resolve("owner");
    }
}
