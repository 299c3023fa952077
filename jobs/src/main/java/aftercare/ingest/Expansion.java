package aftercare.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Decompressed bytes, watched: a few kilobytes of a hostile file may swell to terabytes. Exports shrink to a fiftieth
 * at the most, so what swells two hundredfold to much is refused.
 */
final class Expansion extends FilterInputStream {
    /** So many times its compressed size nothing swells that somebody wrote to be read. */
    static final int LARGEST_RATIO = 200;

    private static final int MB = 20;

    private final LongSupplier compressed;
    private final long harmless;
    private final long most;
    private long bytes;

    /**
     * @param in the decompressed bytes
     * @param compressed how many compressed bytes they took so far
     * @param harmless up to so many bytes any ratio is allowed
     * @param most more bytes than these are refused at any ratio
     */
    Expansion(InputStream in, LongSupplier compressed, long harmless, long most) {
        super(in);
        this.compressed = compressed;
        this.harmless = harmless;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            count(1);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            count(count);
        }
        return count;
    }

    @Override
    public long skip(long length) throws IOException {
        long skipped = super.skip(length);
        count(skipped);
        return skipped;
    }

    private void count(long more) throws IOException {
        bytes += more;
        if (bytes > most) {
            throw new IOException("it unpacks to more than " + (most >> MB) + " MB");
        }
        if (bytes > harmless && bytes > LARGEST_RATIO * Math.max(1, compressed.getAsLong())) {
            throw new IOException("it unpacks to more than " + LARGEST_RATIO + " times its size (over "
                    + (harmless >> MB) + " MB), as only files do that are made to do harm");
        }
    }

    /** Counts the bytes that a stream gives. */
    static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        long bytes() {
            return bytes;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            bytes += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            bytes += Math.max(0, count);
            return count;
        }
    }
}
