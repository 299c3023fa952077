package aftercare.ingest.map;

import aftercare.contract.AcceptedForms;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a field writes days or instants.
 *
 * @param pattern as java.time spells it; empty where every source reads the form anyway
 * @param other the second reading where the values leave two open; null for none
 * @param locale the language of its names of months; empty where it has none, or English ones
 * @param day whether it holds a day
 * @param time whether it holds a time
 * @param zoned whether each value states its offset or zone
 * @param numeric a form whose day and month are told apart by their place only
 */
record ObservedForm(
        String pattern,
        @Nullable String other,
        String locale,
        boolean day,
        boolean time,
        boolean zoned,
        boolean numeric) {

    private static final Pattern ISO = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}([ T]\\d{2}:\\d{2}(:\\d{2}([.,]\\d+)?)?( ?(Z|z|[+-]\\d{2}(:?\\d{2})?))?)?");
    private static final Pattern ISO_ZONED = Pattern.compile(".*\\d:\\d{2}.*([zZ]|[+-]\\d{2}(:?\\d{2})?)");
    private static final Pattern TIME_ONLY =
            Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2}([.]\\d+)?)?( ?[AaPp]\\.?[Mm]\\.?)?");
    private static final Pattern MAYBE = Pattern.compile("(?=.*\\d.*[-/.,: \\u5e74].*\\d).{6,40}");
    private static final Pattern LETTERS = Pattern.compile("(?U).*\\p{Alpha}{3}.*");

    private static final List<String> DAYS = List.of(
            "d/M/yyyy",
            "M/d/yyyy",
            "d-M-yyyy",
            "M-d-yyyy",
            "d.M.yyyy",
            "d/M/yy",
            "M/d/yy",
            "d-M-yy",
            "M-d-yy",
            "d.M.yy",
            "yyyy.M.d",
            "d/MMM/yyyy",
            "d/MMM/yy",
            "d-MMM-yyyy",
            "d-MMM-yy",
            "d MMM yyyy",
            "d MMMM yyyy",
            "d. MMM yyyy",
            "d. MMMM yyyy",
            "MMM d, yyyy",
            "MMMM d, yyyy",
            "EEE MMM d yyyy",
            "EEE, d MMM yyyy",
            "yyyy-MM-dd",
            "yyyy/M/d",
            "yyyyMMdd");
    private static final List<String> TIMES =
            List.of("H:mm", "H:mm:ss", "H:mm:ss.SSS", "h:mm a", "h:mm:ss a", "h:mma", "HHmmss");
    private static final List<String> BETWEEN = List.of(" ", ", ", "'T'", " 'at' ", "  ");
    private static final List<String> ZONES = List.of("", " z", " XX", " XXX", "XXX");
    private static final List<String> LOCALES = List.of("en", "de", "fr", "es", "it", "pt", "nl");

    /** Day before month, and the other way round. */
    private static String swapped(String pattern) {
        return pattern.startsWith("d/M/") || pattern.startsWith("d-M-")
                ? "M" + pattern.charAt(1) + "d" + pattern.substring(3)
                : pattern.startsWith("M/d/") || pattern.startsWith("M-d-")
                        ? "d" + pattern.charAt(1) + "M" + pattern.substring(3)
                        : "";
    }

    private record Candidate(
            String pattern,
            String locale,
            DateTimeFormatter formatter,
            @Nullable DateTimeFormatter alone) {
        static Candidate of(String pattern, String locale) {
            // Names of months differ by whether they stand within a date (Okt.) or alone (Okt); people write both.
            boolean named = pattern.contains("MMM") && !locale.equals("en");
            return new Candidate(
                    pattern,
                    locale,
                    formatter(pattern, locale),
                    named ? formatter(pattern.replace("MMMM", "LLLL").replace("MMM", "LLL"), locale) : null);
        }

        private static DateTimeFormatter formatter(String pattern, String locale) {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern.replace("yyyy", "uuuu").replace("yy", "uu"))
                    .toFormatter(Locale.forLanguageTag(locale))
                    .withResolverStyle(ResolverStyle.STRICT);
        }

        @Nullable
        TemporalAccessor read(String text) {
            TemporalAccessor read = read(formatter, text);
            return read == null && alone != null ? read(alone, text) : read;
        }

        private static @Nullable TemporalAccessor read(DateTimeFormatter formatter, String text) {
            // Most do not fit, and an exception each would cost more than all else.
            ParsePosition position = new ParsePosition(0);
            if (formatter.parseUnresolved(text, position) == null || position.getIndex() != text.length()) {
                return null;
            }
            try {
                return formatter.parse(text);
            } catch (DateTimeException notThis) {
                return null;
            }
        }
    }

    /** Built once: some thousand patterns, of which the first value leaves a handful. */
    private static final class All {
        static final List<Candidate> NUMERIC = candidates("en", false);
        static final Map<String, List<Candidate>> NAMED = new ConcurrentHashMap<>();
        static final List<Candidate> ACCEPTED = AcceptedForms.installed().dates().stream()
                .map(pattern -> Candidate.of(pattern, "en"))
                .toList();

        static List<Candidate> named(String locale) {
            return NAMED.computeIfAbsent(locale, any -> candidates(locale, true));
        }

        private static List<Candidate> candidates(String locale, boolean named) {
            List<Candidate> candidates = new ArrayList<>();
            for (String day : DAYS) {
                if (day.contains("MMM") == named) {
                    candidates.add(Candidate.of(day, locale));
                    for (String time : TIMES) {
                        for (String between : BETWEEN) {
                            for (String zone : ZONES) {
                                candidates.add(Candidate.of(day + between + time + zone, locale));
                            }
                        }
                    }
                }
            }
            return candidates;
        }
    }

    /** The form that all values have; null when there is none. */
    static @Nullable ObservedForm of(Collection<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        if (all(values, ISO)) {
            boolean time = values.stream().anyMatch(value -> value.length() > 10);
            return new ObservedForm("", null, "", true, time, time && all(values, ISO_ZONED), false);
        }
        if (all(values, TIME_ONLY)) {
            return timeOnly(values);
        }
        if (!all(values, MAYBE)) {
            return null;
        }
        for (Candidate accepted : All.ACCEPTED) {
            boolean bareNumber = accepted.pattern().matches("[uyMd]+");
            if (!bareNumber && fits(accepted, values)) {
                boolean time = values.stream().anyMatch(value -> value.indexOf(':') > 0);
                return new ObservedForm("", null, "", true, time, false, false);
            }
        }
        if (values.stream().allMatch(value -> LETTERS.matcher(value.replaceAll("[A-Z]{3,4}$", ""))
                .matches())) {
            for (String locale : LOCALES) {
                ObservedForm form = first(All.named(locale), values);
                if (form != null) {
                    return form;
                }
            }
            return null;
        }
        return first(All.NUMERIC, values);
    }

    private static @Nullable ObservedForm first(List<Candidate> candidates, Collection<String> values) {
        for (Candidate candidate : candidates) {
            if (fits(candidate, values)) {
                String swapped = swapped(candidate.pattern());
                boolean open = !swapped.isEmpty() && fits(Candidate.of(swapped, candidate.locale()), values);
                String pattern = candidate.pattern();
                boolean named = pattern.contains("MMM");
                return new ObservedForm(
                        pattern,
                        open ? swapped : null,
                        named && !candidate.locale().equals("en") ? candidate.locale() : "",
                        true,
                        pattern.contains("mm"),
                        pattern.matches(".*( z|X+)"),
                        !swapped.isEmpty());
            }
        }
        return null;
    }

    private static @Nullable ObservedForm timeOnly(Collection<String> values) {
        for (String pattern : TIMES) {
            if (fits(Candidate.of(pattern, "en"), values)) {
                return new ObservedForm(pattern, null, "", false, true, false, false);
            }
        }
        return null;
    }

    private static boolean fits(Candidate candidate, Collection<String> values) {
        return values.stream().allMatch(value -> candidate.read(value) != null);
    }

    private static boolean all(Collection<String> values, Pattern pattern) {
        return values.stream().allMatch(value -> pattern.matcher(value).matches());
    }

    /** Whether a pattern of this form has the day first. */
    boolean dayFirst() {
        return pattern.startsWith("d");
    }

    /** Where a value lies in time, for comparing fields with one another; null when it cannot be read. */
    @Nullable
    LocalDateTime instant(String value) {
        List<Candidate> candidates =
                pattern.isEmpty() ? All.ACCEPTED : List.of(Candidate.of(pattern, locale.isEmpty() ? "en" : locale));
        if (pattern.isEmpty() && ISO.matcher(value).matches()) {
            String iso = value.replace(' ', 'T');
            return iso.length() == 10
                    ? LocalDateTime.parse(iso + "T00:00")
                    : LocalDateTime.parse(iso.substring(0, Math.min(iso.length(), 16)));
        }
        for (Candidate candidate : candidates) {
            TemporalAccessor read = candidate.read(value);
            if (read != null && read.query(TemporalQueries.localDate()) != null) {
                LocalTime time = read.query(TemporalQueries.localTime());
                return read.query(TemporalQueries.localDate()).atTime(time == null ? LocalTime.MIDNIGHT : time);
            }
        }
        return null;
    }
}
