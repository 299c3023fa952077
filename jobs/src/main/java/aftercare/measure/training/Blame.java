package aftercare.measure.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which step of the service it is that costs customers' satisfaction. */
final class Blame {
    /** Even where customers hardly seem to mind, a step that went wrong costs something. */
    private static final double LEAST_LOSS = 0.05;

    private final long[] skill;
    private final double[] loss = new double[JobCounts.STEPS];

    /**
     * A step that goes wrong more often than elsewhere.
     *
     * @param n jobs in which it went wrong
     * @param expected jobs in which it goes wrong with the same number of jobs of the skill elsewhere
     */
    record Fault(ServiceStep step, long n, double expected) {}

    /** Takes all jobs, for what a step costs, and those of a skill, for how often it goes wrong. */
    Blame(List<Jobs> all, List<Jobs> ofSkill) {
        long[] sums = sum(all);
        skill = sum(ofSkill);
        double satisfied = sums[JobCounts.succeeded(Metric.SATISFACTION)];
        double rated = sums[JobCounts.tried(Metric.SATISFACTION)];
        for (int i = 0; i < JobCounts.STEPS; i++) {
            double wrongRated = sums[JobCounts.STEP_RATED + i];
            double wrongSatisfied = sums[JobCounts.STEP_SATISFIED + i];
            double difference = (satisfied - wrongSatisfied) / (rated - wrongRated) - wrongSatisfied / wrongRated;
            loss[i] = difference > LEAST_LOSS ? difference : LEAST_LOSS;
        }
    }

    private static long[] sum(List<Jobs> all) {
        long[] sums = new long[JobCounts.LENGTH];
        all.forEach(jobs -> JobCounts.add(sums, jobs.counts()));
        return sums;
    }

    /**
     * The step that goes wrong so much more often than elsewhere that it costs most satisfaction; null when none does.
     */
    @Nullable
    Fault worst(long[] counts) {
        Fault worst = null;
        double most = 0;
        for (ServiceStep step : ServiceStep.values()) {
            long n = counts[JobCounts.STEP + JobCounts.place(step)];
            double expected = skill[JobCounts.JOBS] == 0
                    ? 0
                    : counts[JobCounts.JOBS]
                            * (double) skill[JobCounts.STEP + JobCounts.place(step)]
                            / skill[JobCounts.JOBS];
            double cost = (n - expected) * loss[JobCounts.place(step)];
            if (cost > most) {
                most = cost;
                worst = new Fault(step, n, expected);
            }
        }
        return worst;
    }
}
