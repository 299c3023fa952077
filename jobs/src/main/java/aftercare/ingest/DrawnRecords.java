package aftercare.ingest;

import java.io.IOException;
import java.io.Reader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Records of a table drawn in plain text, as lists of SAP and consoles of databases give them. A line is a record, its
 * fields stand between upright strokes and are filled up with blanks, lines of dashes are no records. A quote is a
 * plain character.
 */
final class DrawnRecords implements Records {
    private static final Pattern RULE = Pattern.compile("[\\s|+:]*[-=+]{3}[-+=|:\\s]*");

    private final TextLines lines;
    private final char separator;
    private @Nullable String[] fields = new String[0];
    private long rules;

    DrawnRecords(Reader text, char separator) {
        this.lines = new TextLines(text);
        this.separator = separator;
    }

    /** Whether a line is drawn with dashes and such, and holds nothing. */
    static boolean isRule(String line) {
        return RULE.matcher(line).matches();
    }

    @Override
    public boolean next() throws IOException {
        String text = lines.next();
        while (text != null && (text.isBlank() || isRule(text))) {
            rules += text.isBlank() ? 0 : 1;
            text = lines.next();
        }
        if (text == null) {
            return false;
        }
        fields = taken(text);
        return true;
    }

    /** How many lines so far held nothing but dashes. */
    long rules() {
        return rules;
    }

    private String[] taken(String text) {
        String inner = text.strip();
        int from = !inner.isEmpty() && inner.charAt(0) == separator ? 1 : 0;
        int to = inner.length() > 1 && inner.charAt(inner.length() - 1) == separator
                ? inner.length() - 1
                : inner.length();
        String[] taken = inner.substring(from, to).split(Pattern.quote(String.valueOf(separator)), -1);
        for (int i = 0; i < taken.length; i++) {
            taken[i] = taken[i].strip();
        }
        return taken;
    }

    @Override
    public @Nullable String[] fields() {
        return fields;
    }

    @Override
    public int fieldCount() {
        return fields.length;
    }

    @Override
    public long line() {
        return lines.number();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
