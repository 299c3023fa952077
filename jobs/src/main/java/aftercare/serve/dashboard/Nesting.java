package aftercare.serve.dashboard;

import java.util.ArrayList;
import java.util.List;

/** Finds its way through a text of SQL: what stands in brackets or quotes belongs together. */
final class Nesting {
    private Nesting() {}

    /** The parts of a text between the commas that stand in no bracket and no quotes. */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int comma = next(text, 0, ","); comma < text.length(); comma = next(text, start, ",")) {
            parts.add(text.substring(start, comma).strip());
            start = comma + 1;
        }
        parts.add(text.substring(start).strip());
        return parts;
    }

    /**
     * Where one of some characters stands next, outside brackets and quotes; the length of the text when it does not.
     */
    static int next(String text, int from, String wanted) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char character = text.charAt(i);
            if (depth == 0 && wanted.indexOf(character) >= 0) {
                return i;
            } else if (character == '\'') {
                i = endOfQuote(text, i);
            } else if (character == '(') {
                depth++;
            } else if (character == ')') {
                depth--;
            }
        }
        return text.length();
    }

    static int endOfQuote(String text, int start) {
        int end = text.indexOf('\'', start + 1);
        if (end < 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        return end;
    }
}
