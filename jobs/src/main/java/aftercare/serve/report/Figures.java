package aftercare.serve.report;

import aftercare.config.Language;
import aftercare.contract.Messages;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers and days as a reader of one language writes them, each by the unit its contract names. */
final class Figures {
    private static final String MINUS = "\u2212";
    private static final double NOTHING_SEEN = 5e-4;

    private final Language language;
    private final DecimalFormatSymbols symbols;
    private final double large;
    /** What stands before an amount of money; empty where nobody said which currency it is in. */
    private final String sign;

    Figures(Language language) {
        this(language, Optional.empty());
    }

    /** @param currency that of all amounts of money; empty where nobody said it */
    Figures(Language language, Optional<Currency> currency) {
        this.sign = currency.map(one -> one.getSymbol(language.locale()))
                .map(symbol -> Character.isLetter(symbol.charAt(symbol.length() - 1)) ? symbol + "\u00a0" : symbol)
                .orElse("");
        this.language = language;
        this.symbols = DecimalFormatSymbols.getInstance(language.locale());
        this.large = Double.parseDouble(said("large"));
    }

    /** What the messages say of figures. */
    private String said(String key, Object... namesAndValues) {
        return Messages.text("figures." + key, namesAndValues).in(language);
    }

    /** A value by its unit; a dash for none. */
    String of(@Nullable Object value, @Nullable String unit) {
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

    private String day(LocalDate day, @Nullable String unit) {
        return switch (unit == null ? "" : unit) {
            case "month" -> month(day);
            case "quarter" -> quarter(day);
            default -> day(day);
        };
    }

    private String yesOrNo(boolean truth) {
        return said(truth ? "yes" : "no");
    }

    private String number(double value, @Nullable String unit) {
        return switch (unit == null ? "" : unit) {
            case "share" -> share(value);
            case "share_points" -> change(value, "share");
            case "hours" -> said("hours", "n", decimal(value, 1));
            case "ratio", "sigmas" -> decimal(value, 2);
            case "months" -> said("months", "n", decimal(value, value == Math.rint(value) ? 0 : 1));
            case "year" -> String.valueOf((long) value);
            case "points", "per_1000" -> decimal(value, 1);
            case "money" -> money(value);
            // (1 - 127 / 146) * 146 is 19, whatever doubles make of it.
            default -> decimal(value, Math.abs(value) < 100 && Math.abs(value - Math.rint(value)) > 1e-9 ? 1 : 0);
        };
    }

    private String money(double value) {
        return inCurrency(amount(value));
    }

    /** An amount of money as a spreadsheet writes it. */
    String moneyFormat() {
        return (sign.isEmpty() ? "" : '"' + sign + '"') + "#,##0.00";
    }

    private String inCurrency(String amount) {
        return amount.startsWith(MINUS) ? MINUS + sign + amount.substring(1) : sign + amount;
    }

    /** Large amounts in the large unit of the language, to four figures. */
    private String amount(double value) {
        if (Math.abs(value) < 10 * large) {
            return decimal(value, Math.abs(value) < 100 && value != 0 ? 2 : 0);
        }
        return said("large_unit", "n", decimal(value / large, Math.abs(value) < 100 * large ? 2 : 1));
    }

    /** A share as per cent, to a tenth. */
    String share(double value) {
        return said("percent", "n", decimal(100 * value, 1));
    }

    /** A difference with its sign; one of shares in percentage points. */
    String change(double difference, @Nullable String unit) {
        if (!"share".equals(unit) && !"share_points".equals(unit)) {
            return sign(difference) + number(Math.abs(difference), unit);
        }
        return said("points", "n", signed(difference));
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
    String interval(double low, double high, @Nullable String unit) {
        if ("share".equals(unit)) {
            return decimal(100 * low, 1) + "–" + number(high, unit);
        }
        if ("share_points".equals(unit)) {
            return said("range", "low", signed(low), "high", change(high, unit));
        }
        if ("money".equals(unit) && Math.abs(high) < 1000) {
            return inCurrency(decimal(low, 2)) + "–" + decimal(high, 2);
        }
        return low < 0
                ? said("range", "low", number(low, unit), "high", number(high, unit))
                : number(low, unit) + "–" + number(high, unit);
    }

    /** A whole month in words. */
    String month(LocalDate day) {
        return YearMonth.from(day).format(pattern("month"));
    }

    /** A month in as few letters as can be. */
    String shortMonth(LocalDate day) {
        return YearMonth.from(day).format(pattern("month_short"));
    }

    private String quarter(LocalDate day) {
        int quarter = (day.getMonthValue() + 2) / 3;
        return said("quarter", "quarter", quarter, "year", day.getYear());
    }

    /** A day in words. */
    String day(LocalDate day) {
        return day.format(pattern("day"));
    }

    private DateTimeFormatter pattern(String key) {
        return DateTimeFormatter.ofPattern(said(key), language.locale());
    }

    private String decimal(double value, int places) {
        DecimalFormat format = new DecimalFormat(places == 0 ? "#,##0" : "#,##0." + "0".repeat(places), symbols);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value).replace("-", MINUS).replaceFirst("^" + MINUS + "(0([.,]0+)?)$", "$1");
    }
}
