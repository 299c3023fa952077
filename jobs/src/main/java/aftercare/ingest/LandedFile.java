package aftercare.ingest;

import aftercare.contract.FileNames;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
 * @param layout how its records are laid out
 * @param header the columns' names
 * @param splits the parts that tasks read
 * @param skipped how many of its lines are no data by their place: before the header, lines of dashes, footers; blank
 *     lines and the header itself are not counted
 * @param totals the lines at its end that look like totals, each with the pattern of a footer that begins with it
 * @param notes what was guessed of it or is not read, in plain words
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
        FileLayout layout,
        List<String> header,
        List<Split> splits,
        long skipped,
        Map<Long, String> totals,
        List<String> notes,
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
     * @param reason what was seen, in words that do not come from the file
     * @param quoted the text of the file that it is about, for quarantine alone; null for none
     */
    record Damage(Kind kind, String reason, @Nullable String quoted) implements Serializable {
        enum Kind {
            EMPTY,
            UNREADABLE,
            DAMAGED,
            FORMAT_UNKNOWN,
            /** It can be read in more than one way, and nothing in it says which is right. */
            AMBIGUOUS,
            HEADER,
            /** It is what a query would have given, and the query cannot be run. */
            QUERY
        }
    }

    /** How it is called wherever personal data must not be: in logs, messages, silver and gold. */
    String shown() {
        return FileNames.shown(name, sha256);
    }

    /** About how many bytes its text has, behind decompression. */
    long textBytes() {
        return gzip ? bytes * GZIP_RATIO : bytes;
    }

    /** A file that nothing is known of but its name and place. */
    static LandedFile arrived(
            String name, Bronze.Archived archived, FileFormat format, FileLayout layout, @Nullable String mapping) {
        return new LandedFile(
                name,
                archived.path(),
                archived.sha256(),
                archived.bytes(),
                format,
                FileFormat.gzip(name),
                layout,
                List.of(),
                List.of(),
                0,
                Map.of(),
                List.of(),
                mapping,
                null);
    }

    /** A file that is named in the input folder and cannot be opened. */
    static LandedFile unreadable(String name, String path, @Nullable String mapping, IOException cause) {
        return arrived(
                        name,
                        new Bronze.Archived(WITHOUT_BYTES + name, path, 0),
                        FileFormat.CSV,
                        FileLayout.USUAL,
                        mapping)
                .damaged(
                        Damage.Kind.UNREADABLE,
                        "it cannot be opened (" + cause.getClass().getSimpleName() + ")");
    }

    /**
     * Where a file of this machine is, as Hadoop's {@code Path} understands it: in a URI blanks and Chinese characters
     * would be written in per cent, which that class takes word for word.
     */
    static String location(java.nio.file.Path file) {
        return "file:" + file.toAbsolutePath().normalize();
    }

    /** Where a record is, for a person: {@code line 7}, {@code sheet Nov, row 3}. */
    String place(long line) {
        return layout.place(line, format.delimited() || format == FileFormat.JSONL);
    }

    LandedFile laidOut(FileLayout other) {
        return new LandedFile(
                name, path, sha256, bytes, format, gzip, other, header, splits, skipped, totals, notes, mapping,
                damage);
    }

    LandedFile headed(List<String> names) {
        return new LandedFile(
                name, path, sha256, bytes, format, gzip, layout, names, splits, skipped, totals, notes, mapping,
                damage);
    }

    LandedFile divided(List<Split> others) {
        return new LandedFile(
                name, path, sha256, bytes, format, gzip, layout, header, others, skipped, totals, notes, mapping,
                damage);
    }

    LandedFile skipping(long lines) {
        return new LandedFile(
                name, path, sha256, bytes, format, gzip, layout, header, splits, lines, totals, notes, mapping, damage);
    }

    LandedFile totalled(Map<Long, String> lines) {
        return new LandedFile(
                name, path, sha256, bytes, format, gzip, layout, header, splits, skipped, lines, notes, mapping,
                damage);
    }

    LandedFile noting(List<String> more) {
        List<String> all = Stream.concat(notes.stream(), more.stream()).toList();
        return new LandedFile(
                name, path, sha256, bytes, format, gzip, layout, header, splits, skipped, totals, all, mapping, damage);
    }

    LandedFile damaged(Damage.Kind kind, String reason) {
        return damaged(kind, reason, null);
    }

    LandedFile damaged(Damage.Kind kind, String reason, @Nullable String quoted) {
        Damage seen = new Damage(kind, reason, quoted);
        return new LandedFile(
                name, path, sha256, bytes, format, gzip, layout, header, List.of(), 0, Map.of(), notes, mapping, seen);
    }
}
