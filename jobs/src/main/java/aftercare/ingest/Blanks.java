package aftercare.ingest;

/**
 * What prints as nothing: besides the blanks of Java also those that do not break lines, those without a width and the
 * byte order mark, which spreadsheets and web pages leave around numbers.
 */
final class Blanks {
    private Blanks() {}

    /** A text without blanks around it. */
    static String trim(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isBlank(text.charAt(begin))) {
            begin++;
        }
        while (begin < end && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return end - begin == text.length() ? text : text.substring(begin, end);
    }

    private static boolean isBlank(char c) {
        if (c <= ' ') {
            return c != '\0';
        }
        return c > '~'
                && (Character.isSpaceChar(c)
                        || c == '\u0085'
                        || (c >= '\u200b' && c <= '\u200f')
                        || c == '\u2060'
                        || c == '\ufeff');
    }

    /** Any blank between others as a plain one, for texts that are compared with patterns. */
    static String plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '~') {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(c != '\n' && isBlank(c) ? ' ' : c);
        }
        return plain.toString();
    }
}
