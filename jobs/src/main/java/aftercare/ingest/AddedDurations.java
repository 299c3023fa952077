package aftercare.ingest;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds durations to an instant, for exports that tell when something began and how long it took.
 *
 * <p>Whole days are days of the calendar, so that three days behind 08:00 is 08:00 whatever the clocks did; all else is
 * time that passed.
 */
final class AddedDurations {
    private static final int LONGEST_NUMBER = 40;
    /** Ten thousand years of days; whoever means more has misread his own column. */
    private static final BigDecimal MOST_DAYS = BigDecimal.valueOf(3_652_425);

    private static final BigDecimal MICROS_A_SECOND = BigDecimal.valueOf(1_000_000);
    private static final Map<String, BigDecimal> SECONDS = Map.of(
            "seconds", BigDecimal.ONE,
            "minutes", BigDecimal.valueOf(60),
            "hours", BigDecimal.valueOf(3_600),
            "days", BigDecimal.valueOf(86_400));

    private final Map<String, FieldTreatment.Duration> durations;
    private final Instants instants;
    private final ZoneId zone;
    private final @Nullable Character decimal;
    private final NullWords nulls;
    private final boolean toDay;

    /**
     * @param durations the fields that hold them, by their unit
     * @param instants reads the text
     * @param zone where the text was written down
     * @param forms how numbers are written
     * @param toDay whether a day is wanted, and no instant
     */
    AddedDurations(
            Map<String, FieldTreatment.Duration> durations,
            Instants instants,
            ZoneId zone,
            TextForms forms,
            boolean toDay) {
        this.durations = durations;
        this.instants = instants;
        this.zone = zone;
        this.decimal = forms.decimal();
        this.nulls = NullWords.ofTranslated(forms.nulls());
        this.toDay = toDay;
    }

    /**
     * The text of the later instant: ISO with its offset, or the day where only days are told.
     *
     * @return null when a duration is empty, or cannot be read, which is then reported
     */
    @Nullable
    String added(String text, @Nullable String[] fields, Problem problem) {
        long micros = instants.micros(text);
        if (micros == Instants.UNREADABLE) {
            return text;
        }
        ZonedDateTime begin = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone);
        ZonedDateTime end = begin;
        boolean onlyDays = begin.toLocalTime().toNanoOfDay() == 0 && text.indexOf(':') < 0;
        for (Map.Entry<String, FieldTreatment.Duration> duration : durations.entrySet()) {
            int index = duration.getValue().index();
            String amount = index < fields.length && fields[index] != null ? fields[index].strip() : "";
            if (nulls.include(amount)) {
                return null;
            }
            BigDecimal number = number(amount);
            BigDecimal seconds = SECONDS.get(duration.getKey());
            if (number == null || seconds == null || isTooLong(number, seconds)) {
                problem.report(
                        "mapping", duration.getValue().header() + " is no number of " + duration.getKey(), amount);
                return null;
            }
            if (duration.getKey().equals("days")) {
                BigDecimal whole = number.setScale(0, java.math.RoundingMode.DOWN);
                end = end.plusDays(whole.longValueExact());
                number = number.subtract(whole);
            }
            onlyDays &= number.signum() == 0;
            end = end.plus(
                    number.multiply(seconds)
                            .multiply(MICROS_A_SECOND)
                            .setScale(0, java.math.RoundingMode.HALF_UP)
                            .longValueExact(),
                    ChronoUnit.MICROS);
        }
        return toDay || onlyDays
                ? end.toLocalDate().toString()
                : end.toOffsetDateTime().toString();
    }

    private static boolean isTooLong(BigDecimal number, BigDecimal seconds) {
        return number.precision() - (long) number.scale() > 14
                || number.scale() > LONGEST_NUMBER
                || number.abs().multiply(seconds).compareTo(MOST_DAYS.multiply(BigDecimal.valueOf(86_400))) > 0;
    }

    private @Nullable BigDecimal number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return null;
        }
        String plain = decimal == null
                ? text
                : decimal == ',' ? text.replace(".", "").replace(',', '.') : text.replace(",", "");
        try {
            return new BigDecimal(plain.toUpperCase(Locale.ROOT));
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
