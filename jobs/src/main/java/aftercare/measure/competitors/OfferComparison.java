package aftercare.measure.competitors;

import aftercare.contract.Messages;
import aftercare.contract.ServiceGaps;
import aftercare.contract.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One item of a competitor beside ours (docs/decisions.md, DV8). */
final class OfferComparison {
    /** Whole hours that were written as days differ by rounding only. */
    private static final double ROUNDING = 1e-9;

    private final Offer theirs;
    private final @Nullable Offer ours;
    private final @Nullable String better;
    private final double levelWithin;
    private final List<Text> notes = new ArrayList<>();
    private final @Nullable RelativePosition commitment;
    private final @Nullable RelativePosition quality;

    /**
     * @param ours null when nothing is known of it
     * @param rule how the item is compared; null when the rules do not name it
     * @param levelWithin quality scores less than so many points apart are level
     */
    OfferComparison(Offer theirs, @Nullable Offer ours, ServiceGaps.@Nullable Item rule, double levelWithin) {
        this.theirs = theirs;
        this.ours = ours;
        this.better = rule == null ? null : rule.better();
        this.levelWithin = levelWithin;
        if (ours == null) {
            note("ours_unknown");
            commitment = null;
            quality = null;
        } else {
            commitment = byCommitment(ours);
            quality = byQuality(ours);
        }
    }

    private @Nullable RelativePosition byCommitment(Offer ours) {
        if (theirs.offered() != ours.offered()) {
            return ours.offered() ? RelativePosition.AHEAD : RelativePosition.BEHIND;
        }
        if (!ours.offered() || (theirs.value() == null && ours.value() == null)) {
            return RelativePosition.LEVEL;
        }
        if (theirs.value() == null || ours.value() == null) {
            note("one_value");
            return null;
        }
        Double value = ours.valueIn(theirs);
        if (value == null) {
            note("units_differ", "ours", ours.unitWord(), "theirs", theirs.unitWord());
            return null;
        }
        double more = value - theirs.value();
        if (better == null && Math.abs(more) >= ROUNDING) {
            note("no_direction");
            return null;
        }
        return RelativePosition.of("lower".equals(better) ? -more : more, ROUNDING);
    }

    private @Nullable RelativePosition byQuality(Offer ours) {
        if (!theirs.offered() || !ours.offered()) {
            note("not_both");
            return null;
        }
        if (theirs.score() == null || ours.score() == null) {
            note("no_score");
            return null;
        }
        // A tenth of a point is no exact binary number; 4.25 less 4 must not become level by rounding.
        return RelativePosition.of(ours.score() - theirs.score(), levelWithin - ROUNDING);
    }

    private void note(String message, @Nullable Object... namesAndValues) {
        notes.add(Messages.text("competitors." + message, namesAndValues));
    }

    @Nullable
    String better() {
        return better;
    }

    /** The unit of both values; ours where only we state a value. */
    @Nullable
    String unit() {
        return theirs.value() == null && ours != null && ours.value() != null ? ours.unitWord() : theirs.unitWord();
    }

    @Nullable
    Double ourValue() {
        return ours == null ? null : ours.valueIn(theirs);
    }

    /** By what is promised; null when that cannot be told. */
    @Nullable
    RelativePosition commitment() {
        return commitment;
    }

    /** By quality score; null when that cannot be told. */
    @Nullable
    RelativePosition quality() {
        return quality;
    }

    /** Why a position cannot be told; null when both are. */
    @Nullable
    String note(Function<Text, String> language) {
        return notes.isEmpty() ? null : language.apply(Messages.sentences(notes));
    }

    /** Where we stand against a competitor. */
    enum RelativePosition {
        AHEAD,
        LEVEL,
        BEHIND;

        /** By a difference: above 0 we are ahead; closer than {@code within} is level. */
        static RelativePosition of(double difference, double within) {
            if (Math.abs(difference) < within) {
                return LEVEL;
            }
            return difference > 0 ? AHEAD : BEHIND;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
