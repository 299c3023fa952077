package aftercare.ingest;

import aftercare.contract.AcceptedForms;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads spans of time into the unit of a column: {@code 1:30}, {@code PT1H30M}, {@code 1 h 30 min}, {@code 90 min}. */
final class Spans {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,6}):([0-5]\\d)(?::([0-5]\\d(?:\\.\\d{1,9})?))?");
    private static final Pattern PART = Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d{1,9})?)\\s*([^\\d\\s]+)\\s*");

    private Spans() {}

    /** The words for a unit of spans of time; none when it is no such unit. */
    static List<String> words(String unit) {
        AcceptedForms.Durations words = AcceptedForms.installed().durations();
        return switch (seconds(unit)) {
            case HOUR -> words.hours();
            case MINUTE -> words.minutes();
            case 1 -> words.seconds();
            default -> List.of();
        };
    }

    /** The seconds of a unit; 0 when it is no span of time. */
    static int seconds(String unit) {
        AcceptedForms.Durations words = AcceptedForms.installed().durations();
        String word = unit.toLowerCase(Locale.ROOT);
        if (words.hours().contains(word)) {
            return HOUR;
        }
        if (words.minutes().contains(word)) {
            return MINUTE;
        }
        return words.seconds().contains(word) ? 1 : 0;
    }

    /**
     * The span in a unit of so many seconds, as digits with a point; null when the text is no span, as a mere number is
     * none.
     */
    static @Nullable String in(int unitSeconds, String text) {
        BigDecimal seconds = spanned(text);
        return seconds == null
                ? null
                : seconds.divide(BigDecimal.valueOf(unitSeconds), MathContext.DECIMAL64)
                        .toPlainString();
    }

    private static @Nullable BigDecimal spanned(String text) {
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            String last = clock.group(3);
            return new BigDecimal(clock.group(1))
                    .multiply(BigDecimal.valueOf(HOUR))
                    .add(new BigDecimal(clock.group(2)).multiply(BigDecimal.valueOf(MINUTE)))
                    .add(last == null ? BigDecimal.ZERO : new BigDecimal(last));
        }
        if (text.startsWith("P") || text.startsWith("p")) {
            try {
                Duration span = Duration.parse(text);
                return BigDecimal.valueOf(span.getSeconds()).add(BigDecimal.valueOf(span.getNano(), 9));
            } catch (DateTimeParseException | ArithmeticException noSpan) {
                return null;
            }
        }
        return inWords(text);
    }

    private static @Nullable BigDecimal inWords(String text) {
        BigDecimal sum = BigDecimal.ZERO;
        int before = Integer.MAX_VALUE;
        Matcher part = PART.matcher(text);
        int at = 0;
        while (at < text.length()) {
            int size = part.region(at, text.length()).lookingAt() ? seconds(part.group(2)) : 0;
            // Each unit once, the larger one first.
            if (size == 0 || size >= before) {
                return null;
            }
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(size)));
            before = size;
            at = part.end();
        }
        return at == 0 ? null : sum;
    }
}
