package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.bench.FaultFigures;
import aftercare.ingest.Ingest;
import aftercare.lake.LedgerEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that a mutator made hostile are loaded or refused with a code, all of them: none ends the run, writes outside
 * the lake, is run, or makes anybody be asked over the network.
 */
class HostileMutationsTest {
    private static final Path SLIPPED = Path.of("/tmp/aftercare-slipped");

    @TempDir
    private Path folder;

    @Test
    void whatAMutatorMakesIsLoadedOrRefused() throws Exception {
        assertThat(load(7, 40, 40)).isNotBlank();
    }

    /** In a process with 2 GB of heap; {@code -Daftercare.faults.files=N} makes another number of files. */
    @Test
    @Tag("torture")
    void aThousandFilesAreLoadedOrRefusedWithTwoGigabytesOfHeap() throws Exception {
        int files = Integer.getInteger("aftercare.faults.files", 1_000);
        Path words = folder.resolve("words.txt");
        ChildProcess child = ChildProcess.startClass(
                words,
                "2g",
                HostileMutationsTest.class,
                folder.toString(),
                Integer.toString(files),
                Long.toString(Long.getLong("aftercare.faults.seed", 20)));
        int status = child.status();
        List<String> last = child.words()
                .lines()
                .filter(line -> line.startsWith("hostile: "))
                .toList();
        System.out.println(
                child.words().lines().filter(line -> line.startsWith("hostile")).collect(Collectors.joining("\n")));
        assertThat(status).as(child.words()).isZero();
        FaultFigures.note(
                "Files of every format (csv, tsv, txt, json, jsonl, parquet, xlsx, gz) that a seeded mutator made hostile",
                files,
                last.get(last.size() - 1).substring("hostile: ".length()));
    }

    /** Loads hostile files: the folder, how many, and the seed. */
    public static void main(String[] arguments) throws Exception {
        HostileMutationsTest test = new HostileMutationsTest();
        test.folder = Path.of(arguments[0]);
        System.out.println("hostile: " + test.load(Long.parseLong(arguments[2]), Integer.parseInt(arguments[1]), 100));
        System.exit(0);
    }

    private String load(long seed, int count, int atOnce) throws IOException {
        Files.deleteIfExists(SLIPPED);
        AtomicInteger asked = new AtomicInteger();
        int loaded = 0;
        int refused = 0;
        long rows = 0;
        List<String> faults = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            listen(server, asked);
            HostileMutator mutator = new HostileMutator(seed, folder, server.getLocalPort());
            Pipeline pipeline = new Pipeline(folder.resolve("lake"));
            for (int first = 0; first < count; first += atOnce) {
                Path landing = folder.resolve("landing-" + first);
                for (int i = first; i < Math.min(count, first + atOnce); i++) {
                    HostileMutator.Hostile file = mutator.next();
                    Delivered.bytes(landing, "repairs/" + i + "." + file.ending(), file.bytes());
                }
                Set<String> before = around();
                try {
                    Ingest.Report report = pipeline.tryLoad(landing, List.of(), 0.9);
                    for (LedgerEntry entry : report.entries()) {
                        boolean taken = entry.status().equals(LedgerEntry.LOADED);
                        loaded += taken ? 1 : 0;
                        refused += taken ? 0 : 1;
                        rows += entry.accepted();
                        if (!taken && (entry.reason() == null || entry.reason().isBlank())) {
                            faults.add(entry.path() + " is refused without a reason");
                        }
                    }
                    Set<String> told =
                            report.entries().stream().map(LedgerEntry::path).collect(Collectors.toSet());
                    long known = Delivered.files(landing).stream()
                            .filter(name -> !told.contains(name))
                            .count();
                    if (known != report.alreadyLoaded()) {
                        faults.add(known + " files are not accounted for, of " + landing);
                    }
                } catch (RuntimeException | StackOverflowError | OutOfMemoryError crash) {
                    java.io.StringWriter trace = new java.io.StringWriter();
                    crash.printStackTrace(new java.io.PrintWriter(trace));
                    System.out.println("hostile crash in " + landing + ": " + trace);
                    faults.add(landing + " ends the run: " + crash);
                }
                Set<String> after = around();
                after.removeAll(before);
                after.forEach(file -> faults.add(file + " was written outside the lake"));
                System.out.println("hostile so far: " + loaded + " loaded, " + refused + " refused, " + faults);
            }
        }
        assertThat(faults).isEmpty();
        assertThat(folder.resolve("executed")).doesNotExist();
        assertThat(SLIPPED).doesNotExist();
        assertThat(asked).hasValue(0);
        return String.format(
                Locale.ROOT,
                "%,d loaded (%,d rows), %,d refused with a reason, 0 runs ended, 0 written outside the lake, 0 executed,"
                        + " 0 asked over the network; heap of %,d MB",
                loaded,
                rows,
                refused,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static void listen(ServerSocket server, AtomicInteger asked) {
        Thread thread = new Thread(() -> {
            while (true) {
                try (Socket socket = server.accept()) {
                    asked.incrementAndGet();
                } catch (IOException closed) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** What lies beside the lake. */
    private Set<String> around() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.startsWith(folder.resolve("lake")) && !file.endsWith("words.txt"))
                    .map(Path::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
