package aftercare.measure.training;

import java.util.List;

/** Which step of the service it is that costs customers' satisfaction. */
final class Blame {
    /** However little customers seem to mind, a step that went wrong costs something. */
    private static final double LEAST_LOSS = 0.05;

    private final long[] skill;
    private final double[] loss = new double[Counts.STEPS];

    /**
     * A step that goes wrong more often than elsewhere.
     *
     * @param n jobs in which it went wrong
     * @param expected jobs in which it goes wrong with the same number of jobs of the skill elsewhere
     */
    record Fault(Step step, long n, double expected) {}

    /** Takes all jobs, for what a step costs, and those of a skill, for how often it goes wrong. */
    Blame(List<Jobs> all, List<Jobs> ofSkill) {
        long[] sums = sum(all);
        skill = sum(ofSkill);
        double satisfied = sums[Counts.succeeded(Metric.SATISFACTION)];
        double rated = sums[Counts.tried(Metric.SATISFACTION)];
        for (int i = 0; i < Counts.STEPS; i++) {
            double wrongRated = sums[Counts.STEP_RATED + i];
            double wrongSatisfied = sums[Counts.STEP_SATISFIED + i];
            double difference = (satisfied - wrongSatisfied) / (rated - wrongRated) - wrongSatisfied / wrongRated;
            loss[i] = difference > LEAST_LOSS ? difference : LEAST_LOSS;
        }
    }

    private static long[] sum(List<Jobs> all) {
        long[] sums = new long[Counts.LENGTH];
        all.forEach(jobs -> Counts.add(sums, jobs.counts()));
        return sums;
    }

    /** The step that goes wrong so much more often than elsewhere that it costs most satisfaction; null when none does. */
    Fault worst(long[] counts) {
        Fault worst = null;
        double most = 0;
        for (Step step : Step.values()) {
            long n = counts[Counts.STEP + step.ordinal()];
            double expected = skill[Counts.JOBS] == 0
                    ? 0
                    : counts[Counts.JOBS] * (double) skill[Counts.STEP + step.ordinal()] / skill[Counts.JOBS];
            double cost = (n - expected) * loss[step.ordinal()];
            if (cost > most) {
                most = cost;
                worst = new Fault(step, n, expected);
            }
        }
        return worst;
    }
}
