package aftercare.config;

import java.util.Locale;

/**
 * Makes texts fit to be printed: a header, a file name or an option may hold characters that begin a line of their own,
 * steer the terminal or turn the order of what is read, and what came from outside must not look like a line of ours.
 */
public final class Printable {
    private Printable() {}

    /** A text as a part of one line. */
    public static String line(String text) {
        return escaped(text, "");
    }

    /** A text that may have lines and tabs of its own. */
    public static String lines(String text) {
        return escaped(text.replace("\r\n", "\n"), "\n\t");
    }

    private static String escaped(String text, String kept) {
        boolean plain = text.codePoints().noneMatch(c -> isEscaped(c, kept));
        if (plain) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isEscaped(c, kept)) {
                escaped.append(
                        switch (c) {
                            case '\n' -> "\\n";
                            case '\r' -> "\\r";
                            case '\t' -> "\\t";
                            default -> String.format(Locale.ROOT, "\\u%04x", c);
                        });
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static boolean isEscaped(int c, String kept) {
        return (Character.isISOControl(c) && kept.indexOf(c) < 0)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
