package aftercare.ingest;

import aftercare.contract.AcceptedForms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads how people and their programs write numbers - {@code 1,250.00}, {@code 12.345,60}, {@code ¥150},
 * {@code (12.50)} - into plain digits with a point. Where a text has two readings and nothing decides, it is none.
 */
final class Numbers {
    private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+(\\.\\d+)?[eE][+-]?\\d+");
    private static final Pattern GROUPS = Pattern.compile("\\d{1,3}(\\D\\d{3})+");
    private static final Pattern INDIAN_GROUPS = Pattern.compile("\\d{1,2}(,\\d{2})+,\\d{3}");
    private static final Pattern ONE_GROUP = Pattern.compile("[1-9]\\d{0,2}");
    private static final int GROUP = 3;
    private static final char FULL_WIDTH_FIRST = '\uff01';
    private static final char FULL_WIDTH_LAST = '\uff5e';
    private static final char FULL_WIDTH_BEGIN = '\uff00';

    private final @Nullable Character decimal;
    private final boolean typed;
    private final boolean doubtfulPoint;
    private final List<String> words;
    private @Nullable String other;
    private @Nullable String why;

    /**
     * @param decimal the decimal sign a mapping states; null where it states none
     * @param format how the file is written: workbooks, JSON and Parquet hold numbers as such, which come with a point
     * @param separator the field separator: where it is a semicolon, the comma is likely to be the decimal sign
     * @param unit the unit of the column
     */
    Numbers(@Nullable Character decimal, FileFormat format, char separator, @Nullable String unit) {
        this.decimal = decimal;
        this.typed = format != FileFormat.CSV && format != FileFormat.TSV;
        this.doubtfulPoint =
                decimal == null ? format == FileFormat.CSV && separator == ';' : decimal.charValue() == ',';
        this.words = new ArrayList<>(wordsOf(unit));
        this.words.sort(Comparator.comparingInt(String::length).reversed());
    }

    private static List<String> wordsOf(@Nullable String unit) {
        if (unit == null) {
            return List.of();
        }
        AcceptedForms forms = AcceptedForms.installed();
        if (unit.equals("money")) {
            return forms.currencies();
        }
        List<String> spans = Spans.words(unit);
        return spans.isEmpty() ? forms.quantities().getOrDefault(unit, List.of()) : spans;
    }

    /** The number in digits with a point, as {@link java.math.BigDecimal} takes it; null when it is none. */
    @Nullable
    String plain(String text) {
        other = null;
        why = null;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                points++;
            } else if ((c < '0' || c > '9') && (i > 0 || c != '-')) {
                return unusual(text);
            }
        }
        return points == 0 || (points == 1 && !doubtfulPoint) ? text : unusual(text);
    }

    /** The other reading of the text read last, which the file does not rule out; null when there is none. */
    @Nullable
    String otherReading() {
        return other;
    }

    /** Why the text read last is no number, as a predicate; null when there is no more to say than that. */
    @Nullable
    String why() {
        return why;
    }

    private @Nullable String unusual(String text) {
        String rest = Blanks.trim(narrow(text));
        if (SCIENTIFIC.matcher(rest).matches()) {
            return rest;
        }
        boolean negative = false;
        if (rest.length() > 2 && rest.startsWith("(") && rest.endsWith(")")) {
            negative = true;
            rest = Blanks.trim(rest.substring(1, rest.length() - 1));
        }
        // The sign stands before or behind the currency, in accounts also behind the number.
        for (int i = 0; i < 2; i++) {
            if (!negative && !rest.isEmpty() && "+-".indexOf(rest.charAt(0)) >= 0) {
                negative = rest.charAt(0) == '-';
                rest = Blanks.trim(rest.substring(1));
            }
            if (!negative && rest.endsWith("-")) {
                negative = true;
                rest = Blanks.trim(rest.substring(0, rest.length() - 1));
            }
            rest = i == 0 ? withoutWords(rest) : rest;
        }
        String plain = unsigned(rest);
        if (plain == null) {
            return null;
        }
        if (other != null && negative) {
            other = "-" + other;
        }
        return negative ? "-" + plain : plain;
    }

    /** Full-width digits and signs as the usual ones; minus signs and apostrophes of all kinds as one. */
    private static String narrow(String text) {
        StringBuilder narrow = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST) {
                c = (char) (c - FULL_WIDTH_BEGIN + ' ');
            }
            narrow.append(
                    switch (c) {
                        case '\u2212', '\u2010', '\u2011', '\u2013', '\ufe63' -> '-';
                        case '\u2019', '\u02bc', '`' -> '\'';
                        default -> c;
                    });
        }
        return Blanks.plain(narrow.toString());
    }

    private String withoutWords(String text) {
        String rest = text;
        for (String word : words) {
            if (rest.regionMatches(true, 0, word, 0, word.length())) {
                rest = Blanks.trim(rest.substring(word.length()));
                break;
            }
        }
        for (String word : words) {
            int begin = rest.length() - word.length();
            if (begin > 0 && rest.regionMatches(true, begin, word, 0, word.length())) {
                return Blanks.trim(rest.substring(0, begin));
            }
        }
        return rest;
    }

    private @Nullable String unsigned(String text) {
        int points = 0;
        int commas = 0;
        boolean gaps = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                points++;
            } else if (c == ',') {
                commas++;
            } else if (c == ' ' || c == '\'') {
                gaps = true;
            } else if (c < '0' || c > '9') {
                return null;
            }
        }
        if (text.isEmpty() || points + commas == text.length()) {
            return null;
        }
        if (decimal != null && !(typed && decimal == ',' && points == 1 && commas == 0)) {
            return split(text, decimal, decimal == ',' ? '.' : ',');
        }
        if (points > 0 && commas > 0) {
            return text.lastIndexOf('.') > text.lastIndexOf(',') ? split(text, '.', ',') : split(text, ',', '.');
        }
        if (points + commas != 1) {
            return split(text, points > 1 ? ',' : '.', points > 1 ? '.' : ',');
        }
        return withOneSign(text, points == 1 ? '.' : ',', gaps);
    }

    /** A number with one point or one comma, which may be the decimal sign or part thousands. */
    private @Nullable String withOneSign(String text, char sign, boolean gaps) {
        int at = text.indexOf(sign);
        String asDecimal = split(text, sign, ' ');
        if (gaps || (sign == '.' && !doubtfulPoint)) {
            return asDecimal;
        }
        boolean mayPartThousands = text.length() - at - 1 == GROUP
                && ONE_GROUP.matcher(text.substring(0, at)).matches();
        String asThousands = mayPartThousands ? text.substring(0, at) + text.substring(at + 1) : null;
        if (asThousands != null) {
            why = "has a sign that may part thousands or decimals; " + decides();
            other = asThousands;
            return asDecimal;
        }
        if (sign == '.') {
            return asDecimal;
        }
        why = "is no number unless the comma is the decimal sign; " + decides();
        return null;
    }

    private String decides() {
        return decimal == null
                ? "the mapping decides: format: {decimal: \",\"} or format: {decimal: \".\"}"
                : "a number in this kind of file has a point, a text the sign that the mapping states";
    }

    /** The number with that decimal sign, its thousands parted by the other sign, blanks or apostrophes; else null. */
    private static @Nullable String split(String text, char decimalSign, char thousands) {
        int at = text.indexOf(decimalSign);
        String whole = at < 0 ? text : text.substring(0, at);
        String fraction = at < 0 ? "" : text.substring(at + 1);
        if (!digitsOnly(fraction)) {
            return null;
        }
        if (!digitsOnly(whole)) {
            String parted = whole;
            char sign = parted.chars()
                    .filter(c -> c < '0' || c > '9')
                    .mapToObj(c -> (char) c)
                    .findFirst()
                    .orElseThrow();
            boolean may = sign == thousands || sign == ' ' || sign == '\'';
            boolean one = parted.chars().allMatch(c -> c == sign || (c >= '0' && c <= '9'));
            boolean formed = GROUPS.matcher(parted).matches()
                    || INDIAN_GROUPS.matcher(parted).matches();
            if (!may || !one || !formed) {
                return null;
            }
            whole = parted.replace(String.valueOf(sign), "");
        }
        if (whole.isEmpty() && fraction.isEmpty()) {
            return null;
        }
        return fraction.isEmpty() ? whole : whole + "." + fraction;
    }

    private static boolean digitsOnly(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
