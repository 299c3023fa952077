package aftercare.measure.servicegap;

import aftercare.contract.Text;
import aftercare.stats.MeanEstimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of a gap.
 *
 * @param estimate on 0 to 100; null when the side is not known
 * @param n respondents or events it rests on, of several figures the smallest number; null for what is stated rather
 *     than counted
 * @param sources the columns it comes from
 * @param says what it came from, with figures; when not known, what to collect
 * @param doubtful whether it rests on answers whose scale is suspect
 */
record Side(@Nullable MeanEstimate estimate, @Nullable Long n, List<String> sources, Text says, boolean doubtful) {

    static Side missing(Text collect) {
        return new Side(null, null, List.of(), collect, false);
    }

    boolean known() {
        return estimate != null;
    }

    @Nullable
    Double value() {
        return estimate == null ? null : (Double) estimate.value();
    }

    /** The columns it comes from, parted by semicolons; null when not known. */
    @Nullable
    String source() {
        return known() ? String.join("; ", sources) : null;
    }

    /** Whether it is known, and where it is counted, rests on so many. */
    boolean restsOn(int fewest) {
        return known() && !doubtful && (n == null || n >= fewest);
    }
}
