package aftercare.contract;

import aftercare.config.Language;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What people read in place of the codes of a company's own lists: its categories, symptoms, causes, skills and
 * courses. A code that {@code locale/LANGUAGE/messages.yaml} knows below {@code codes} is said as it says; another one
 * of small letters, digits and underscores, such as {@code no_power}, with blanks and a capital. Whatever else stands
 * there, such as {@code E-12}, is taken to be words already.
 */
public final class CodeWords {
    private static final String KNOWN = "codes.";
    /** Read alike by Java and by Postgres. */
    private static final String PLAIN = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";

    private static final Pattern PLAIN_CODE = Pattern.compile(PLAIN);

    private CodeWords() {}

    /** A code in words, as a heading or a cell has it. */
    public static Text of(String code) {
        return Messages.known(KNOWN + code).orElseGet(() -> Text.of(readable(code)));
    }

    /** A code in words within a sentence, where no capital stands. */
    public static Text within(String code) {
        return isPlain(code) ? of(code).map(word -> word.toLowerCase(Locale.ROOT)) : of(code);
    }

    private static boolean isPlain(String code) {
        return PLAIN_CODE.matcher(code).matches();
    }

    /** A code with blanks and a capital. */
    static String readable(String code) {
        return isPlain(code)
                ? code.substring(0, 1).toUpperCase(Locale.ROOT)
                        + code.substring(1).replace('_', ' ')
                : code;
    }

    /** The same in SQL of Postgres: the words for the codes that an expression gives. */
    public static String sql(String expression, Language language) {
        Map<String, String> words = new TreeMap<>();
        for (String key : Messages.below(KNOWN)) {
            String code = key.substring(KNOWN.length());
            String word = of(code).in(language);
            if (!word.equals(readable(code))) {
                words.put(code, word);
            }
        }
        return words.entrySet().stream()
                .map(word -> " when " + expression + " = " + quoted(word.getKey()) + " then " + quoted(word.getValue()))
                .collect(Collectors.joining(
                        "",
                        "case",
                        " when %1$s ~ '%2$s' then upper(left(%1$s, 1)) || replace(substr(%1$s, 2), '_', ' ') else %1$s end"
                                .formatted(expression, PLAIN)));
    }

    private static String quoted(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
