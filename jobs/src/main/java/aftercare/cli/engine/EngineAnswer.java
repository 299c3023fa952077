package aftercare.cli.engine;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** What an engine answers: frames of a kind and some bytes. */
final class EngineAnswer {
    /** What a frame holds. */
    enum Kind {
        /** The command runs. */
        ACCEPTED('a'),
        /** Some of its standard output. */
        OUT('o'),
        /** Some of its standard error. */
        ERR('e'),
        /** It ended; one byte, its exit status. */
        ENDED('s'),
        /** Another command runs, so this one was not begun. */
        BUSY('b'),
        /** The engine is another than the command needs. */
        UNFIT('u'),
        /** The engine ends, as it was told. */
        ENDING('x');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }

        private static Kind of(byte letter) throws IOException {
            for (Kind kind : values()) {
                if (kind.letter == letter) {
                    return kind;
                }
            }
            throw new IOException("an answer of a kind that is not known: " + letter);
        }
    }

    /** One frame. */
    @SuppressWarnings("ArrayRecordComponent") // Read once and passed on; nobody compares frames.
    record Frame(Kind kind, byte[] bytes) {}

    private final SocketChannel channel;

    EngineAnswer(SocketChannel channel) {
        this.channel = channel;
    }

    /** Sends a frame; several threads may. */
    synchronized void send(Kind kind, byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(1 + Integer.BYTES + length);
        frame.put(kind.letter).putInt(length).put(bytes, offset, length).flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    void send(Kind kind, byte... bytes) throws IOException {
        send(kind, bytes, 0, bytes.length);
    }

    /** A stream whose bytes go out as frames of a kind. */
    OutputStream stream(Kind kind) {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                send(kind, (byte) single);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (length > 0) {
                    send(kind, bytes, offset, length);
                }
            }
        };
    }

    /**
     * Reads the next frame.
     *
     * @throws IOException at the end of what the engine said
     */
    static Frame read(DataInputStream from) throws IOException {
        Kind kind = Kind.of(from.readByte());
        byte[] bytes = new byte[from.readInt()];
        from.readFully(bytes);
        return new Frame(kind, bytes);
    }
}
