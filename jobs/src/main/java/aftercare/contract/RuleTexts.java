package aftercare.contract;

import aftercare.contract.PromiseRule.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the numbers of rules into texts: {@code {onsite_visit.hours}} becomes the hours in force on a day, {@code
 * {repeat.days}} the days, {@code {publishable.number}} the number. Units are hours, days, months, years and number.
 */
public final class RuleTexts {
    /** Not within the doubled braces of report templates. */
    private static final Pattern PLACE =
            Pattern.compile("(?<!\\{)\\{([a-z][a-z0-9_]*)\\.(hours|days|months|years|number)}");

    private static final Pattern OWN = Pattern.compile("(?<!\\{)\\{(hours|days|months|years)}");

    private final Rules rules;
    private final LocalDate day;

    /** Takes the rules, and the day whose versions count. */
    RuleTexts(Rules rules, LocalDate day) {
        this.rules = rules;
        this.day = day;
    }

    /**
     * A text with every number in its place.
     *
     * @throws IllegalArgumentException when it names a rule that there is not, or a unit in which the rule is no number
     */
    public String fill(String text) {
        return PLACE.matcher(text).replaceAll(place -> value(place.group(1), place.group(2)));
    }

    /** What a promise says, with the numbers of its own version: {@code {hours}}. */
    static String fill(String text, @Nullable Span window) {
        return OWN.matcher(text).replaceAll((MatchResult place) -> in(window, place.group(1), place.group()));
    }

    private String value(String name, String unit) {
        String place = "{" + name + "." + unit + "}";
        VersionedRule<Integer> number = rules.numbers().get(name);
        if ("number".equals(unit) && number != null) {
            return number.on(day).toString();
        }
        VersionedRule<Span> window = rules.windows().get(name);
        if ("number".equals(unit) || window == null) {
            throw new IllegalArgumentException(
                    place + " names no rule; the rules are " + String.join(", ", rules.names()));
        }
        return in(window.on(day), unit, place);
    }

    private static String in(@Nullable Span window, String unit, String place) {
        boolean calendar = "months".equals(unit) || "years".equals(unit);
        if (window == null || calendar != window.months() > 0) {
            throw new IllegalArgumentException(place + " is no number: the rule states "
                    + (window == null ? "no window" : window.months() > 0 ? "months" : "hours or days"));
        }
        int whole = calendar ? window.months() : window.inHours();
        int parts = "days".equals(unit) ? 24 : "years".equals(unit) ? 12 : 1;
        return BigDecimal.valueOf(whole)
                .divide(BigDecimal.valueOf(parts), 1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
