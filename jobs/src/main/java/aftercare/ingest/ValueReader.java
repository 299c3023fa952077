package aftercare.ingest;

import aftercare.contract.AcceptedForms;
import aftercare.contract.Column;
import aftercare.contract.ColumnType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Reads the text of one column into the value Spark stores, or says what is wrong with it. */
final class ValueReader {
    private static final Map<String, Boolean> BOOLEANS = truths(AcceptedForms.installed());

    /** What {@link #read} gives for a day that stands for none, where the column may be empty. */
    static final Object NOTHING = new Object();

    /** Longer ones take long to read and fit no column. */
    private static final int LONGEST_NUMBER = 64;

    /** How Java and its like write a whole number as a fraction. */
    private static final Pattern SCIENTIFIC = Pattern.compile("\\d\\.(\\d+)E\\+?(\\d{1,2})");

    private final Column column;
    private final Instants instants;
    private final Numbers numbers;
    private final PersonalHash hash;
    private final NullWords nulls;
    private final @Nullable Placeholders placeholders;
    private final boolean identifies;
    private final boolean hashed;
    private final int spanSeconds;
    private final Map<String, UTF8String> values = new HashMap<>();
    private final double min;
    private final double max;
    private final boolean ranged;
    private boolean isNumber;

    /**
     * @param key whether the column is part of its source's key
     * @param forms how its texts are read in the file at hand
     */
    ValueReader(Column column, boolean key, ColumnForms forms, PersonalHash hash) {
        this.column = column;
        this.instants = forms.instants(column);
        this.numbers = forms.numbers(column);
        this.hash = hash;
        this.nulls = NullWords.of(column, key, forms.texts().nulls());
        this.placeholders = column.placeholders() == null ? null : new Placeholders(column.placeholders());
        this.identifies = key || column.identifies();
        this.hashed = column.pii() == Column.Pii.HASH || forms.hashed();
        this.spanSeconds = column.unit() == null ? 0 : Spans.seconds(column.unit());
        column.values().forEach(value -> values.put(value.toLowerCase(Locale.ROOT), UTF8String.fromString(value)));
        column.valueAliases()
                .forEach((alias, value) -> values.put(alias.toLowerCase(Locale.ROOT), UTF8String.fromString(value)));
        this.min = bound(column.min(), Double.NEGATIVE_INFINITY);
        this.max = bound(column.max(), Double.POSITIVE_INFINITY);
        this.ranged = column.min() != null || column.max() != null;
    }

    /**
     * Whether a text stands for nothing in this column: it is empty, a word for nothing that the column does not know
     * as a value, a date of zeros, or a placeholder.
     *
     * @param text the field's text, without blanks around it
     */
    boolean isNothing(String text) {
        if (nulls.include(text)) {
            return text.isEmpty() || !knows(text);
        }
        return switch (column.type().kind()) {
            case DATE, TIMESTAMP -> Instants.isNoDay(text);
            case STRING -> placeholders != null && placeholders.contains(text);
            default -> false;
        };
    }

    private boolean knows(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return values.containsKey(word)
                || (column.type().kind() == ColumnType.Kind.BOOLEAN && BOOLEANS.containsKey(word));
    }

    private static Map<String, Boolean> truths(AcceptedForms forms) {
        Map<String, Boolean> truths = new HashMap<>();
        forms.yes().forEach(word -> truths.put(word.toLowerCase(Locale.ROOT), true));
        forms.no().forEach(word -> truths.put(word.toLowerCase(Locale.ROOT), false));
        return truths;
    }

    private double bound(@Nullable String text, double none) {
        if (text == null) {
            return none;
        }
        return switch (column.type().kind()) {
            case DATE -> java.time.LocalDate.parse(text).toEpochDay();
            case TIMESTAMP -> instants.micros(text);
            default -> Double.parseDouble(text);
        };
    }

    /**
     * The value of a text that is not empty, as Spark stores it inside; null when it cannot be read, which is then
     * reported; {@link #NOTHING} where it stands for no value.
     *
     * @param text the field's text, without blanks around it
     */
    @Nullable
    Object read(String text, Problem problem) {
        return switch (column.type().kind()) {
            case STRING -> string(text, problem);
            case INT, LONG -> whole(text, problem);
            case DECIMAL -> decimal(text, problem);
            case DOUBLE -> real(text, problem);
            case BOOLEAN -> bool(text, problem);
            case DATE -> date(text, problem);
            case TIMESTAMP -> timestamp(text, problem);
        };
    }

    /**
     * The same of a text that stands for a number which the file holds as such: its point is the decimal sign, whatever
     * sign the texts of the file have.
     */
    @Nullable
    Object readNumber(String text, Problem problem) {
        isNumber = true;
        Object value = read(text, problem);
        isNumber = false;
        return value;
    }

    /** Whether the text read last was to be an instant and names only a day. */
    boolean onlyDay() {
        return column.type().kind() == ColumnType.Kind.TIMESTAMP && instants.onlyDay();
    }

    private @Nullable Object string(String text, Problem problem) {
        if (text.indexOf('\0') >= 0) {
            return wrongType(text, "holds a NUL character, which databases do not take", problem);
        }
        if (!values.isEmpty()) {
            UTF8String value = values.get(text);
            if (value == null) {
                value = values.get(text.toLowerCase(Locale.ROOT));
            }
            if (value != null || !column.values().isEmpty()) {
                if (value == null) {
                    report("values", text, "is none of " + String.join(", ", column.values()), problem);
                }
                return value;
            }
        }
        String number = identifies ? wholeNumber(text) : text;
        if (number == null) {
            return wrongType(text, "was shortened by a spreadsheet; give its column the format of text", problem);
        }
        return hashed ? hash.of(number) : UTF8String.fromString(number);
    }

    /**
     * The number of a thing as a spreadsheet was given it, which makes 1001.0 or 1.001E+3 of 1001; null when digits of
     * it are lost, as of 1.23457E+12.
     */
    private static @Nullable String wholeNumber(String text) {
        int last = text.length() - 1;
        if (text.charAt(last) == '0' && last >= 2 && text.charAt(last - 1) == '.') {
            String whole = text.substring(0, last - 1);
            return whole.chars().allMatch(c -> c >= '0' && c <= '9') ? whole : text;
        }
        if (text.indexOf('E') < 0) {
            return text;
        }
        Matcher scientific = SCIENTIFIC.matcher(text);
        if (!scientific.matches()) {
            return text;
        }
        boolean whole = scientific.group(1).equals("0")
                || scientific.group(1).length() >= Integer.parseInt(scientific.group(2));
        BigDecimal number = new BigDecimal(text);
        return whole && number.stripTrailingZeros().scale() <= 0
                ? number.toBigInteger().toString()
                : null;
    }

    private @Nullable Object whole(String text, Problem problem) {
        if (text.length() > LONGEST_NUMBER) {
            return wrongType(text, "is no whole number", problem);
        }
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException notPlain) {
            String plain = plain(text);
            if (plain == null) {
                return noNumber(text, "is no whole number", problem);
            }
            try {
                value = new BigDecimal(plain).longValueExact();
            } catch (NumberFormatException | ArithmeticException noWholeNumber) {
                return wrongType(text, "is no whole number", problem);
            }
        }
        boolean isInt = column.type().kind() == ColumnType.Kind.INT;
        if (isInt && value != (int) value) {
            return wrongType(text, "is too large a number", problem);
        }
        if (outOfRange((double) value, text, problem)) {
            return null;
        }
        return isInt ? (Object) (int) value : (Object) value;
    }

    /** The number in plain digits; null when it is none, or has two readings that both fit the column. */
    private @Nullable String plain(String text) {
        if (isNumber && isPlainNumber(text.startsWith("-") ? text.substring(1) : text)) {
            return text;
        }
        if (spanSeconds > 0 && !isPlainNumber(text)) {
            String span = Spans.in(spanSeconds, text);
            if (span != null) {
                return span;
            }
        }
        String plain = numbers.plain(text);
        String other = numbers.otherReading();
        if (plain == null || other == null) {
            return plain;
        }
        boolean fits = fits(plain);
        boolean otherFits = fits(other);
        return fits == otherFits ? null : fits ? plain : other;
    }

    private static boolean isPlainNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.') {
                return false;
            }
        }
        return true;
    }

    private boolean fits(String number) {
        boolean whole =
                column.type().kind() == ColumnType.Kind.INT || column.type().kind() == ColumnType.Kind.LONG;
        BigDecimal value = new BigDecimal(number);
        return value.doubleValue() >= min
                && value.doubleValue() <= max
                && (!whole || value.stripTrailingZeros().scale() <= 0);
    }

    private @Nullable Object noNumber(String text, String otherwise, Problem problem) {
        String why = numbers.why();
        return wrongType(text, why == null ? otherwise : why, problem);
    }

    private @Nullable Object decimal(String text, Problem problem) {
        BigDecimal value;
        try {
            value = rounded(text);
        } catch (NumberFormatException noNumber) {
            return noNumber(text, "is no number", problem);
        }
        if (value == null || value.precision() > column.type().precision()) {
            return wrongType(text, "is too large a number", problem);
        }
        if (ranged && outOfRange(value.doubleValue(), text, problem)) {
            return null;
        }
        return Decimal.apply(value, column.type().precision(), column.type().scale());
    }

    /**
     * The number at the column's scale; null when it is too large to be worth its digits, as {@code 1e999999999} is.
     */
    private @Nullable BigDecimal rounded(String text) {
        if (text.length() > LONGEST_NUMBER) {
            throw new NumberFormatException();
        }
        String plain = plain(text);
        if (plain == null) {
            throw new NumberFormatException();
        }
        BigDecimal value = new BigDecimal(plain);
        long digitsBeforePoint = (long) value.precision() - value.scale();
        if (value.signum() != 0 && digitsBeforePoint > column.type().precision()) {
            return null;
        }
        boolean nothing =
                value.signum() == 0 || digitsBeforePoint < -column.type().scale();
        return (nothing ? BigDecimal.ZERO : value).setScale(column.type().scale(), java.math.RoundingMode.HALF_UP);
    }

    private @Nullable Object real(String text, Problem problem) {
        String plain = text.length() > LONGEST_NUMBER ? null : plain(text);
        if (plain == null) {
            return noNumber(text, "is no number", problem);
        }
        double value;
        try {
            value = Double.parseDouble(plain);
        } catch (NumberFormatException noNumber) {
            return wrongType(text, "is no number", problem);
        }
        if (Double.isInfinite(value)) {
            return wrongType(text, "is no number", problem);
        }
        return outOfRange(value, text, problem) ? null : (Object) value;
    }

    private @Nullable Object bool(String text, Problem problem) {
        Boolean value = BOOLEANS.get(text.toLowerCase(Locale.ROOT));
        return value == null ? wrongType(text, "is neither yes nor no", problem) : value;
    }

    private @Nullable Object date(String text, Problem problem) {
        long days = instants.days(text);
        if (standsForNone(days, text)) {
            return NOTHING;
        }
        if (days == Instants.UNREADABLE) {
            return wrongType(text, "is no day in any accepted form" + instants.hint(text), problem);
        }
        return outOfRange((double) days, text, problem) ? null : (Object) (int) days;
    }

    private @Nullable Object timestamp(String text, Problem problem) {
        long micros = instants.micros(text);
        // Which day an instant lies on takes long to say, and is asked of few.
        if (NoDay.mayHold(micros)
                && standsForNone(micros == Instants.UNREADABLE ? micros : instants.dayOf(micros), text)) {
            return NOTHING;
        }
        if (micros == Instants.UNREADABLE) {
            return wrongType(text, "is no instant in any accepted form" + instants.hint(text), problem);
        }
        return outOfRange((double) micros, text, problem) ? null : (Object) micros;
    }

    private boolean standsForNone(long day, String text) {
        boolean mayBeEmpty = !column.required() || column.defaultValue() != null;
        return mayBeEmpty
                && !text.equals(column.defaultValue())
                && (day == Instants.UNREADABLE ? NoDay.isWritten(text) : NoDay.is(day));
    }

    private boolean outOfRange(double value, String text, Problem problem) {
        if (value >= min && value <= max) {
            return false;
        }
        String range = column.min() == null
                ? "is above " + column.max()
                : column.max() == null
                        ? "is below " + column.min()
                        : "is not within " + column.min() + " to " + column.max();
        report("range", text, range, problem);
        return true;
    }

    private @Nullable Object wrongType(String text, String wrong, Problem problem) {
        report("type", text, wrong, problem);
        return null;
    }

    /** Names the column and what is wrong; the text is kept for quarantine where it does not tell who somebody is. */
    private void report(String rule, String text, String wrong, Problem problem) {
        problem.report(rule, column.name() + " " + wrong, column.personal() || hashed ? null : text);
    }
}
