package aftercare.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that lies in bronze, and all one must know to read it.
 *
 * @param name the landing path below the input folder; decides which of two files is the later one
 * @param path where its bytes are in bronze
 * @param sha256 what it is known by
 * @param bytes its size
 * @param format how its records are written
 * @param gzip whether it is compressed
 * @param charset the character set of its text
 * @param separator the field separator of delimited text
 * @param headed whether the first record names the columns
 * @param header the columns' names
 * @param splits the parts that tasks read
 * @param mapping the mapping under which it was found, as bronze keeps it; null for files in our own form
 * @param damage why it cannot be read; null when it can
 */
record LandedFile(
        String name,
        String path,
        String sha256,
        long bytes,
        FileFormat format,
        boolean gzip,
        String charset,
        char separator,
        boolean headed,
        List<String> header,
        List<Split> splits,
        @Nullable String mapping,
        @Nullable Damage damage)
        implements Serializable {

    /** What a file is known by that could not be opened, before its landing path. */
    static final String WITHOUT_BYTES = "unreadable:";

    private static final int GZIP_RATIO = 5;

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

    /**
     * Why a file cannot be read.
     *
     * @param kind which kind of damage
     * @param reason what was seen
     */
    record Damage(Kind kind, String reason) implements Serializable {
        enum Kind {
            EMPTY,
            UNREADABLE,
            DAMAGED,
            FORMAT_UNKNOWN,
            HEADER
        }
    }

    /** What was found out or guessed about how it is written, in sentences. */
    List<String> notes() {
        return List.of();
    }

    /** About how many bytes its text has, behind decompression. */
    long textBytes() {
        return gzip ? bytes * GZIP_RATIO : bytes;
    }

    /** A file that is named in the input folder and cannot be opened. */
    static LandedFile unreadable(String name, String path, @Nullable String mapping, IOException cause) {
        return new LandedFile(
                        name,
                        path,
                        WITHOUT_BYTES + name,
                        0,
                        FileFormat.CSV,
                        false,
                        "UTF-8",
                        ',',
                        true,
                        List.of(),
                        List.of(),
                        mapping,
                        null)
                .damaged(Damage.Kind.UNREADABLE, "it cannot be opened (" + cause.getMessage() + ")");
    }

    LandedFile damaged(Damage.Kind kind, String reason) {
        return new LandedFile(
                name,
                path,
                sha256,
                bytes,
                format,
                gzip,
                charset,
                separator,
                headed,
                header,
                List.of(),
                mapping,
                new Damage(kind, reason));
    }
}
