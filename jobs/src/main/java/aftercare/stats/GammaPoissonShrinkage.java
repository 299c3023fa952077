package aftercare.stats;

import org.hipparchus.special.Gamma;

/**
 * Empirical Bayes for event rates: members' counts are Poisson with a rate drawn from a Gamma distribution, which is
 * fitted to all members by maximum likelihood (the counts are then negative-binomial). Each member's rate is drawn
 * towards the mean, the more the less of it was seen. Gaver and O'Muircheartaigh, Technometrics 29 (1987), whose pumps
 * the test reproduces.
 *
 * @param shape of the Gamma prior; how many events the prior weighs. Infinite when members do not differ beyond chance
 * @param rate of the Gamma prior; how much exposure the prior weighs. Infinite together with the shape
 * @param mean shape / rate, the rate of a member of which nothing was seen
 */
public record GammaPoissonShrinkage(double shape, double rate, double mean) {
    private static final double LEAST_LOG_SHAPE = -7;
    private static final double MOST_LOG_SHAPE = 12;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 70;

    /**
     * Fits shape and rate.
     *
     * @param events per member, 0 or more; fractions are allowed
     * @param exposure per member; one without exposure has no say
     */
    public static GammaPoissonShrinkage fit(double[] events, double[] exposure) {
        return fit(events, exposure, Double.NaN);
    }

    /** Fits the shape alone: the prior mean is known, such as 1 where the exposure is what was expected. */
    public static GammaPoissonShrinkage fitAround(double mean, double[] events, double[] exposure) {
        return fit(events, exposure, mean);
    }

    private static GammaPoissonShrinkage fit(double[] events, double[] exposure, double knownMean) {
        double x = 0;
        double t = 0;
        for (int i = 0; i < events.length; i++) {
            x += exposure[i] > 0 ? events[i] : 0;
            t += exposure[i] > 0 ? exposure[i] : 0;
        }
        double pooled = Double.isNaN(knownMean) ? x / t : knownMean;
        if (!(t > 0) || !(pooled > 0)) {
            return new GammaPoissonShrinkage(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, t > 0 ? pooled : 0);
        }
        double low = LEAST_LOG_SHAPE;
        double high = MOST_LOG_SHAPE;
        for (int i = 0; i < STEPS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (profile(Math.exp(left), knownMean, events, exposure)
                    >= profile(Math.exp(right), knownMean, events, exposure)) {
                high = right;
            } else {
                low = left;
            }
        }
        double logShape = (low + high) / 2;
        if (logShape > MOST_LOG_SHAPE - 1) {
            return new GammaPoissonShrinkage(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, pooled);
        }
        double shape = Math.exp(logShape);
        double rate = bestRate(shape, knownMean, events, exposure);
        return new GammaPoissonShrinkage(shape, rate, shape / rate);
    }

    private static double profile(double shape, double knownMean, double[] events, double[] exposure) {
        double rate = bestRate(shape, knownMean, events, exposure);
        double sum = 0;
        for (int i = 0; i < events.length; i++) {
            if (exposure[i] > 0) {
                sum += Gamma.logGamma(events[i] + shape)
                        - Gamma.logGamma(shape)
                        - shape * Math.log1p(exposure[i] / rate)
                        - events[i] * Math.log(rate + exposure[i]);
            }
        }
        return sum;
    }

    /** The root of the likelihood's slope in the rate, which falls from positive to negative. */
    private static double bestRate(double shape, double knownMean, double[] events, double[] exposure) {
        if (!Double.isNaN(knownMean)) {
            return shape / knownMean;
        }
        double low = Math.log(1e-12);
        double high = Math.log(1e15);
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            double rate = Math.exp(middle);
            double slope = 0;
            for (int j = 0; j < events.length; j++) {
                if (exposure[j] > 0) {
                    slope += (shape * exposure[j] / rate - events[j]) / (rate + exposure[j]);
                }
            }
            if (slope > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp((low + high) / 2);
    }

    /** The same prior, weighing at most so many events: with few members, that they agree is no proof that all do. */
    public GammaPoissonShrinkage weighingAtMost(double events) {
        return shape <= events || mean <= 0 ? this : new GammaPoissonShrinkage(events, events / mean, mean);
    }

    /** The shrunk rate of a member. */
    public double shrink(double events, double exposure) {
        return Double.isInfinite(shape) ? mean : (events + shape) / (exposure + rate);
    }

    /** Standard deviation of a member's rate after its events, divided by the rate. */
    public double relativeSd(double events) {
        return Double.isInfinite(shape) ? 0 : 1 / Math.sqrt(events + shape);
    }
}
