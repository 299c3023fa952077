package aftercare.ingest;

import aftercare.contract.AcceptedForms;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads days and instants in the forms that schemas/accepted_forms.yaml and contracts accept.
 *
 * <p>ISO forms take a fast path, because nearly every field has one. A form that could mean two days, such as {@code
 * 03/04/2026}, is read only when a mapping states it.
 */
final class Instants {
    /** Not a day or an instant in any accepted form. */
    static final long UNREADABLE = Long.MIN_VALUE;

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;
    private static final LocalDate EXCEL_EPOCH = LocalDate.of(1899, 12, 30);

    private final ZoneId zone;
    private final boolean utc;
    private final boolean excelSerials;
    private final List<DateTimeFormatter> stated = new ArrayList<>();
    private final List<DateTimeFormatter> accepted = new ArrayList<>();
    private boolean onlyDay;

    /**
     * @param zone where instants without an offset are read
     * @param patterns further forms, tried before all others
     * @param excelSerials whether a bare number is a day count of Excel
     */
    Instants(ZoneId zone, List<String> patterns, boolean excelSerials) {
        this.zone = zone;
        this.utc = zone.normalized().equals(ZoneOffset.UTC);
        this.excelSerials = excelSerials;
        patterns.forEach(pattern -> stated.add(formatter(pattern)));
        AcceptedForms.installed().dates().forEach(pattern -> accepted.add(formatter(pattern)));
    }

    private static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendPattern(pattern.replace("yyyy", "uuuu"))
                .toFormatter(java.util.Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
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
        micros = byPatterns(text, accepted);
        return micros == UNREADABLE && excelSerials ? excel(text) : micros;
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
            return local(year, month, day, 0, 0);
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
        if (utc) {
            return (date.toEpochDay() * 86_400L + secondOfDay) * MICROS_PER_SECOND + micro;
        }
        LocalDateTime time = date.atStartOfDay().plusSeconds(secondOfDay);
        return time.atZone(zone).toEpochSecond() * MICROS_PER_SECOND + micro;
    }

    private static long withOffset(String offset, int year, int month, int day, long secondOfDay, long micro) {
        try {
            ZoneOffset zoneOffset = ZoneOffset.of(offset.equals("z") ? "Z" : offset);
            long seconds =
                    LocalDate.of(year, month, day).toEpochDay() * 86_400L + secondOfDay - zoneOffset.getTotalSeconds();
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

    private long byPatterns(String text, List<DateTimeFormatter> formatters) {
        for (DateTimeFormatter formatter : formatters) {
            java.text.ParsePosition position = new java.text.ParsePosition(0);
            TemporalAccessor unresolved = formatter.parseUnresolved(text, position);
            if (unresolved == null || position.getIndex() != text.length()) {
                continue;
            }
            try {
                return micros(formatter.parse(text));
            } catch (DateTimeException notThisForm) {
                // the next form may fit
            }
        }
        return UNREADABLE;
    }

    private long micros(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            throw new DateTimeException("a time without a day");
        }
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            return OffsetDateTime.from(parsed).toInstant().getEpochSecond() * MICROS_PER_SECOND
                    + parsed.get(ChronoField.MICRO_OF_SECOND);
        }
        java.time.LocalTime time = parsed.query(TemporalQueries.localTime());
        onlyDay = time == null;
        LocalDateTime dateTime = time == null ? date.atStartOfDay() : date.atTime(time);
        return dateTime.atZone(zone).toEpochSecond() * MICROS_PER_SECOND + dateTime.get(ChronoField.MICRO_OF_SECOND);
    }

    private long excel(String text) {
        try {
            if (text.length() > 40) {
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
            return time.atZone(zone).toEpochSecond() * MICROS_PER_SECOND;
        } catch (NumberFormatException noNumber) {
            return UNREADABLE;
        }
    }
}
