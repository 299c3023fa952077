package aftercare.ingest;

import aftercare.contract.AcceptedForms;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A form of days and times: a pattern of java.time, read as people mean it. Names of months and days are taken long and
 * short, with and without a point and in any case; {@code yy} is the year of a spreadsheet, 00 to 29 in this century
 * and 30 to 99 in the last; a zone that the text names is kept.
 */
final class DateForm {
    /** The first year that a year of two digits may mean. */
    static final int FIRST_SHORT_YEAR = 1930;

    private static final String TIMES = "hHkKmsSAnN";
    private static final ZonedDateTime EXAMPLE = ZonedDateTime.of(2026, 10, 31, 20, 5, 7, 0, ZoneId.of("UTC"));
    private static final int NAMED = 3;
    private static final int NARROW = 5;
    private static final TextStyle[] STYLES = {
        TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE
    };

    private record Key(String pattern, Locale locale) {}

    private static final Map<Key, DateForm> FORMS = new ConcurrentHashMap<>();

    private final String pattern;
    private final Locale locale;
    private final DateTimeFormatter formatter;
    private final boolean zoneNames;
    private final boolean longZoneNames;
    private final boolean timed;

    private DateForm(Key key) {
        this.pattern = key.pattern;
        this.locale = key.locale;
        List<String> tokens = tokens(pattern);
        this.zoneNames = tokens.stream().anyMatch(DateForm::namesZone);
        this.longZoneNames = tokens.stream().anyMatch(token -> namesZone(token) && token.length() > NAMED);
        this.timed = tokens.stream().anyMatch(token -> TIMES.indexOf(token.charAt(0)) >= 0);
        this.formatter = formatter(tokens);
    }

    /**
     * The form of a pattern.
     *
     * @throws IllegalArgumentException when it is no pattern of java.time
     */
    static DateForm of(String pattern, Locale locale) {
        return FORMS.computeIfAbsent(new Key(pattern, locale), DateForm::new);
    }

    /** What is wrong with a form that a mapping states; null when texts can be read by it. */
    static @Nullable String unusable(String pattern, @Nullable String language) {
        try {
            Locale locale = language == null ? Locale.ENGLISH : Locale.forLanguageTag(language.replace('_', '-'));
            String never = of(pattern, locale).neverReads();
            return never == null ? null : "the date form " + pattern + " " + never;
        } catch (IllegalArgumentException noPattern) {
            return pattern + " is no date form of java.time";
        }
    }

    String pattern() {
        return pattern;
    }

    /** Whether texts of this form have names of months or days in them. */
    boolean namesDays() {
        return tokens(pattern).stream()
                .anyMatch(token -> "MLE".indexOf(token.charAt(0)) >= 0 && token.length() >= NAMED);
    }

    /** The language of names in it. */
    Locale locale() {
        return locale;
    }

    /** Whether texts of this form may name a zone. */
    boolean namesZones() {
        return zoneNames;
    }

    /** Runs of the same letter, quoted texts, and single other characters. */
    private static List<String> tokens(String pattern) {
        List<String> tokens = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int end = at + 1;
            if (c == '\'') {
                end = pattern.indexOf('\'', at + 1) + 1;
                if (end == 0) {
                    throw new IllegalArgumentException("a quote is not closed");
                }
            } else if (isLetter(c)) {
                while (end < pattern.length() && pattern.charAt(end) == c) {
                    end++;
                }
            }
            tokens.add(pattern.substring(at, end));
            at = end;
        }
        return tokens;
    }

    private static boolean namesZone(String token) {
        return token.charAt(0) == 'z' || token.charAt(0) == 'v';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private DateTimeFormatter formatter(List<String> tokens) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        boolean eras = tokens.stream().anyMatch(token -> token.charAt(0) == 'G');
        int open = 0;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            char c = token.charAt(0);
            boolean pointFollows = i + 1 < tokens.size() && tokens.get(i + 1).equals(".");
            boolean named = token.length() >= NAMED && token.length() < NARROW;
            if (c == '[') {
                builder.optionalStart();
                open++;
            } else if (c == ']') {
                if (open-- == 0) {
                    throw new IllegalArgumentException("a bracket is closed that was not opened");
                }
                builder.optionalEnd();
            } else if ((c == 'y' || c == 'u') && !eras) {
                year(builder, token.length());
            } else if ((c == 'M' || c == 'L') && named) {
                names(builder, ChronoField.MONTH_OF_YEAR, months(locale), pointFollows);
            } else if ((c == 'E' || c == 'e' || c == 'c') && named) {
                names(builder, ChronoField.DAY_OF_WEEK, days(locale), pointFollows);
            } else if (c == 'a' && token.length() == 1) {
                names(builder, ChronoField.AMPM_OF_DAY, halves(), pointFollows);
            } else if (namesZone(token)) {
                builder.appendOffset("+HH:MM", "+00:00");
            } else if (c == 'p' && isLetter(c) && i + 1 < tokens.size()) {
                builder.appendPattern(token + tokens.get(++i));
            } else {
                builder.appendPattern(token);
            }
        }
        return builder.toFormatter(locale).withResolverStyle(ResolverStyle.STRICT);
    }

    private static void year(DateTimeFormatterBuilder builder, int letters) {
        if (letters == 2) {
            builder.appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_SHORT_YEAR);
        } else {
            builder.appendPattern("u".repeat(letters));
        }
    }

    /** Names one after the other, each optional: the first that fits is taken, so longer ones stand first. */
    private static void names(
            DateTimeFormatterBuilder builder, TemporalField field, List<Map<Long, String>> names, boolean pointed) {
        for (Map<Long, String> variant : names) {
            boolean ends = variant.values().stream().anyMatch(name -> name.endsWith("."));
            if (!(ends && pointed)) {
                builder.optionalStart().appendText(field, variant).optionalEnd();
            }
        }
    }

    private static List<Map<Long, String>> months(Locale locale) {
        return variants(
                locale,
                ChronoField.MONTH_OF_YEAR,
                Stream.of(Month.values()).toList(),
                (month, style) -> month.getDisplayName(style, locale));
    }

    private static List<Map<Long, String>> days(Locale locale) {
        return variants(
                locale,
                ChronoField.DAY_OF_WEEK,
                Stream.of(DayOfWeek.values()).toList(),
                (day, style) -> day.getDisplayName(style, locale));
    }

    private static <T extends TemporalAccessor> List<Map<Long, String>> variants(
            Locale locale, TemporalField field, List<T> values, BiFunction<T, TextStyle, String> name) {
        Map<Long, List<String>> spellings = new HashMap<>();
        for (T value : values) {
            List<String> all = spellings.computeIfAbsent(value.getLong(field), any -> new ArrayList<>());
            for (TextStyle style : STYLES) {
                spellings(name.apply(value, style), locale).forEach(spelling -> {
                    if (all.stream().noneMatch(spelling::equalsIgnoreCase)) {
                        all.add(spelling);
                    }
                });
            }
        }
        return byTurns(spellings);
    }

    /** A name with and without its point, and the short forms of it that are cut by hand. */
    private static List<String> spellings(String name, Locale locale) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        boolean word = bare.chars().allMatch(Character::isLetter) && bare.length() > NAMED;
        List<String> spellings = new ArrayList<>(List.of(bare, bare + "."));
        if (word && locale.getLanguage().matches("en|de|nl|es|pt|it|da|sv|nb|no")) {
            String cut = bare.substring(0, NAMED);
            spellings.addAll(List.of(cut, cut + "."));
        }
        return spellings;
    }

    /** One map for each turn, the longest spelling of each value first; no spelling may mean two values. */
    private static List<Map<Long, String>> byTurns(Map<Long, List<String>> spellings) {
        Map<String, Long> meanings = new HashMap<>();
        List<Map.Entry<String, Long>> all = new ArrayList<>();
        spellings.forEach((value, names) -> names.forEach(name -> {
            Long other = meanings.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
            if (other == null) {
                all.add(Map.entry(name, value));
            } else if (!other.equals(value)) {
                all.removeIf(entry -> entry.getKey().equalsIgnoreCase(name));
            }
        }));
        all.sort((a, b) -> Integer.compare(b.getKey().length(), a.getKey().length()));
        List<Map<Long, String>> turns = new ArrayList<>();
        int length = 0;
        boolean pointed = false;
        for (Map.Entry<String, Long> entry : all) {
            String name = entry.getKey();
            boolean same = name.length() == length && name.endsWith(".") == pointed;
            Map<Long, String> last = turns.isEmpty() ? Map.of() : turns.get(turns.size() - 1);
            if (!same || last.containsKey(entry.getValue())) {
                turns.add(new HashMap<>());
            }
            turns.get(turns.size() - 1).put(entry.getValue(), name);
            length = name.length();
            pointed = name.endsWith(".");
        }
        return turns;
    }

    private static List<Map<Long, String>> halves() {
        AcceptedForms.HalfDays words = AcceptedForms.installed().halfDays();
        return byTurns(Map.of(0L, words.am(), 1L, words.pm()));
    }

    /** What a text says; null when it is not of this form. */
    @Nullable
    TemporalAccessor parse(String text, ZoneId near) {
        String plain = zoneNames ? ZoneNames.asOffsets(text, near, longZoneNames ? locale : null) : Blanks.plain(text);
        if (plain == null) {
            return null;
        }
        java.text.ParsePosition position = new java.text.ParsePosition(0);
        TemporalAccessor unresolved = formatter.parseUnresolved(plain, position);
        if (unresolved == null || position.getIndex() != plain.length()) {
            return null;
        }
        try {
            TemporalAccessor parsed = formatter.parse(plain);
            LocalDate date = parsed.query(TemporalQueries.localDate());
            boolean halfATime = parsed.query(TemporalQueries.localTime()) == null
                    && (parsed.isSupported(ChronoField.HOUR_OF_AMPM)
                            || parsed.isSupported(ChronoField.AMPM_OF_DAY)
                            || parsed.isSupported(ChronoField.MINUTE_OF_HOUR)
                            || parsed.isSupported(ChronoField.SECOND_OF_MINUTE));
            return date == null || halfATime ? null : parsed;
        } catch (DateTimeException notThisForm) {
            return null;
        }
    }

    /** Why no text can ever be read by this form, as a predicate; null when one can. */
    @Nullable
    String neverReads() {
        List<String> tokens = tokens(pattern);
        boolean halfDays = tokens.stream().anyMatch(token -> "hK".indexOf(token.charAt(0)) >= 0)
                && tokens.stream().noneMatch(token -> "aB".indexOf(token.charAt(0)) >= 0);
        if (halfDays) {
            return "can never give a time: hours from 1 to 12 need am or pm (a); H counts to 23";
        }
        for (String example : examples(tokens)) {
            TemporalAccessor read = parse(example, EXAMPLE.getZone());
            if (read != null && asWritten(read)) {
                return null;
            }
        }
        return "can never give a day" + (timed ? " and a time" : "") + hint(tokens);
    }

    private boolean asWritten(TemporalAccessor read) {
        boolean day = EXAMPLE.toLocalDate().equals(read.query(TemporalQueries.localDate()));
        java.time.LocalTime time = read.query(TemporalQueries.localTime());
        return day && (time == null || time.getHour() == EXAMPLE.getHour());
    }

    /** The example in this form: with all optional parts, and with none. */
    private List<String> examples(List<String> tokens) {
        StringBuilder without = new StringBuilder();
        int depth = 0;
        for (String token : tokens) {
            depth += token.equals("[") ? 1 : 0;
            if (depth == 0) {
                without.append(token);
            }
            depth -= token.equals("]") ? 1 : 0;
        }
        List<String> texts = new ArrayList<>();
        for (String each : List.of(pattern, without.toString())) {
            try {
                texts.add(DateTimeFormatter.ofPattern(each, locale).format(EXAMPLE));
            } catch (DateTimeException | IllegalArgumentException notWritten) {
                // then this is no example
            }
        }
        return texts;
    }

    private static String hint(List<String> tokens) {
        boolean weekYear = tokens.stream().anyMatch(token -> token.charAt(0) == 'Y');
        boolean dayOfYear = tokens.stream().anyMatch(token -> token.charAt(0) == 'D');
        if (weekYear || dayOfYear) {
            return ": in java.time YYYY is the year of a week and DD the day of a year; write yyyy and dd";
        }
        return "";
    }
}
