package aftercare.measure.competitors;

import aftercare.contract.ServiceGaps;
import aftercare.contract.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One item of a competitor beside ours (docs/decisions.md, DV8). */
final class OfferComparison {
    /** Whole hours that were written as days differ by rounding only. */
    private static final double ROUNDING = 1e-9;

    private final Offer theirs;
    private final Offer ours;
    private final String better;
    private final double levelWithin;
    private final List<Text> notes = new ArrayList<>();
    private final RelativePosition commitment;
    private final RelativePosition quality;

    /**
     * @param ours null when nothing is known of it
     * @param rule how the item is compared; null when the rules do not name it
     * @param levelWithin quality scores less than so many points apart are level
     */
    OfferComparison(Offer theirs, Offer ours, ServiceGaps.Item rule, double levelWithin) {
        this.theirs = theirs;
        this.ours = ours;
        this.better = rule == null ? null : rule.better();
        this.levelWithin = levelWithin;
        if (ours == null) {
            note(
                    "Nothing is known of our own offer: record it in competitor_offers under company us.",
                    "缺少本公司该项资料：请在竞品服务政策中以公司 us 填写。");
            commitment = null;
            quality = null;
        } else {
            commitment = byCommitment();
            quality = byQuality();
        }
    }

    private RelativePosition byCommitment() {
        if (theirs.offered() != ours.offered()) {
            return ours.offered() ? RelativePosition.AHEAD : RelativePosition.BEHIND;
        }
        if (!ours.offered() || (theirs.value() == null && ours.value() == null)) {
            return RelativePosition.LEVEL;
        }
        if (theirs.value() == null || ours.value() == null) {
            note("Only one side states the size of its promise.", "仅一方填写了承诺数值。");
            return null;
        }
        Double value = ours.valueIn(theirs);
        if (value == null) {
            note(
                    "The units " + ours.unitWord() + " and " + theirs.unitWord() + " do not measure the same.",
                    "单位 " + ours.unitWord() + " 与 " + theirs.unitWord() + " 无法换算。");
            return null;
        }
        double more = value - theirs.value();
        if (better == null && Math.abs(more) >= ROUNDING) {
            note(
                    "schemas/service_gaps.yaml does not say whether more or less of it is better.",
                    "schemas/service_gaps.yaml 未说明该项以高为优还是以低为优。");
            return null;
        }
        return RelativePosition.of("lower".equals(better) ? -more : more, ROUNDING);
    }

    private RelativePosition byQuality() {
        if (!theirs.offered() || !ours.offered()) {
            note("Not offered by both, so there is no quality to compare.", "并非双方均提供，无质量可比。");
            return null;
        }
        if (theirs.score() == null || ours.score() == null) {
            note("A quality score is missing.", "缺少质量评分。");
            return null;
        }
        // A tenth of a point is no exact binary number; 4.25 less 4 must not become level by rounding.
        return RelativePosition.of(ours.score() - theirs.score(), levelWithin - ROUNDING);
    }

    private void note(String en, String zh) {
        notes.add(new Text(en, zh));
    }

    String better() {
        return better;
    }

    /** The unit of both values; ours where only we state a value. */
    String unit() {
        return theirs.value() == null && ours != null && ours.value() != null ? ours.unitWord() : theirs.unitWord();
    }

    Double ourValue() {
        return ours == null ? null : ours.valueIn(theirs);
    }

    /** By what is promised; null when that cannot be told. */
    RelativePosition commitment() {
        return commitment;
    }

    /** By quality score; null when that cannot be told. */
    RelativePosition quality() {
        return quality;
    }

    /** Why a position cannot be told; null when both are. */
    String note(Function<Text, String> language, String between) {
        return notes.isEmpty() ? null : notes.stream().map(language).collect(Collectors.joining(between));
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
