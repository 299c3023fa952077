package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How input files are called outside of bronze, its ledger and quarantine: a name may hold a person's name or number,
 * so only what {@code schemas/file_names.yaml} lists is shown of it, with days and short numbers (DS22).
 */
public final class FileNames {
    /** What stands for a part of a name that is not shown. */
    public static final String HIDDEN = "~";

    private static final char CODE_SIGN = '@';
    private static final int CODE_DIGITS = 12;
    private static final Pattern CODE = Pattern.compile(CODE_SIGN + "([0-9a-f]{" + CODE_DIGITS + "})(?=\\.|$)");

    /** What a query or a database gave is called after its mapping, which is the company's own word. */
    private static final Pattern OF_A_MAPPING = Pattern.compile("[^/]*\\.ya?ml(#\\d+)?#[a-z_]+\\.[a-z]+");

    private static final Pattern ENDINGS =
            Pattern.compile("(\\.(csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx|xls|xlsm|zip|tar|pdf|gz))*$");
    /** A word, a run of digits with what may stand between them, or one character of any other kind. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<numbers>\\d+(?:[-_. T:]?\\d+)*)|(?<word>\\p{IsHan}+|[\\p{L}\\p{M}&&[^\\p{IsHan}]]+)|(?<other>.)",
            Pattern.DOTALL);

    private static final String DAY = "(?:19|20)\\d\\d(?:[-_.]?(?:0[1-9]|1[0-2])"
            + "(?:[-_.]?(?:0[1-9]|[12]\\d|3[01])(?:[-_ T.:]?[0-2]\\d(?:[-_.:]?[0-5]\\d){1,2})?)?)?(?!\\d)";
    private static final Pattern DAYS = Pattern.compile("(?<!\\d)" + DAY);
    /** Fewer digits call nobody. */
    private static final int FEWEST_TELLING_DIGITS = 6;

    private static final String HARMLESS = "-_. ()+#,=~";

    private FileNames() {}

    private record Document(@JsonProperty("words") List<String> words) {}

    private static final class Words {
        static final Set<String> ALL = Contracts.document("file_names", Document.class).words().stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        static final int LONGEST = ALL.stream().mapToInt(String::length).max().orElse(1);
    }

    /**
     * A file's name as it may be shown anywhere.
     *
     * @param path its landing path
     * @param sha256 its fingerprint, whose beginning tells files apart whose names are not shown; null where it is not
     *     known
     */
    public static String shown(String path, @Nullable String sha256) {
        if (OF_A_MAPPING.matcher(path).matches()) {
            return path.replaceAll("\\p{Cntrl}", "_");
        }
        Matcher before = CODE.matcher(path);
        return before.find()
                ? shown(path.substring(0, before.start()) + path.substring(before.end()), before.group(1), true)
                : shown(path, sha256, false);
    }

    private static String shown(String path, @Nullable String sha256, boolean always) {
        int last = path.lastIndexOf('/') + 1;
        Matcher ending = ENDINGS.matcher(path.toLowerCase(Locale.ROOT));
        int end = ending.find(last) ? Math.max(ending.start(), last) : path.length();
        List<String> parts = new ArrayList<>();
        for (String part : path.substring(0, end).split("/", -1)) {
            parts.add(masked(part));
        }
        String shown = String.join("/", parts);
        boolean whole = shown.equals(path.substring(0, end));
        return shown + (whole && !always ? "" : codeSign(sha256)) + path.substring(end);
    }

    private static String codeSign(@Nullable String sha256) {
        return sha256 != null && sha256.length() >= CODE_DIGITS && sha256.matches("[0-9a-f]+")
                ? CODE_SIGN + sha256.substring(0, CODE_DIGITS)
                : "";
    }

    /** A sheet's name as it may be shown anywhere; its number where a part of it is not to be shown. */
    public static String ofSheet(String name, int index) {
        return masked(name).equals(name) && !name.contains(HIDDEN) ? name : "number " + (index + 1);
    }

    /** The beginning of the SHA-256 in a name as it is shown; null where all of the name is shown. */
    public static @Nullable String code(String shown) {
        Matcher code = CODE.matcher(shown);
        return code.find() ? code.group(1) : null;
    }

    /** The same of a fingerprint. */
    public static String codeOf(String sha256) {
        return sha256.substring(0, Math.min(CODE_DIGITS, sha256.length()));
    }

    private static String masked(String part) {
        StringBuilder shown = new StringBuilder();
        Matcher token = TOKEN.matcher(part);
        while (token.find()) {
            String text = token.group();
            boolean harmless = token.group("numbers") != null
                    ? isHarmless(text)
                    : token.group("word") != null ? isWord(text, code(part, token)) : HARMLESS.contains(text);
            if (harmless) {
                shown.append(text);
            } else if (shown.length() == 0 || shown.charAt(shown.length() - 1) != HIDDEN.charAt(0)) {
                shown.append(HIDDEN);
            }
        }
        return shown.toString();
    }

    /** Whether digits follow at once, as in the number of a region. */
    private static boolean code(String part, Matcher token) {
        return token.end() < part.length() && Character.isDigit(part.charAt(token.end()));
    }

    private static boolean isHarmless(String numbers) {
        return DAYS.matcher(numbers)
                        .replaceAll("")
                        .chars()
                        .filter(c -> c >= '0' && c <= '9')
                        .count()
                < FEWEST_TELLING_DIGITS;
    }

    private static boolean isWord(String text, boolean beforeDigits) {
        String word = text.toLowerCase(Locale.ROOT);
        return (word.length() == 1 && word.charAt(0) < 0x80)
                || (word.length() <= 2 && beforeDigits && word.chars().allMatch(c -> c < 0x80))
                || Words.ALL.contains(word)
                || ofWords(word);
    }

    /** Whether a text of ideographs, which have no blanks between words, is nothing but known words. */
    private static boolean ofWords(String text) {
        if (!Character.isIdeographic(text.codePointAt(0))) {
            return false;
        }
        int at = 0;
        while (at < text.length()) {
            int length = Math.min(Words.LONGEST, text.length() - at);
            while (length > 0 && !Words.ALL.contains(text.substring(at, at + length))) {
                length--;
            }
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }
}
