package aftercare.contract;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The target of a metric or promise, from a day on.
 *
 * @param metric its name
 * @param scope what kind of thing it holds for: all, tier, region, outlet or category
 * @param scopeId which of them; {@code all} for all
 * @param validFrom the first day on which it holds
 * @param target the value that fulfils it, in the metric's unit
 * @param floor the worst value still tolerated; null when none is stated
 */
public record Standard(
        String metric,
        String scope,
        String scopeId,
        LocalDate validFrom,
        double target,
        @Nullable Double floor) implements Serializable {
    /** The same of another metric. */
    public Standard of(String other) {
        return new Standard(other, scope, scopeId, validFrom, target, floor);
    }
}
