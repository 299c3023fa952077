package aftercare.serve.dashboard;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the columns that a query returns, read off its last select outside brackets. Each column is named by
 * {@code as}, or is a plain one.
 */
final class SelectList {
    private static final Pattern NAME = Pattern.compile("(?:^|[.\\s])([a-z_][a-z0-9_]*)$");
    private static final Pattern WORD = Pattern.compile("\\b(select|from)\\b");

    private SelectList() {}

    static List<String> of(String sql) {
        String outside = withoutBrackets(sql);
        Matcher words = WORD.matcher(outside);
        int select = -1;
        int from = -1;
        while (words.find()) {
            if ("select".equals(words.group(1))) {
                select = words.end();
                from = -1;
            } else if (from < 0) {
                from = words.start();
            }
        }
        if (select < 0) {
            throw new IllegalArgumentException("there is no select");
        }
        String list = outside.substring(select, from < 0 ? outside.length() : from);
        return Nesting.parts(list).stream().map(SelectList::name).toList();
    }

    /**
     * The same text with a star for everything that stands in brackets or quotes, so that words in there are not found.
     */
    private static String withoutBrackets(String sql) {
        StringBuilder outside = new StringBuilder();
        int at = 0;
        while (at < sql.length()) {
            char character = sql.charAt(at);
            if (character == '(') {
                int end = Nesting.next(sql, at + 1, ")");
                outside.append("*");
                at = end + 1;
            } else if (character == '\'') {
                outside.append("*");
                at = Nesting.endOfQuote(sql, at) + 1;
            } else {
                outside.append(character);
                at++;
            }
        }
        return outside.toString();
    }

    private static String name(String item) {
        Matcher name = NAME.matcher(item);
        if (!name.find()) {
            throw new IllegalArgumentException("the column '" + item + "' has no name");
        }
        return name.group(1);
    }
}
