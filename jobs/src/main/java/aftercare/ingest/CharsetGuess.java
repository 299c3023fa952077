package aftercare.ingest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells which character set a text has that is no Unicode: windows-1252, which Excel writes in Western Europe, or
 * GB18030, which it writes in China. Both take nearly any bytes, so what decides is how bytes above 127 stand together:
 * a Western text has them one by one between plain letters, a Chinese one in pairs, and mostly several pairs in a row.
 *
 * <p>Fed with all bytes of the text, in order.
 */
final class CharsetGuess {
    static final String WESTERN = "windows-1252";
    static final String CHINESE = "GB18030";
    /** The five bytes that windows-1252 has no character for. */
    private static final String NOT_WESTERN = "\u0081\u008d\u008f\u0090\u009d";
    /** The letters that windows-1252 has below 0xC0. */
    private static final String LOW_LETTERS = "\u008a\u008c\u008e\u009a\u009c\u009e\u009f\u00aa\u00ba\u00b5";

    private static final String LOW_CAPITALS = "\u008a\u008c\u008e\u009f";
    private static final int LONGEST_RUN = 64;
    /** So many of a hundred runs must tell one story. */
    private static final int CLEAR = 90;

    private final CharsetDecoder chinese = Charset.forName(CHINESE)
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer decoded = CharBuffer.allocate(8192);
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private boolean chineseValid = true;
    private boolean westernValid = true;

    private final byte[] run = new byte[LONGEST_RUN];
    private int length;
    private int before = ' ';
    private long westernRuns;
    private long chineseRuns;
    private long eitherRuns;
    private long otherRuns;
    private byte[] example = new byte[0];

    /** Takes the next bytes. */
    void feed(byte[] bytes, int count) {
        if (chineseValid) {
            decode(bytes, count, false);
        }
        for (int i = 0; i < count; i++) {
            int b = bytes[i] & 0xff;
            if (b < 0x80) {
                if (length > 0) {
                    endRun(b);
                }
                before = b;
            } else {
                westernValid &= NOT_WESTERN.indexOf(b) < 0;
                if (length < LONGEST_RUN) {
                    run[length] = (byte) b;
                }
                length++;
            }
        }
    }

    private void decode(byte[] bytes, int count, boolean last) {
        ByteBuffer in = ByteBuffer.allocate(rest.remaining() + count);
        in.put(rest).put(bytes, 0, count).flip();
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            decoded.clear();
            result = chinese.decode(in, decoded, last);
        }
        chineseValid = !result.isError();
        rest = in.slice();
    }

    private void endRun(int after) {
        boolean inWord = isLetter(before) || isLetter(after);
        if (length == 1 || (length == 2 && isLetter(before) && isLetter(after))) {
            if (wellPlaced(run[0] & 0xff, after)) {
                westernRuns++;
                example = example(example, after);
            } else {
                otherRuns++;
            }
        } else if (length % 2 == 0 && commonChinese()) {
            if (length == 2 && inWord) {
                eitherRuns++;
            } else if (length == 2) {
                eitherRuns++;
                example = example(example, after);
            } else {
                chineseRuns++;
            }
        } else {
            otherRuns++;
        }
        length = 0;
    }

    /** Whether a single character could stand where it does: a letter in a word, a sign beside one. */
    private boolean wellPlaced(int b, int after) {
        boolean letter = (b >= 0xc0 && b != 0xd7 && b != 0xf7) || LOW_LETTERS.indexOf(b) >= 0;
        boolean capitalInside = LOW_CAPITALS.indexOf(b) >= 0 && Character.isLowerCase(before);
        return letter ? !capitalInside : !(isLetter(before) && isLetter(after)) || b == 0x92 || b == 0xb7;
    }

    /** Whether the run is of the pairs that GB2312 has, which are nearly all that are written. */
    private boolean commonChinese() {
        for (int i = 0; i + 1 < Math.min(length, LONGEST_RUN); i += 2) {
            int lead = run[i] & 0xff;
            int trail = run[i + 1] & 0xff;
            if (lead < 0xa1 || lead > 0xf7 || trail < 0xa1 || trail > 0xfe) {
                return false;
            }
        }
        return true;
    }

    /** The bytes at hand with the plain one behind them, which GB18030 may take as a half of a character. */
    private byte[] example(byte[] known, int after) {
        if (known.length > 0) {
            return known;
        }
        byte[] bytes = new byte[length + (length % 2)];
        System.arraycopy(run, 0, bytes, 0, Math.min(length, bytes.length));
        if (bytes.length > length) {
            bytes[length] = (byte) after;
        }
        return bytes;
    }

    private static boolean isLetter(int b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }

    /** The character set, once all bytes were fed; empty when the bytes do not tell it. */
    Optional<String> charset() {
        finish();
        long all = westernRuns + chineseRuns + eitherRuns + otherRuns;
        boolean western = westernValid && westernRuns > 0 && 100 * westernRuns >= CLEAR * all;
        // Two pairs in a row are clear; a single pair is clear beside such rows only.
        boolean chineseClear = chineseValid && chineseRuns > 0 && 100 * (chineseRuns + eitherRuns) >= CLEAR * all;
        if (western == chineseClear) {
            return !westernValid && chineseValid && 100 * eitherRuns >= CLEAR * all
                    ? Optional.of(CHINESE)
                    : Optional.empty();
        }
        return Optional.of(western ? WESTERN : CHINESE);
    }

    private void finish() {
        if (length > 0) {
            endRun('\n');
        }
        if (chineseValid && rest.hasRemaining()) {
            decode(new byte[0], 0, true);
        }
    }

    /** Why the bytes do not tell the character set. */
    String doubt() {
        String decides = "; say which it is in the mapping, such as format: {encoding: " + WESTERN + "}";
        if (chineseValid && westernValid && example.length > 0) {
            return "its bytes are no UTF-8, and could be " + WESTERN + " or " + CHINESE + decides;
        }
        return "its bytes are neither UTF-8 nor clearly " + WESTERN + " or " + CHINESE + decides;
    }

    /** Both readings of an example of one character or two, for quarantine; null where there is none. */
    @Nullable
    String example() {
        return chineseValid && westernValid && example.length > 0
                ? read(example, WESTERN) + " or " + read(example, CHINESE)
                : null;
    }

    private static String read(byte[] bytes, String charset) {
        try {
            String text = Charset.forName(charset)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Problem.quote(text);
        } catch (CharacterCodingException invalid) {
            return "?";
        }
    }
}
