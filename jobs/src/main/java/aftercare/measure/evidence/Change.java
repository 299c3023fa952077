package aftercare.measure.evidence;

import aftercare.stats.ChangeParts;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a figure is another than in another month.
 *
 * @param month the month asked about
 * @param against the other one
 * @param before the figure then; null where nothing is known
 * @param after the figure in the month asked about
 * @param isRatio whether it is a ratio, which volume does not move
 * @param splits by what it is split; empty where the parts of such a figure do not add up
 * @param events how its events lie in the two months
 * @param atEqualAge both figures as they stood when the months were equally old; empty where the months are settled, or
 *     no table says
 */
public record Change(
        YearMonth month,
        YearMonth against,
        @Nullable Double before,
        @Nullable Double after,
        boolean isRatio,
        List<Split> splits,
        List<Months> events,
        Optional<EqualAge> atEqualAge) {

    /** The change as the months stand. */
    public double change() {
        return before == null || after == null ? Double.NaN : after - before;
    }

    /** The change that is split: at equal age where the month is young. */
    public double compared() {
        return atEqualAge.map(age -> age.after() - age.before()).orElseGet(this::change);
    }

    /**
     * A split.
     *
     * @param by region, outlet, model or category
     * @param parts what each member adds, the largest first; they add up to the change
     */
    public record Split(String by, List<ChangeParts.Part> parts) {}

    /**
     * Events in the two months.
     *
     * @param what what is asked: waiting, late or corrected
     * @param figure the figure that counts the events
     * @param before how many in the other month; null where nobody knows
     * @param after how many in the month asked about
     */
    public record Months(
            String what,
            String figure,
            @Nullable Long before,
            @Nullable Long after) {}

    /**
     * Figures at equal age.
     *
     * @param before in the other month
     * @param after in the month asked about
     */
    public record EqualAge(double before, double after) {}
}
