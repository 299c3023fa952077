package aftercare.serve.report;

import aftercare.config.Language;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and days as a reader of one language writes them, each by the unit its contract names. */
final class Figures {
    /** Keeps a number and its unit on one line. */
    private static final String TIGHT = "\u00a0";

    private static final String MINUS = "\u2212";
    private static final double NOTHING_SEEN = 5e-4;

    private final boolean chinese;
    private final DecimalFormatSymbols symbols;

    Figures(Language language) {
        this.chinese = language == Language.ZH_CN;
        this.symbols = DecimalFormatSymbols.getInstance(chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
    }

    /** A value by its unit; a dash for none. */
    String of(Object value, String unit) {
        if (value == null) {
            return "–";
        }
        if (value instanceof LocalDate day) {
            return day(day, unit);
        }
        if (value instanceof Boolean truth) {
            return yesOrNo(truth);
        }
        return value instanceof Number number ? number(number.doubleValue(), unit) : value.toString();
    }

    private String day(LocalDate day, String unit) {
        return switch (unit == null ? "" : unit) {
            case "month" -> month(day);
            case "quarter" -> quarter(day);
            default -> day(day);
        };
    }

    private String yesOrNo(boolean truth) {
        if (chinese) {
            return truth ? "是" : "否";
        }
        return truth ? "yes" : "no";
    }

    private String number(double value, String unit) {
        return switch (unit == null ? "" : unit) {
            case "share" -> share(value);
            case "share_points" -> change(value, "share");
            case "hours" -> decimal(value, 1) + (chinese ? TIGHT + "小时" : TIGHT + "h");
            case "ratio", "sigmas" -> decimal(value, 2);
            case "months" -> decimal(value, value == Math.rint(value) ? 0 : 1) + TIGHT + (chinese ? "个月" : "months");
            case "year" -> String.valueOf((long) value);
            case "points", "per_1000" -> decimal(value, 1);
            case "money" -> money(value);
            default -> decimal(value, Math.abs(value) < 100 && value != Math.rint(value) ? 1 : 0);
        };
    }

    /** Large amounts in the large unit of the language, to four figures. */
    private String money(double value) {
        double large = chinese ? 1e4 : 1e6;
        if (Math.abs(value) < 10 * large) {
            return decimal(value, Math.abs(value) < 100 && value != 0 ? 2 : 0);
        }
        return decimal(value / large, Math.abs(value) < 100 * large ? 2 : 1) + TIGHT + (chinese ? "万" : "million");
    }

    /** A share as per cent, to a tenth. */
    String share(double value) {
        return decimal(100 * value, 1) + (chinese ? "%" : TIGHT + "%");
    }

    /** A difference with its sign; one of shares in percentage points. */
    String change(double difference, String unit) {
        if (!"share".equals(unit) && !"share_points".equals(unit)) {
            return sign(difference) + number(Math.abs(difference), unit);
        }
        return signed(difference) + TIGHT + (chinese ? "个百分点" : "pts");
    }

    private String signed(double share) {
        return (Math.abs(share) < NOTHING_SEEN ? "±" : sign(share)) + decimal(Math.abs(100 * share), 1);
    }

    private static String sign(double difference) {
        if (difference == 0) {
            return "±";
        }
        return difference < 0 ? MINUS : "+";
    }

    /** A 95 % interval, in the unit of its value. */
    String interval(double low, double high, String unit) {
        if ("share".equals(unit)) {
            return decimal(100 * low, 1) + "–" + number(high, unit);
        }
        if ("share_points".equals(unit)) {
            return signed(low) + (chinese ? " 至 " : " to ") + change(high, unit);
        }
        if ("money".equals(unit) && Math.abs(high) < 1000) {
            return decimal(low, 2) + "–" + decimal(high, 2);
        }
        return number(low, unit) + (low < 0 ? (chinese ? " 至 " : " to ") : "–") + number(high, unit);
    }

    /** A whole month in words. */
    String month(LocalDate day) {
        return chinese
                ? YearMonth.from(day).format(DateTimeFormatter.ofPattern("uuuu年M月", Locale.SIMPLIFIED_CHINESE))
                : YearMonth.from(day).format(DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH));
    }

    /** A month in as few letters as can be. */
    String shortMonth(LocalDate day) {
        return chinese
                ? month(day)
                : YearMonth.from(day).format(DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH));
    }

    private String quarter(LocalDate day) {
        int quarter = (day.getMonthValue() + 2) / 3;
        return chinese ? day.getYear() + "年第" + quarter + "季度" : "Q" + quarter + TIGHT + day.getYear();
    }

    /** A day in words. */
    String day(LocalDate day) {
        return chinese
                ? day.format(DateTimeFormatter.ofPattern("uuuu年M月d日", Locale.SIMPLIFIED_CHINESE))
                : day.format(DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH));
    }

    private String decimal(double value, int places) {
        DecimalFormat format = new DecimalFormat(places == 0 ? "#,##0" : "#,##0." + "0".repeat(places), symbols);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value).replace("-", MINUS).replaceFirst("^" + MINUS + "(0(\\.0+)?)$", "$1");
    }
}
