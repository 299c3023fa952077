package aftercare.ingest;

import java.io.Serializable;

/**
 * A part of a file that one task reads.
 *
 * @param offset where it begins, in bytes of the text (behind decompression)
 * @param length how many bytes it has; -1 for all there are
 * @param firstLine the physical line it begins on, from 1
 */
record Split(long offset, long length, long firstLine) implements Serializable {
    static final Split WHOLE = new Split(0, -1, 1);
}
