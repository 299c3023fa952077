package aftercare.ingest;

import aftercare.contract.AcceptedForms;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads days and instants in the forms that schemas/accepted_forms.yaml and contracts accept.
 *
 * <p>ISO forms take a fast path, because nearly every field has one. A form that could mean two days, such as {@code
 * 03/04/2026}, is read only when a mapping states it.
 *
 * <p>A time that a clock skipped in spring is read as the same time after the change (02:30 as 03:30), one that it
 * showed twice in autumn as the first of the two. A day without a time is a day of the business, in whatever zone the
 * times of its file were written down.
 */
final class Instants {
    /** Not a day or an instant in any accepted form. */
    static final long UNREADABLE = Long.MIN_VALUE;

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;
    /** Longer texts take long to compare with forms and fit none. */
    private static final int LONGEST = 100;

    private static final LocalDate EXCEL_EPOCH = LocalDate.of(1899, 12, 30);

    private final ZoneId zone;
    private final boolean utc;
    private final ZoneId written;
    private final boolean writtenUtc;
    private final boolean excelSerials;
    private final List<DateForm> stated = new ArrayList<>();
    private final List<DateForm> accepted = new ArrayList<>();
    private boolean onlyDay;

    /**
     * @param zone where instants without an offset are read
     * @param patterns further forms, tried before all others
     * @param excelSerials whether a bare number is a day count of Excel
     */
    Instants(ZoneId zone, List<String> patterns, boolean excelSerials) {
        this(zone, zone, Locale.ENGLISH, patterns, excelSerials);
    }

    /**
     * @param zone the business zone, whose days count
     * @param written where instants without an offset were written down
     * @param locale the language of month and day names in {@code patterns}
     * @param patterns further forms, tried before all others
     * @param excelSerials whether a bare number is a day count of Excel
     * @throws IllegalArgumentException when one of the patterns is none of java.time
     */
    Instants(ZoneId zone, ZoneId written, Locale locale, List<String> patterns, boolean excelSerials) {
        this.zone = zone;
        this.utc = isUtc(zone);
        this.written = written;
        this.writtenUtc = isUtc(written);
        this.excelSerials = excelSerials;
        patterns.forEach(pattern -> stated.add(DateForm.of(pattern, locale)));
        AcceptedForms.installed().dates().forEach(pattern -> accepted.add(DateForm.of(pattern, Locale.ENGLISH)));
    }

    private static boolean isUtc(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC);
    }

    /** Microseconds since the epoch, or {@link #UNREADABLE}. A day without a time is its first instant. */
    long micros(String text) {
        onlyDay = false;
        if (!stated.isEmpty()) {
            long micros = byPatterns(text, stated);
            if (micros != UNREADABLE) {
                return micros;
            }
        }
        long micros = iso(text);
        if (micros != UNREADABLE) {
            return micros;
        }
        micros = excelSerials ? excel(text) : UNREADABLE;
        return micros == UNREADABLE ? accepted(text) : micros;
    }

    private long accepted(String text) {
        if (text.length() > LONGEST) {
            return UNREADABLE;
        }
        long micros = byPatterns(text, accepted);
        ZoneNames.Zoned zoned = micros == UNREADABLE ? ZoneNames.trailing(text) : null;
        if (zoned == null) {
            return micros;
        }
        for (DateForm form : accepted) {
            TemporalAccessor parsed = form.parse(zoned.text(), written);
            LocalTime time = parsed == null ? null : parsed.query(TemporalQueries.localTime());
            if (parsed != null && time != null) {
                return micros(
                        parsed.query(TemporalQueries.localDate()).atTime(time).atZone(zoned.offset()));
            }
        }
        return UNREADABLE;
    }

    /** Whether the text read last names a day without a time; midnight that is written as a time is an instant. */
    boolean onlyDay() {
        return onlyDay;
    }

    /** Days since the epoch, or {@link #UNREADABLE}. The day of an instant is its day in the business zone. */
    long days(String text) {
        long micros = micros(text);
        return micros == UNREADABLE ? UNREADABLE : dayOf(micros);
    }

    /** The calendar day of an instant in the business zone, in days since the epoch. */
    long dayOf(long micros) {
        if (utc) {
            return Math.floorDiv(micros, MICROS_PER_DAY);
        }
        return java.time.Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND))
                .atZone(zone)
                .toLocalDate()
                .toEpochDay();
    }

    private long iso(String text) {
        int length = text.length();
        if (length < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return UNREADABLE;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) {
            return UNREADABLE;
        }
        if (day > 28 && day > java.time.YearMonth.of(year, month).lengthOfMonth()) {
            return UNREADABLE;
        }
        if (length == 10) {
            onlyDay = true;
            return firstInstant(LocalDate.of(year, month, day));
        }
        char between = text.charAt(10);
        if (length < 16 || (between != ' ' && between != 'T') || text.charAt(13) != ':') {
            return UNREADABLE;
        }
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return UNREADABLE;
        }
        int second = 0;
        long micro = 0;
        int at = 16;
        if (at < length && text.charAt(at) == ':') {
            second = length >= 19 ? digits(text, 17, 2) : -1;
            if (second < 0 || second > 59) {
                return UNREADABLE;
            }
            at = 19;
            if (at < length && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
                int scale = 100_000;
                at++;
                int begin = at;
                while (at < length && digits(text, at, 1) >= 0) {
                    micro += (long) scale * digits(text, at, 1);
                    scale /= 10;
                    at++;
                }
                if (at == begin) {
                    return UNREADABLE;
                }
            }
        }
        long secondOfDay = hour * 3600L + minute * 60L + second;
        if (at == length) {
            return local(year, month, day, secondOfDay, micro);
        }
        return withOffset(text.substring(at).trim(), year, month, day, secondOfDay, micro);
    }

    private long local(int year, int month, int day, long secondOfDay, long micro) {
        LocalDate date = LocalDate.of(year, month, day);
        if (writtenUtc) {
            return (date.toEpochDay() * 86_400L + secondOfDay) * MICROS_PER_SECOND + micro;
        }
        LocalDateTime time = date.atStartOfDay().plusSeconds(secondOfDay);
        return time.atZone(written).toEpochSecond() * MICROS_PER_SECOND + micro;
    }

    private long firstInstant(LocalDate day) {
        return utc ? day.toEpochDay() * MICROS_PER_DAY : day.atStartOfDay(zone).toEpochSecond() * MICROS_PER_SECOND;
    }

    private static long withOffset(String offset, int year, int month, int day, long secondOfDay, long micro) {
        try {
            long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400L
                    + secondOfDay
                    - ZoneNames.of(offset).getTotalSeconds();
            return seconds * MICROS_PER_SECOND + micro;
        } catch (DateTimeException noOffset) {
            return UNREADABLE;
        }
    }

    private static int digits(String text, int begin, int count) {
        int value = 0;
        for (int i = begin; i < begin + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private long byPatterns(String text, List<DateForm> forms) {
        for (DateForm form : forms) {
            TemporalAccessor parsed = form.parse(text, written);
            if (parsed != null) {
                return micros(parsed);
            }
        }
        return UNREADABLE;
    }

    private long micros(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (time == null) {
            onlyDay = true;
            return firstInstant(date);
        }
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            return micros(date.atTime(time).atZone(ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS))));
        }
        ZoneId stated = parsed.query(TemporalQueries.zoneId());
        return micros(date.atTime(time).atZone(stated == null ? written : stated));
    }

    private static long micros(ZonedDateTime time) {
        return time.toEpochSecond() * MICROS_PER_SECOND + time.get(ChronoField.MICRO_OF_SECOND);
    }

    private long excel(String text) {
        try {
            if (text.length() > 40 || text.isEmpty() || text.charAt(0) < '.' || text.charAt(0) > '9') {
                return UNREADABLE;
            }
            BigDecimal serial = new BigDecimal(text);
            if (serial.signum() <= 0 || serial.scale() > 30 || serial.compareTo(BigDecimal.valueOf(110_000)) > 0) {
                return UNREADABLE;
            }
            long seconds = serial.multiply(BigDecimal.valueOf(86_400))
                    .setScale(0, java.math.RoundingMode.HALF_UP)
                    .longValueExact();
            onlyDay = serial.stripTrailingZeros().scale() <= 0;
            LocalDateTime time = EXCEL_EPOCH.atStartOfDay().plusSeconds(seconds);
            return onlyDay ? firstInstant(time.toLocalDate()) : micros(time.atZone(written));
        } catch (NumberFormatException noNumber) {
            return UNREADABLE;
        }
    }

    /** Whether a text is a date of zeros, which databases and SAP write where there is none. */
    static boolean isNoDay(String text) {
        if (text.charAt(0) != '0') {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if ("0-/.:T Z".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is to be added to "in no accepted form": the forms that are stated besides, and for a day in numbers what it
     * may mean and which line of a mapping decides.
     */
    String hint(String text) {
        String forms = stated.stream().map(DateForm::pattern).collect(Collectors.joining(" or "));
        String doubts = DateDoubts.of(text);
        boolean zones = stated.stream().anyMatch(DateForm::namesZones);
        boolean english = stated.stream()
                .anyMatch(form -> form.namesDays() && form.locale().equals(Locale.ENGLISH));
        return (forms.isEmpty() ? "" : ", nor in the stated form " + forms)
                + (zones ? " with a zone that is known for certain" : "")
                + (english ? " with English names; format: {locale: de} and the like state others" : "")
                + (doubts == null ? "" : ": it " + doubts);
    }
}
