package aftercare.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;

/**
 * Cells of a workbook as text. A number is a day, a time or a duration where its format shows it as one; any other
 * number stays as it is, also where it is a day by its meaning: date columns understand the serial numbers of Excel.
 */
final class CellTexts {
    private static final BigDecimal SECONDS_OF_DAY = BigDecimal.valueOf(86_400);
    /** Excel holds 1900 to be a leap year: from its day 61 on, days count from the 30th of December 1899. */
    private static final LocalDate ZERO = LocalDate.of(1899, 12, 30);

    private static final BigDecimal FIRST_RIGHT_DAY = BigDecimal.valueOf(61);
    private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_466);
    private static final BigDecimal MOST_DAYS_OF_A_DURATION = BigDecimal.valueOf(1_000_000);
    /** Numbers with more digits before or behind the point are left in the form they were written. */
    private static final int MOST_DIGITS = 400;

    /** What formulas give that have no value. */
    private static final Set<String> ERRORS = Set.of(
            "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!");

    private static final Map<String, Shown> FORMATS = new ConcurrentHashMap<>();

    /** What a number format shows. */
    enum Shown {
        NUMBER,
        DAY,
        TIME,
        DURATION
    }

    private CellTexts() {}

    /** Whether a cell holds a number that is shown as one, and no day or time. */
    static boolean isNumber(@Nullable Cell cell) {
        return cell != null
                && cell.getType() != CellType.ERROR
                && cell.getType() != CellType.EMPTY
                && cell.getValue() instanceof BigDecimal
                && shown(cell) == Shown.NUMBER;
    }

    static @Nullable String text(@Nullable Cell cell) {
        if (cell == null || cell.getType() == CellType.ERROR || cell.getType() == CellType.EMPTY) {
            return null;
        }
        Object value = cell.getValue();
        if (value instanceof BigDecimal number) {
            return number(number, shown(cell));
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        boolean failed = cell.getType() == CellType.FORMULA && ERRORS.contains(String.valueOf(value));
        return value == null || failed ? null : cell.getText();
    }

    private static String number(BigDecimal number, Shown shown) {
        boolean day = number.compareTo(FIRST_RIGHT_DAY) >= 0 && number.compareTo(LAST_DAY) < 0;
        return switch (shown) {
            case DAY -> day ? day(number) : plain(number);
            // A clock without a date is a time, or a short duration; with a date in the cell it is an instant.
            case TIME -> number.compareTo(BigDecimal.ONE) < 0 ? clock(number) : day ? day(number) : plain(number);
            case DURATION -> clock(number);
            case NUMBER -> plain(number);
        };
    }

    private static String plain(BigDecimal number) {
        return Math.abs((long) number.scale()) > MOST_DIGITS ? number.toString() : number.toPlainString();
    }

    private static long seconds(BigDecimal days) {
        return days.multiply(SECONDS_OF_DAY).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static String day(BigDecimal serial) {
        LocalDateTime instant = ZERO.atStartOfDay().plusSeconds(seconds(serial));
        return instant.toLocalTime().toSecondOfDay() == 0
                ? instant.toLocalDate().toString()
                : String.format(Locale.ROOT, "%sT%tT", instant.toLocalDate(), instant);
    }

    private static String clock(BigDecimal days) {
        if (days.abs().compareTo(MOST_DAYS_OF_A_DURATION) > 0) {
            return plain(days);
        }
        long seconds = seconds(days);
        long all = Math.abs(seconds);
        return String.format(
                Locale.ROOT, "%s%d:%02d:%02d", seconds < 0 ? "-" : "", all / 3600, all / 60 % 60, all % 60);
    }

    private static Shown shown(Cell cell) {
        Integer id = cell.getDataFormatId();
        String format = cell.getDataFormatString();
        if (id != null && id < 164) {
            Shown known = shown(id);
            if (known != Shown.NUMBER) {
                return known;
            }
        }
        return format == null ? Shown.NUMBER : FORMATS.computeIfAbsent(format, CellTexts::shown);
    }

    /** The formats that have a number and no text; those from 27 on are the ones of Chinese and Japanese Excel. */
    private static Shown shown(int id) {
        if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54)) {
            return Shown.DAY;
        }
        if (id == 57 || id == 58) {
            return Shown.DAY;
        }
        if ((id >= 18 && id <= 21) || id == 45 || id == 47 || (id >= 32 && id <= 35) || id == 55 || id == 56) {
            return Shown.TIME;
        }
        return id == 46 ? Shown.DURATION : Shown.NUMBER;
    }

    /** What a format shows by its text, such as {@code yyyy-mm-dd hh:mm} or {@code [h]:mm}. */
    static Shown shown(String format) {
        String first = format.split(";", 2)[0].toLowerCase(Locale.ROOT).replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.", "");
        if (first.matches(".*\\[(h+|m+|s+)].*")) {
            return Shown.DURATION;
        }
        String bare = first.replaceAll("\\[[^\\]]*]", "").replaceAll("am/pm|a/p|general", "");
        boolean clock = bare.contains("h") || bare.contains("s");
        if (bare.contains("y") || bare.contains("d") || (bare.contains("m") && !clock)) {
            return Shown.DAY;
        }
        return clock ? Shown.TIME : Shown.NUMBER;
    }
}
