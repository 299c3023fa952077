package aftercare.cli.engine;

import aftercare.cli.engine.EngineAnswer.Kind;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands for other processes, one at a time, in this one, whose classes are loaded, whose code is compiled and
 * whose Spark is up. Each command brings its own environment and its output goes where it was typed; the engine keeps
 * nothing of it. It ends when nobody has asked for a while, after a command that failed in an unforeseen way, when its
 * memory is half full of what commands left, and, as by a signal, when the process that asked is gone before its
 * command has ended: what a command does when it is stopped is then the same as without an engine.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** What a shell says of a process that was told to end: 128 and the number of the signal. */
    private static final int TERMINATED = 128 + 15;

    private static final int LOOKS_EVERY_MILLIS = 500;
    private static final double FULL = 0.5;

    /** Runs a command. */
    @FunctionalInterface
    public interface Work {
        /** Runs it and returns whether the engine is as good as before afterwards, and its exit status. */
        Ended run(EngineRequest request, PrintStream out, PrintStream err);
    }

    /**
     * How a command ended.
     *
     * @param status its exit status
     * @param foreseen whether it ended as commands do; after anything else the engine goes no further
     */
    public record Ended(int status, boolean foreseen) {}

    /** Ends this process at once, with an exit status; what is done at its end is done. */
    @FunctionalInterface
    public interface Exit {
        void now(int status);
    }

    private final EngineAddress address;
    private final String identity;
    private final Duration idle;
    private final Work work;
    private final Exit exit;
    private final FileChannel lockFile;
    private final ServerSocketChannel server;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long freeSinceNanos = System.nanoTime();
    private volatile boolean ending;

    private Engine(
            EngineAddress address,
            String identity,
            Duration idle,
            Work work,
            Exit exit,
            FileChannel lockFile,
            ServerSocketChannel server) {
        this.address = address;
        this.identity = identity;
        this.idle = idle;
        this.work = work;
        this.exit = exit;
        this.lockFile = lockFile;
        this.server = server;
    }

    /**
     * Begins to listen.
     *
     * @param idle after how long without a command it ends
     * @param wait how long another engine of the lake, which is about to end, may take to do so
     * @param exit how this process is ended when who asked is gone
     * @return empty where another engine listens for the lake
     */
    public static Optional<Engine> listen(
            EngineAddress address, String identity, Duration idle, Duration wait, Work work, Exit exit)
            throws IOException {
        FileChannel lockFile = FileChannel.open(address.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(lockFile, wait)) {
            lockFile.close();
            return Optional.empty();
        }
        // Left by an engine that was killed: who holds the lock is the only one who may listen.
        Files.deleteIfExists(address.socket());
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(address.unixSocket());
        return Optional.of(new Engine(address, identity, idle, work, exit, lockFile, server));
    }

    private static boolean locked(FileChannel file, Duration wait) throws IOException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            @Nullable FileLock lock = file.tryLock();
            if (lock != null) {
                return true;
            }
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(LOOKS_EVERY_MILLIS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** Runs what is asked for until it is time to end. */
    public void serve() throws IOException {
        try (Selector selector = Selector.open()) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            while (!isOver()) {
                selector.select(key -> accept(), LOOKS_EVERY_MILLIS);
            }
        }
    }

    private boolean isOver() {
        boolean forgotten = System.nanoTime() - freeSinceNanos > idle.toNanos() || !Files.exists(address.socket());
        // From here on no command is taken, so that none is begun that the end would cut off.
        return (ending || forgotten) && busy.compareAndSet(false, true);
    }

    private void accept() {
        try {
            SocketChannel client = server.accept();
            if (client != null) {
                client.configureBlocking(true);
                daemon("engine-command", () -> answer(client));
            }
        } catch (IOException gone) {
            LOG.warn("somebody asked and was gone", gone);
        }
    }

    private void answer(SocketChannel client) {
        EngineAnswer answer = new EngineAnswer(client);
        try (client) {
            EngineRequest request =
                    EngineRequest.read(new DataInputStream(new BufferedInputStream(Channels.newInputStream(client))));
            if (request.kind() != EngineRequest.Kind.END && !request.identity().equals(identity)) {
                boolean free = !busy.get();
                ending |= free && request.kind() == EngineRequest.Kind.RUN_OR_MAKE_ROOM;
                answer.send(free ? Kind.UNFIT : Kind.BUSY);
            } else if (!busy.compareAndSet(false, true)) {
                answer.send(Kind.BUSY);
            } else {
                try {
                    take(request, client, answer);
                } finally {
                    freeSinceNanos = System.nanoTime();
                    busy.set(false);
                }
            }
        } catch (IOException gone) {
            LOG.info("who asked is gone", gone);
        }
    }

    private void take(EngineRequest request, SocketChannel client, EngineAnswer answer) throws IOException {
        if (request.kind() == EngineRequest.Kind.END) {
            ending = true;
            answer.send(Kind.ENDING);
            return;
        }
        answer.send(Kind.ACCEPTED);
        AtomicBoolean ended = new AtomicBoolean();
        daemon("engine-watch", () -> watch(client, ended));
        Ended how;
        try (PrintStream out = stream(answer, Kind.OUT);
                PrintStream err = stream(answer, Kind.ERR)) {
            how = work.run(request, out, err);
        }
        ended.set(true);
        ending |= !how.foreseen() || isFull();
        answer.send(Kind.ENDED, (byte) how.status());
    }

    private static PrintStream stream(EngineAnswer answer, Kind kind) {
        return new PrintStream(answer.stream(kind), true, StandardCharsets.UTF_8);
    }

    /** Waits for the end of the other side, which says nothing after its request. */
    private void watch(SocketChannel client, AtomicBoolean ended) {
        try {
            while (client.read(ByteBuffer.allocate(1)) >= 0) {
                LOG.warn("a command was sent more than its request");
            }
        } catch (IOException gone) {
            LOG.debug("the connection broke", gone);
        }
        if (!ended.get()) {
            LOG.info("who asked is gone before the end");
            exit.now(TERMINATED);
        }
    }

    /** Whether much is still held of what commands left. */
    private static boolean isFull() {
        System.gc();
        Runtime java = Runtime.getRuntime();
        return java.totalMemory() - java.freeMemory() > FULL * java.maxMemory();
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets another engine listen. */
    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(address.socket());
        lockFile.close();
    }
}
