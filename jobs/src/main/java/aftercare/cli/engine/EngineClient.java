package aftercare.cli.engine;

import aftercare.cli.engine.EngineAnswer.Frame;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks an engine to run a command, and passes on what the command says. */
public final class EngineClient {
    /** How long a command that is told to stop may take for it, as when it is not in an engine. */
    private static final int SECONDS_TO_STOP = 60;

    private EngineClient() {}

    /** How it went. */
    public enum Kind {
        /** The command ran to its end. */
        DONE,
        /** No engine listens. */
        NOT_THERE,
        /** It runs another command. */
        BUSY,
        /** It is not as the command needs it. */
        UNFIT,
        /** It was there, and ended before the command did. */
        GONE
    }

    /**
     * How it went.
     *
     * @param status the command's exit status; only where it is {@link Kind#DONE}
     */
    public record Outcome(Kind kind, int status) {}

    /**
     * Asks the engine, and waits until the command has ended. When this process is told to stop, the command is.
     *
     * @param out what the command writes to its standard output
     * @param err and to its standard error
     */
    public static Outcome ask(EngineAddress address, EngineRequest request, PrintStream out, PrintStream err) {
        try (SocketChannel channel = SocketChannel.open(address.unixSocket())) {
            CountDownLatch over = new CountDownLatch(1);
            Thread stopping = new Thread(() -> stop(channel, over), "engine-client");
            Runtime.getRuntime().addShutdownHook(stopping);
            try {
                return ask(channel, request, out, err);
            } finally {
                over.countDown();
                forget(stopping);
            }
        } catch (IOException notThere) {
            return new Outcome(Kind.NOT_THERE, 0);
        }
    }

    private static Outcome ask(SocketChannel channel, EngineRequest request, PrintStream out, PrintStream err)
            throws IOException {
        request.write(new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel))));
        DataInputStream answer = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        boolean accepted = false;
        try {
            while (true) {
                Frame frame = EngineAnswer.read(answer);
                switch (frame.kind()) {
                    case ACCEPTED -> accepted = true;
                    case OUT -> write(out, frame.bytes());
                    case ERR -> write(err, frame.bytes());
                    case ENDED -> {
                        return new Outcome(Kind.DONE, frame.bytes()[0]);
                    }
                    case BUSY -> {
                        return new Outcome(Kind.BUSY, 0);
                    }
                    case UNFIT -> {
                        return new Outcome(Kind.UNFIT, 0);
                    }
                    case ENDING -> {
                        return new Outcome(Kind.DONE, 0);
                    }
                }
            }
        } catch (IOException ended) {
            // One that was about to end anyway had not begun the command.
            return new Outcome(accepted ? Kind.GONE : Kind.NOT_THERE, 0);
        }
    }

    private static void write(PrintStream to, byte[] bytes) {
        to.write(bytes, 0, bytes.length);
        to.flush();
    }

    /** The engine takes the end of our side for the signal, and what the command says to it is still passed on. */
    private static void stop(SocketChannel channel, CountDownLatch over) {
        try {
            channel.shutdownOutput();
            if (!over.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                channel.close();
            }
        } catch (IOException gone) {
            // The engine ended by itself.
            return;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // Shutting down already: the hook is what ended the command.
            return;
        }
    }
}
