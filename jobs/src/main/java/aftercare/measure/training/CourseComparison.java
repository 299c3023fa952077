package aftercare.measure.training;

import aftercare.stats.CaseMixBeta;
import aftercare.stats.GammaPoissonShrinkage;
import aftercare.stats.Interval;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How technicians fare in one metric, compared with like: with what the company makes of the same models and symptoms,
 * and with what the colleagues at the same outlet make of theirs. What colleagues share is put down to the outlet, not
 * to one of them (docs/decisions.md, DR2).
 */
final class CourseComparison {
    /** The company's rate is kept this far from 0 and 1 where odds are taken. */
    private static final double EDGE = 0.005;

    private final Metric metric;
    private final Map<String, double[]> outlets = new HashMap<>();
    private final Map<String, double[]> own = new HashMap<>();
    private final GammaPoissonShrinkage outletPrior;

    /**
     * A technician's figure.
     *
     * @param n jobs that succeeded
     * @param d jobs tried
     * @param expected rate of such jobs at this outlet
     * @param standard in force; NaN when there is none
     * @param target what the standard asks of such jobs
     * @param actual shrunk rate
     * @param interval of it, 95 %
     * @param probabilityBelow the target
     */
    record TechnicianFigure(
            Metric metric,
            long n,
            long d,
            double expected,
            double standard,
            double target,
            double actual,
            Interval interval,
            double probabilityBelow) {
        double gap() {
            return target - actual;
        }
    }

    /** The standard that holds for a technician. */
    @FunctionalInterface
    interface StandardOf {
        double target(String technician);
    }

    /** Takes all jobs, of any technician or none. */
    CourseComparison(Metric metric, List<Jobs> all) {
        this.metric = metric;
        for (Jobs jobs : all) {
            add(outlets, jobs.outlet(), jobs);
            add(own, jobs.technician() + "\n" + jobs.outlet(), jobs);
        }
        outletPrior = GammaPoissonShrinkage.fitAround(
                1,
                outlets.values().stream().mapToDouble(sums -> sums[0]).toArray(),
                outlets.values().stream().mapToDouble(sums -> sums[1]).toArray());
    }

    private void add(Map<String, double[]> to, @Nullable String key, Jobs jobs) {
        double[] sums = to.computeIfAbsent(key, none -> new double[2]);
        sums[0] += jobs.failed(metric);
        sums[1] += jobs.expectedFailed(metric);
    }

    /**
     * How many times as often jobs fail at an outlet as their mix makes one expect, by the colleagues of a technician
     * alone.
     */
    private double outletFactor(String technician, @Nullable String outlet) {
        double[] all = outlets.get(outlet);
        double[] mine = own.getOrDefault(technician + "\n" + outlet, new double[2]);
        return all == null ? 1 : outletPrior.shrink(Math.max(0, all[0] - mine[0]), Math.max(0, all[1] - mine[1]));
    }

    /** The figures of all technicians with jobs in a skill, by technician. */
    Map<String, TechnicianFigure> of(List<Jobs> skill, StandardOf standards) {
        TreeMap<String, double[]> sums = new TreeMap<>();
        double n = 0;
        double d = 0;
        for (Jobs jobs : skill) {
            long tried = jobs.counts()[JobCounts.tried(metric)];
            n += jobs.counts()[JobCounts.succeeded(metric)];
            d += tried;
            if (jobs.technician() != null && tried > 0) {
                double[] sum = sums.computeIfAbsent(jobs.technician(), none -> new double[3]);
                double failures = jobs.expectedFailed(metric) * outletFactor(jobs.technician(), jobs.outlet());
                sum[0] += jobs.counts()[JobCounts.succeeded(metric)];
                sum[1] += tried;
                sum[2] += Math.max(0, tried - failures);
            }
        }
        CaseMixBeta fit = CaseMixBeta.fit(
                sums.values().stream().mapToDouble(sum -> sum[0]).toArray(),
                sums.values().stream().mapToDouble(sum -> sum[1]).toArray(),
                sums.values().stream().mapToDouble(sum -> sum[2] / sum[1]).toArray());
        Map<String, TechnicianFigure> figures = new TreeMap<>();
        double company = n / d;
        sums.forEach(
                (technician, sum) -> figures.put(technician, figure(fit, sum, standards.target(technician), company)));
        return figures;
    }

    private TechnicianFigure figure(CaseMixBeta fit, double[] sum, double standard, double company) {
        double expected = sum[2] / sum[1];
        double target = target(expected, standard, company);
        return new TechnicianFigure(
                metric,
                (long) sum[0],
                (long) sum[1],
                expected,
                standard,
                target,
                fit.shrink(sum[0], sum[1], expected),
                fit.interval(sum[0], sum[1], expected),
                fit.probabilityBelow(target, sum[0], sum[1], expected));
    }

    /**
     * What the standard asks of a mix of jobs: as far below what is expected of the mix, in odds, as the standard lies
     * below what the company achieves. Where the company itself misses the standard, no single person is asked for more
     * than such jobs usually bring.
     */
    static double target(double expected, double standard, double company) {
        return Double.isNaN(standard)
                ? expected
                : expit(logit(expected) + Math.min(0, logit(standard) - logit(company)));
    }

    private static double logit(double rate) {
        double inside = Math.min(1 - EDGE, Math.max(EDGE, rate));
        return Math.log(inside / (1 - inside));
    }

    private static double expit(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
