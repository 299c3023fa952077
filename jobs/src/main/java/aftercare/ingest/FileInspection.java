package aftercare.ingest;

import aftercare.contract.Mapping;
import aftercare.ingest.LandedFile.Damage;
import aftercare.ingest.LandedFile.Split;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how an archived file is written: its character set, separator and header, and where a large one can be cut.
 * Goes over all its bytes once, so that damage shows before anything is taken.
 */
final class FileInspection {
    /**
     * A part that one task reads; large enough that tasks are few, small enough that a large file keeps all cores busy.
     */
    static final long PART_BYTES = 64L << 20;

    private static final String OURS = "aftercare.";

    private final Configuration hadoop;
    private final long partBytes;

    FileInspection(Configuration hadoop, long partBytes) {
        this.hadoop = hadoop;
        this.partBytes = partBytes;
    }

    /** What is found wrong with a file, beside what its format's reader throws. */
    static final class Unfit extends IOException {
        private static final long serialVersionUID = 1;

        private final Damage.Kind kind;
        private final @Nullable String quoted;

        Unfit(Damage.Kind kind, String reason) {
            this(kind, reason, null);
        }

        /**
         * @param reason in words that do not come from the file
         * @param quoted the text of the file that it is about, for quarantine alone; null for none
         */
        Unfit(Damage.Kind kind, String reason, @Nullable String quoted) {
            super(reason);
            this.kind = kind;
            this.quoted = quoted;
        }
    }

    /**
     * Inspects a file; never throws for what the file is, but says so in its damage.
     *
     * @param stated what its mapping says of its form; null for nothing
     * @param mapping its mapping as bronze keeps it; null for none
     * @param wanted the headers that are looked for in it
     */
    LandedFile inspect(
            String name,
            Bronze.Archived archived,
            Mapping.@Nullable Format stated,
            @Nullable String mapping,
            Wanted wanted) {
        Mapping.Format format = stated == null ? Mapping.Format.UNSTATED : stated;
        Optional<FileFormat> type = format.type() != null
                ? Optional.of(FileFormat.valueOf(format.type().toUpperCase(Locale.ROOT)))
                : FileFormat.ofName(name);
        LandedFile file = LandedFile.arrived(
                name, archived, type.orElse(FileFormat.CSV), FileLayout.USUAL.headed(format.headed()), mapping);
        if (type.isEmpty()) {
            return file.damaged(
                    Damage.Kind.FORMAT_UNKNOWN,
                    "its name ends in no format we read (csv, tsv, json, jsonl, parquet, xlsx, .gz of text)");
        }
        if (archived.bytes() == 0) {
            return file.damaged(Damage.Kind.EMPTY, "it is empty, without even a header");
        }
        try {
            return inspect(file, format, wanted);
        } catch (Unfit unfit) {
            return file.damaged(unfit.kind, plain(unfit), unfit.quoted);
        } catch (ZipException | EOFException damaged) {
            return file.damaged(
                    Damage.Kind.DAMAGED, "its compressed data ends early or is broken (" + plain(damaged) + ")");
        } catch (com.fasterxml.jackson.core.exc.StreamConstraintsException beyond) {
            return file.damaged(
                    Damage.Kind.DAMAGED, "its JSON is nested deeper, or has longer texts or numbers, than any record");
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            // The parser's own message quotes the text, which may name people.
            return file.damaged(
                    Damage.Kind.DAMAGED,
                    "its JSON is broken or ends early"
                            + (broken.getLocation() == null
                                    ? ""
                                    : " on line " + broken.getLocation().getLineNr()));
        } catch (IOException | RuntimeException unreadable) {
            return file.damaged(Damage.Kind.DAMAGED, "it cannot be read: " + plain(unreadable));
        }
    }

    /** What this program says is wrong; of what a library throws the kind alone, since it may repeat the text. */
    private static String plain(Exception unreadable) {
        String message = unreadable.getMessage();
        StackTraceElement[] thrown = unreadable.getStackTrace();
        boolean ours = thrown.length > 0 && thrown[0].getClassName().startsWith(OURS);
        return message == null || !ours
                ? unreadable.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private LandedFile inspect(LandedFile file, Mapping.Format stated, Wanted wanted) throws IOException {
        return switch (file.format()) {
            case PARQUET -> parquet(file);
            case XLSX -> new WorkbookInspection(hadoop, wanted).inspect(file, stated);
            case JSON, JSONL -> new JsonInspection(hadoop, wanted).inspect(file, stated);
            case CSV, TSV -> new TextInspection(hadoop, partBytes, wanted).inspect(file, stated);
        };
    }

    private LandedFile parquet(LandedFile file) throws IOException {
        Path path = new Path(file.path());
        LandedFile headed = file.headed(ParquetRecords.header(hadoop, path)).divided(List.of(Split.WHOLE));
        try {
            readThrough(headed, hadoop);
        } catch (OutOfMemoryError tooLarge) {
            // Pages are checked, but what a dictionary swells to is known to the library alone.
            throw new Unfit(Damage.Kind.DAMAGED, "reading it takes more memory than there is");
        }
        return headed;
    }

    /** Reads every record, so that damage far behind the header shows here and not in the middle of a load. */
    static void readThrough(LandedFile file, Configuration hadoop) throws IOException {
        try (Records records = RecordFiles.open(file, Split.WHOLE, null, hadoop)) {
            boolean more = records.next();
            while (more) {
                more = records.next();
            }
        }
    }

    /** The positions of the headers whose empty cells repeat the value above. */
    static List<Integer> filledDown(List<String> header, Mapping.Format stated, Wanted wanted) throws IOException {
        List<Integer> positions = new java.util.ArrayList<>();
        List<String> normal = header.stream().map(Header::normal).toList();
        for (String name : stated.fillDown()) {
            int position = normal.indexOf(Header.normal(name));
            if (position < 0) {
                throw new Unfit(
                        Damage.Kind.HEADER,
                        "fill_down names " + name + ", which it does not have; it has " + Headings.told(header, wanted),
                        Headings.quoted(header, wanted));
            }
            positions.add(position);
        }
        return List.copyOf(positions);
    }
}
