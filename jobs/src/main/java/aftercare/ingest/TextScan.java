package aftercare.ingest;

import aftercare.contract.Mapping;
import aftercare.ingest.FileInspection.Unfit;
import aftercare.ingest.LandedFile.Damage;
import aftercare.ingest.LandedFile.Split;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** One walk over all bytes of a text: is it UTF-8, where can it be cut, and how does it end? */
final class TextScan {
    private static final int BUFFER_BYTES = 1 << 20;
    /** Where even a hostile row ends, so that the walk does. */
    private static final long HOPELESS_BYTES = 64L << 20;

    private static final int LAST_KEPT = 20;

    private final LandedFile file;
    private final long partBytes;
    private final List<Split> splits = new ArrayList<>();
    private final Deque<Begin> last = new ArrayDeque<>();
    private final long[] tailBegins = new long[TotalRows.LOOKED_AT];
    private final long[] tailLines = new long[TotalRows.LOOKED_AT];
    private int tailed;
    private @Nullable String utf16;
    private @Nullable Utf16Guess unmarked;
    private boolean utf8 = true;
    private long openQuoteLine;
    private long endlessLine;
    private int continuation;
    private long partBegin;
    private long partLine = 1;
    private long partEnd;
    private boolean afterBlank;

    /**
     * Where one of the last records begins.
     *
     * @param offset its first byte
     * @param line its line
     * @param afterBlank whether a blank line stands before it
     */
    record Begin(long offset, long line, boolean afterBlank) {}

    private TextScan(LandedFile file, long partBytes) {
        this.file = file;
        this.partBytes = partBytes;
    }

    /** Goes over a text to learn its character set alone. */
    private static TextScan bytes(LandedFile file, Configuration hadoop) throws IOException {
        TextScan scan = new TextScan(file, Long.MAX_VALUE);
        scan.walk(null, hadoop);
        return scan;
    }

    /** Goes over a delimited text, whose separator is known. */
    static TextScan records(LandedFile file, long partBytes, Configuration hadoop) throws IOException {
        TextScan scan = new TextScan(file, partBytes);
        RecordScanner scanner = new RecordScanner(file.layout(), 0, 1, scan::record);
        scan.walk(scanner, hadoop);
        scanner.finish();
        scan.openQuoteLine = scanner.openQuoteLine();
        if (file.gzip() || scan.utf16 != null || !file.layout().divisible() || scan.partEnd == 0) {
            scan.splits.clear();
            scan.splits.add(Split.WHOLE);
        } else if (scan.partEnd > scan.partBegin) {
            scan.splits.add(new Split(scan.partBegin, scan.partEnd - scan.partBegin, scan.partLine));
        }
        return scan;
    }

    private void walk(@Nullable RecordScanner scanner, Configuration hadoop) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = RecordFiles.scannableBytes(file, Split.WHOLE, hadoop)) {
            int count = in.readNBytes(buffer, 0, buffer.length);
            utf16 = utf16(buffer, count);
            if (utf16 == null && file.layout().scannable()) {
                unmarked = Utf16Guess.of(buffer, count);
                utf16 = unmarked.charset();
            }
            while (count > 0) {
                checkUtf8(buffer, count);
                if (scanner != null) {
                    scanner.feed(buffer, count);
                    if (scanner.openBytes() > HOPELESS_BYTES) {
                        throw new Unfit(
                                Damage.Kind.DAMAGED,
                                "one of its rows is longer than " + (HOPELESS_BYTES >> 20)
                                        + " MB; perhaps a quote in it is never closed");
                    }
                }
                count = in.readNBytes(buffer, 0, buffer.length);
            }
        }
        utf8 &= continuation == 0;
    }

    private void record(long begin, long end, long line, boolean blank) {
        if (begin - partBegin >= partBytes) {
            splits.add(new Split(partBegin, begin - partBegin, partLine));
            partBegin = begin;
            partLine = line;
        }
        partEnd = end;
        if (endlessLine == 0 && end - begin > CsvRecords.LARGEST_RECORD_CHARS) {
            endlessLine = line;
        }
        if (blank) {
            afterBlank = true;
        } else {
            tailBegins[tailed % tailBegins.length] = begin;
            tailLines[tailed % tailBegins.length] = line;
            tailed++;
            noteLast(begin, line);
        }
    }

    private void noteLast(long begin, long line) {
        // Files of millions of rows have no blank lines, so this costs them nothing.
        if (afterBlank || !last.isEmpty()) {
            if (last.size() == LAST_KEPT) {
                last.clear();
            }
            if (afterBlank || !last.isEmpty()) {
                last.add(new Begin(begin, line, afterBlank));
            }
            afterBlank = false;
        }
    }

    /** Of the last records the ones from a blank line on; empty when there are many of them. */
    List<Begin> last() {
        return List.copyOf(last);
    }

    /** The part of the text with its last few records. */
    Split tail() {
        int first = tailed <= tailBegins.length ? 0 : tailed % tailBegins.length;
        return tailed == 0 ? Split.WHOLE : new Split(tailBegins[first], -1, tailLines[first]);
    }

    List<Split> splits() {
        return splits;
    }

    /** The line of the record whose quote is never closed; 0 for none. */
    long openQuoteLine() {
        return openQuoteLine;
    }

    /** The line of the first record that is too long to be one; 0 for none. */
    long endlessLine() {
        return endlessLine;
    }

    private static @Nullable String utf16(byte[] front, int count) {
        if (count < 2) {
            return null;
        }
        int mark = ((front[0] & 0xff) << 8) | (front[1] & 0xff);
        return mark == 0xfffe ? "UTF-16LE" : mark == 0xfeff ? "UTF-16BE" : null;
    }

    private void checkUtf8(byte[] buffer, int count) {
        if (!utf8 || (continuation == 0 && ascii(buffer, count))) {
            return;
        }
        for (int i = 0; i < count; i++) {
            int b = buffer[i] & 0xff;
            if (continuation > 0) {
                if (b < 0x80 || b > 0xbf) {
                    utf8 = false;
                    return;
                }
                continuation--;
            } else if (b >= 0x80) {
                continuation =
                        b >= 0xc2 && b <= 0xdf ? 1 : b >= 0xe0 && b <= 0xef ? 2 : b >= 0xf0 && b <= 0xf4 ? 3 : -1;
                if (continuation < 0) {
                    utf8 = false;
                    return;
                }
            }
        }
    }

    private static boolean ascii(byte[] buffer, int count) {
        ByteBuffer words = ByteBuffer.wrap(buffer);
        int i = 0;
        for (; i + 8 <= count; i += 8) {
            if ((words.getLong(i) & 0x8080808080808080L) != 0) {
                return false;
            }
        }
        byte[] rest = Arrays.copyOfRange(buffer, i, count);
        for (byte b : rest) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** The file with the character set of its text, found out by its bytes where it is not stated. */
    static LandedFile decoded(LandedFile file, Mapping.Format stated, Configuration hadoop) throws IOException {
        return stated.encoding() != null
                ? file.laidOut(
                        file.layout().charset(Charset.forName(stated.encoding()).name()))
                : bytes(file, hadoop).decoded(hadoop);
    }

    /** The same, once the bytes were gone over. */
    LandedFile decoded(Configuration hadoop) throws IOException {
        if (utf16 != null) {
            LandedFile wide = file.laidOut(file.layout().charset(utf16));
            return unmarked == null
                    ? wide
                    : wide.noting(List.of("its bytes are read as " + utf16 + ", as their zeros tell"));
        }
        String doubt = unmarked == null ? null : unmarked.doubt();
        if (unmarked != null && doubt != null) {
            throw new Unfit(Damage.Kind.AMBIGUOUS, doubt, unmarked.example());
        }
        if (utf8) {
            return file;
        }
        CharsetGuess guess = new CharsetGuess();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = RecordFiles.bytes(file, Split.WHOLE, hadoop)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                guess.feed(buffer, count);
            }
        }
        Optional<String> charset = guess.charset();
        if (charset.isEmpty()) {
            throw new Unfit(Damage.Kind.AMBIGUOUS, guess.doubt(), guess.example());
        }
        return file.laidOut(file.layout().charset(charset.get()))
                .noting(List.of("its bytes are no UTF-8 and are read as " + charset.get()));
    }

    /** How the first bytes of a text are most likely to be read; for looking at their form alone. */
    static String front(LandedFile file, Mapping.Format stated, int bytes, Configuration hadoop) throws IOException {
        byte[] front;
        try (InputStream in = RecordFiles.bytes(file, Split.WHOLE, hadoop)) {
            front = in.readNBytes(bytes);
        }
        String charset = stated.encoding() != null ? stated.encoding() : utf16(front, front.length);
        charset = charset == null ? Utf16Guess.of(front, front.length).charset() : charset;
        if (charset == null) {
            TextScan look = new TextScan(file, Long.MAX_VALUE);
            look.checkUtf8(front, front.length);
            CharsetGuess guess = new CharsetGuess();
            guess.feed(front, front.length);
            charset = look.utf8 ? "UTF-8" : guess.charset().orElse("ISO-8859-1");
        }
        String text = new String(front, Charset.forName(charset));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
