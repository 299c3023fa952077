package aftercare.measure.training;

import aftercare.contract.TrainingPolicy;
import aftercare.table.TrainingEffectTable;
import aftercare.table.TrainingNeedTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is advised of the course that a need asks for, and what it can be expected to save: by training_effect. */
final class CourseFindings {
    /** What the jobs to come of a need cover. */
    private static final double DAYS_A_YEAR = 365;

    private final TrainingPolicy policy;
    private final Map<String, TrainingEffectTable.Values> deciding = new HashMap<>();

    /**
     * What a course that worked saves somebody.
     *
     * @param days over which its effect was followed; it may last longer, which nobody knows
     * @param visits that need not be made again in these days
     * @param cost of them; null when no order tells what a visit costs
     */
    record Saving(int days, double visits, @Nullable Double cost) {}

    /** Takes rows of training_effect, of which those count that decide; a course without one is not judged. */
    CourseFindings(TrainingPolicy policy, List<TrainingEffectTable.Values> effects) {
        this.policy = policy;
        for (TrainingEffectTable.Values effect : effects) {
            if (effect.decides()) {
                deciding.put(NeedFacts.key(effect.skill(), effect.course()), effect);
            }
        }
    }

    Advice advice(TrainingNeedTable.Values need) {
        TrainingEffectTable.Values effect = effect(need);
        return Advice.of(effect == null ? policy.adviceOn(null) : effect.advice());
    }

    /**
     * What closes of the need's gap: no more than the gap, and no more than the course was seen to bring. Null unless
     * the course is to be booked, and for a need shown by another figure than first fixes, which effects are not
     * measured in.
     */
    @Nullable
    Saving saving(TrainingNeedTable.Values need) {
        TrainingEffectTable.Values effect = effect(need);
        if (effect == null
                || effect.effect() == null
                || advice(need) != Advice.BOOK
                || (need.metric() != null && !need.metric().equals(Metric.FIRST_FIX.code()))) {
            return null;
        }
        double years = Math.min(1, effect.windowDays() / DAYS_A_YEAR);
        double visits = Math.max(0, Math.min(need.gap(), effect.effect())) * need.comingJobs() * years;
        return new Saving(
                effect.windowDays(),
                visits,
                need.visitCost() == null ? null : Double.valueOf(visits * need.visitCost()));
    }

    private TrainingEffectTable.@Nullable Values effect(TrainingNeedTable.Values need) {
        return deciding.get(NeedFacts.key(need.skill(), need.course()));
    }
}
