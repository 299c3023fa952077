package aftercare.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.cli.engine.EngineClient.Kind;
import aftercare.cli.engine.EngineClient.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who asks an engine gets what he would have got without one, or hears at once that he must do without. */
@Timeout(60)
class EngineTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String FITS = "this program";

    @TempDir
    private Path folder;

    private EngineAddress address;
    private Thread serving;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final BlockingQueue<Integer> exits = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void closeTheFolder() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        address = EngineAddress.of(folder.resolve("lake").toString(), folder).orElseThrow();
    }

    @AfterEach
    void end() throws InterruptedException {
        if (serving != null) {
            ask(request(EngineRequest.Kind.END, FITS));
            serving.join(TimeUnit.SECONDS.toMillis(10));
        }
    }

    @Test
    void aCommandSaysWhatItSaysAndEndsAsItEndsWhereItWasTyped() throws IOException {
        serve(LONG, (request, said, complained) -> {
            said.print(request.arguments() + " in " + request.workingDirectory());
            complained.print(request.environment().get("AFTERCARE_ZONE") + " größer");
            return new Engine.Ended(3, true);
        });

        Outcome outcome = ask(request(EngineRequest.Kind.RUN, FITS, "ingest", "--wait"));

        assertThat(outcome).isEqualTo(new Outcome(Kind.DONE, 3));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[ingest, --wait] in " + folder);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("Asia/Shanghai größer");
    }

    @Test
    void whileACommandRunsNoOtherIsTaken() throws Exception {
        serveUntilToldToGoOn();
        Thread first = new Thread(() -> ask(request(EngineRequest.Kind.RUN, FITS)));
        first.start();
        await(begun);

        assertThat(ask(request(EngineRequest.Kind.RUN, FITS)).kind()).isEqualTo(Kind.BUSY);
        assertThat(ask(request(EngineRequest.Kind.RUN_OR_MAKE_ROOM, "another")).kind())
                .isEqualTo(Kind.BUSY);
        assertThat(ask(request(EngineRequest.Kind.END, FITS)).kind()).isEqualTo(Kind.BUSY);

        go.countDown();
        first.join();
        assertThat(serving.isAlive()).isTrue();
    }

    @Test
    void anEngineThatIsNotAsTheCommandNeedsItTakesNoneAndMakesRoomWhereItIsAsked() throws Exception {
        serve(LONG, (request, said, complained) -> new Engine.Ended(0, true));

        assertThat(ask(request(EngineRequest.Kind.RUN, "another")).kind()).isEqualTo(Kind.UNFIT);
        assertThat(ask(request(EngineRequest.Kind.RUN, FITS)).kind()).isEqualTo(Kind.DONE);
        assertThat(ask(request(EngineRequest.Kind.RUN_OR_MAKE_ROOM, "another")).kind())
                .isEqualTo(Kind.UNFIT);

        serving.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(serving.isAlive()).isFalse();
        assertThat(ask(request(EngineRequest.Kind.RUN, FITS)).kind()).isEqualTo(Kind.NOT_THERE);
    }

    @Test
    void aLakeHasOneEngineAndTheSocketOfOneThatWasKilledIsInNobodysWay() throws IOException {
        Files.createFile(address.socket());
        serve(LONG, (request, said, complained) -> new Engine.Ended(0, true));

        try (FileChannel other = FileChannel.open(address.lock(), StandardOpenOption.WRITE)) {
            assertThat(lockedElsewhere(other)).isTrue();
        }
        assertThat(ask(request(EngineRequest.Kind.RUN, FITS)).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    void whoeverIsGoneBeforeHisCommandHasEndedEndsItAsASignalWould() throws Exception {
        serveUntilToldToGoOn();
        try (SocketChannel client = SocketChannel.open(address.unixSocket())) {
            request(EngineRequest.Kind.RUN, FITS).write(new DataOutputStream(Channels.newOutputStream(client)));
            await(begun);
        }

        assertThat(exits.poll(10, TimeUnit.SECONDS)).isEqualTo(143);
        go.countDown();
    }

    @Test
    void anEngineEndsAfterWhatNobodyForesawAndWhenNobodyAsks() throws Exception {
        serve(LONG, (request, said, complained) -> new Engine.Ended(1, false));
        assertThat(ask(request(EngineRequest.Kind.RUN, FITS))).isEqualTo(new Outcome(Kind.DONE, 1));
        serving.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(serving.isAlive()).isFalse();

        serve(Duration.ofMillis(1), (request, said, complained) -> new Engine.Ended(0, true));
        serving.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(serving.isAlive()).isFalse();
        assertThat(address.socket()).doesNotExist();
        assertThat(exits).isEmpty();
    }

    @Test
    void nobodyListensInAFolderThatOthersCanEnterNorForALakeElsewhere() throws IOException {
        assertThat(EngineAddress.of("s3a://bucket/lake", folder)).isEmpty();
        assertThat(EngineAddress.of("hdfs:/lake", folder)).isEmpty();
        assertThat(EngineAddress.of("file://" + folder.resolve("lake"), folder)).contains(address);
        assertThat(address.isPrivate()).isTrue();

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(address.makeFolder()).isFalse();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        Path link = folder.resolveSibling(folder.getFileName() + "-link");
        Files.createSymbolicLink(link, folder);
        assertThat(EngineAddress.of("lake", link).orElseThrow().makeFolder()).isFalse();
        Files.delete(link);
    }

    @Test
    void askingForAnAddressMakesNothing() {
        Path none = folder.resolve("none");
        EngineAddress there = EngineAddress.of("lake", none).orElseThrow();
        assertThat(there.isPrivate()).isFalse();
        assertThat(none).doesNotExist();
        assertThat(there.makeFolder()).isTrue();
        assertThat(there.isPrivate()).isTrue();
    }

    @Test
    void oneLakeByAnyOfItsNamesHasOneAddress() throws IOException {
        Path lake = Files.createDirectory(folder.resolve("lake"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), lake);

        assertThat(EngineAddress.of(link.toString(), folder)).contains(address);
        assertThat(EngineAddress.of(lake + "/../lake/", folder)).contains(address);
        assertThat(EngineAddress.of(folder.resolve("other").toString(), folder))
                .isPresent()
                .isNotEqualTo(Optional.of(address));
    }

    @Test
    void aProcessToldOtherThingsIsAnotherEngine() {
        Map<String, String> environment = Map.of("TZ", "UTC", "AFTERCARE_ZONE", "UTC");
        String identity = EngineIdentity.ofThisProcess("local[*]", environment);

        assertThat(EngineIdentity.ofThisProcess("local[*]", Map.of("TZ", "UTC", "AFTERCARE_ZONE", "Asia/Shanghai")))
                .as("our own variables travel with the command")
                .isEqualTo(identity);
        assertThat(EngineIdentity.ofThisProcess("local[2]", environment)).isNotEqualTo(identity);
        assertThat(EngineIdentity.ofThisProcess("local[*]", Map.of("TZ", "Asia/Shanghai")))
                .isNotEqualTo(identity);
        assertThat(EngineIdentity.ofThisProcess("local[*]", Map.of("TZ", "UTC", "SPARK_LOCAL_DIRS", "/scratch")))
                .isNotEqualTo(identity);
    }

    /** Serves commands that end only when {@link #go} says so. */
    private void serveUntilToldToGoOn() throws IOException {
        serve(LONG, (request, said, complained) -> {
            begun.countDown();
            await(go);
            return new Engine.Ended(0, true);
        });
    }

    private void serve(Duration idle, Engine.Work work) throws IOException {
        Engine engine = Engine.listen(address, FITS, idle, Duration.ZERO, work, exits::add)
                .orElseThrow();
        serving = new Thread(() -> {
            try (engine) {
                engine.serve();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        serving.start();
    }

    private Outcome ask(EngineRequest request) {
        return EngineClient.ask(
                address,
                request,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private EngineRequest request(EngineRequest.Kind kind, String identity, String... arguments) {
        return new EngineRequest(
                kind, identity, List.of(arguments), Map.of("AFTERCARE_ZONE", "Asia/Shanghai"), folder, false);
    }

    private static boolean lockedElsewhere(FileChannel file) throws IOException {
        try {
            return file.tryLock() == null;
        } catch (OverlappingFileLockException byThisProcess) {
            return true;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
