package aftercare.ingest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells a text of two bytes a character that does not say so by a byte-order mark: each plain letter, digit and
 * separator has a byte of zeros, which no other text has. Which of the two bytes comes first is told by what the text
 * says then: read the other way round, plain letters become rare characters, and line ends none at all.
 */
final class Utf16Guess {
    static final String LITTLE = "UTF-16LE";
    static final String BIG = "UTF-16BE";

    /** Of a text with fewer zeros a zero is a fault; separators, digits and line ends alone make more. */
    private static final double FEWEST_ZEROS = 0.05;
    /** As many zeros tell by themselves that half the characters are plain; fewer do beside line ends. */
    private static final double TELLING_ZEROS = 0.25;
    /** So many times as many plain characters tell one reading from the other. */
    private static final int CLEARLY = 4;

    private static final int LETTERS_SHOWN = 6;

    private final int little;
    private final int big;
    private final byte[] front;

    private Utf16Guess(byte[] front, int little, int big) {
        this.front = front;
        this.little = little;
        this.big = big;
    }

    /**
     * Looks at the first bytes of a text.
     *
     * @param count how many of the bytes there are
     */
    static Utf16Guess of(byte[] bytes, int count) {
        int zeros = 0;
        for (int i = 0; i < count; i++) {
            zeros += bytes[i] == 0 ? 1 : 0;
        }
        if (zeros < 2 || zeros < FEWEST_ZEROS * count) {
            return new Utf16Guess(new byte[0], 0, 0);
        }
        byte[] front = Arrays.copyOf(bytes, count - count % 2);
        boolean telling = zeros >= TELLING_ZEROS * count;
        return new Utf16Guess(front, plain(front, LITTLE, telling), plain(front, BIG, telling));
    }

    /** The character set; null when the text is none of both, or {@link #doubt} says that it may be either. */
    @Nullable
    String charset() {
        if (doubt() != null || (little == 0 && big == 0)) {
            return null;
        }
        return little > big ? LITTLE : BIG;
    }

    /** Why the bytes do not tell which of the two it is; null when they do, or it is none. */
    @Nullable
    String doubt() {
        boolean clear = little >= CLEARLY * big || big >= CLEARLY * little;
        return clear
                ? null
                : "its zeros tell two bytes a character, which could be " + LITTLE + " or " + BIG
                        + "; say which it is in the mapping, such as format: {encoding: " + LITTLE + "}";
    }

    /** Both readings of its beginning, for quarantine. */
    String example() {
        return read(LITTLE) + " or " + read(BIG);
    }

    private String read(String charset) {
        String text = new String(front, Charset.forName(charset));
        return Problem.quote(text.substring(0, Math.min(LETTERS_SHOWN, text.length())));
    }

    /** How many plain characters there are in a reading; 0 when no text reads so. */
    private static int plain(byte[] bytes, String charset, boolean telling) {
        CharsetDecoder decoder = Charset.forName(charset)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length / 2);
        // The last character may be cut.
        if (decoder.decode(ByteBuffer.wrap(bytes), text, false).isError()) {
            return 0;
        }
        text.flip();
        int plain = 0;
        boolean lines = telling;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = c == '\t' || c == '\n' || c == '\r';
            if (!blank && (Character.isISOControl(c) || !Character.isDefined(c))) {
                return 0;
            }
            plain += c < 0x80 ? 1 : 0;
            lines |= c == '\n' || c == '\r';
        }
        return lines ? plain : 0;
    }
}
