package aftercare.measure.facts;

import static org.apache.spark.sql.functions.lit;

import aftercare.contract.PromiseRule.Span;
import aftercare.contract.Rules;
import aftercare.contract.VersionedRule;
import aftercare.measure.api.AsOf;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * How long something lasts or may take, as a rule says it: by the version in force, in the business zone, on the day of
 * the instant from which the window runs. With a single version it is a constant.
 *
 * @param rule the rule, whose spans have a fixed length
 */
public record RuleWindow(VersionedRule<Span> rule) implements Serializable {
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** The window of a promise or rule. */
    public static RuleWindow of(Rules rules, String name) {
        return new RuleWindow(rules.window(name));
    }

    /** A window that is the same on all days. */
    public static RuleWindow of(Span span) {
        return new RuleWindow(new VersionedRule<>(
                "always", List.of(new VersionedRule.Version<>(java.time.LocalDate.of(1970, 1, 1), span))));
    }

    /** When the window closes that runs from an instant on. */
    public Column end(Column from, AsOf asOf) {
        return SeenOrders.plusSeconds(from, each(from, asOf, SECONDS_PER_HOUR));
    }

    /** Its length in microseconds, where it runs from an instant on. */
    public Column micros(Column from, AsOf asOf) {
        return each(from, asOf, SECONDS_PER_HOUR * MICROS_PER_SECOND);
    }

    /** Its length in hours, where it runs from an instant on. */
    public Column hours(Column from, AsOf asOf) {
        return each(from, asOf, 1);
    }

    private Column each(Column from, AsOf asOf, long unitsPerHour) {
        return VersionedColumn.of(
                rule, first -> from.geq(lit(asOf.start(first))), span -> lit(span.inHours() * unitsPerHour));
    }

    /** Whether the window that runs from a column's instant may close between two ends of days, or at one of them. */
    public Column closesBetween(String from, AsOf one, AsOf other) {
        return rule.versions().stream()
                .map(version -> version.value().inHours())
                .distinct()
                .map(hours -> SeenOrders.endsBetweenOrAt(from, hours, one, other))
                .reduce(Column::or)
                .orElseThrow();
    }

    /** The longest that any version lasts, in hours: how far a change may matter. */
    public int longestHours() {
        return rule.versions().stream()
                .mapToInt(version -> version.value().inHours())
                .max()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return rule.toString();
    }
}
