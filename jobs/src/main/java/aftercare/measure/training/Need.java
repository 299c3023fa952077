package aftercare.measure.training;

import aftercare.measure.training.CourseComparison.TechnicianFigure;
import aftercare.measure.training.Roster.Person;
import aftercare.measure.training.SkillBook.Skill;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a technician needs training for.
 *
 * @param figure by which the need shows, or the first fixes of somebody who lacks a level; null without jobs
 * @param byPerformance whether the figure makes it a need
 * @param level assessed; null when there is no assessment that still counts
 * @param fault what goes wrong more often than elsewhere; null when nothing does
 * @param gap by which jobs are expected to fail more often than they should
 * @param comingJobs of the next twelve months
 * @param visitCost of a failed visit; NaN when no order states its cost
 * @param plan it belongs to
 */
record Need(
        Person person,
        Skill skill,
        @Nullable TechnicianFigure figure,
        boolean byPerformance,
        @Nullable Level level,
        Blame.@Nullable Fault fault,
        double gap,
        double comingJobs,
        double visitCost,
        String plan) {

    /** A level found on a day. */
    record Level(int level, LocalDate assessedOn) {
        static final int LOWEST = 0;
        static final int HIGHEST = 5;
    }

    boolean byLevel() {
        return lacks(level, skill);
    }

    static boolean lacks(@Nullable Level level, Skill skill) {
        return level != null && skill.requiredLevel() != null && level.level() < skill.requiredLevel();
    }

    String basis() {
        return !byPerformance ? "level" : byLevel() ? "both" : "performance";
    }

    /** Visits of the next twelve months that fail for want of the skill. */
    double failedVisits() {
        return gap * comingJobs;
    }

    /** What these cost; null when no order states its cost. */
    @Nullable
    Double costAtStake() {
        return Double.isNaN(visitCost) ? null : Double.valueOf(failedVisits() * visitCost);
    }

    /** By which needs are ranked: what is at stake, or where no order states its cost the failed visits themselves. */
    double priority() {
        return Double.isNaN(visitCost) ? failedVisits() : failedVisits() * visitCost;
    }

    Need of(String otherPlan) {
        return new Need(person, skill, figure, byPerformance, level, fault, gap, comingJobs, visitCost, otherPlan);
    }
}
