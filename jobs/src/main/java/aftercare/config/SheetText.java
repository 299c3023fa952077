package aftercare.config;

import java.util.regex.Pattern;

/**
 * Texts in CSV files, which spreadsheets run as formulas when they begin with certain signs: such a text gets an
 * apostrophe before it, which a spreadsheet takes for "this is text" (OWASP, CSV injection). A text that is nothing but
 * a number stays as it is.
 */
public final class SheetText {
    /** The place at the beginning of a text that needs an apostrophe; the wide signs are those of Chinese keyboards. */
    public static final String GUARDED =
            "^(?=[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20])(?![-+]?[0-9]+(?:[.,][0-9]+)*\\z)";

    /** What is put there. */
    public static final String GUARD = "'";

    private static final Pattern PLACE = Pattern.compile(GUARDED);

    private SheetText() {}

    /** A text as a CSV file may hold it. */
    public static String guarded(String text) {
        return PLACE.matcher(text).replaceFirst(GUARD);
    }
}
