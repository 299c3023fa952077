package aftercare.stats;

/**
 * Empirical Bayes for the proportions of a group's members: each is drawn towards the pooled rate, the more the smaller
 * it is and the less the members truly differ. The prior is fitted by the method of moments for the Beta-binomial
 * (Kleinman, Journal of the American Statistical Association 68, 1973); docs/decisions.md D11 gives the formula and its
 * edge cases.
 *
 * @param pooledRate the rate of all members together; NaN when no member has a trial
 * @param priorStrength how many trials the pooled rate weighs: infinite when members do not differ beyond chance, so
 *     that all take the pooled rate; 0 when nothing is shrunk
 */
public record BetaBinomialShrinkage(double pooledRate, double priorStrength) {

    /**
     * Fits the prior to members; one without trials has no say.
     *
     * @param successes per member, 0 to its trials
     * @param trials per member
     */
    public static BetaBinomialShrinkage fit(long[] successes, long[] trials) {
        if (successes.length != trials.length) {
            throw new IllegalArgumentException(successes.length + " successes for " + trials.length + " trials");
        }
        long members = 0;
        long allTrials = 0;
        long allSuccesses = 0;
        double squaredTrials = 0;
        double squaresOverTrials = 0;
        for (int i = 0; i < trials.length; i++) {
            if (trials[i] > 0) {
                members++;
                allTrials += trials[i];
                allSuccesses += successes[i];
                squaredTrials += (double) trials[i] * trials[i];
                squaresOverTrials += (double) successes[i] * successes[i] / trials[i];
            }
        }
        return fromMoments(members, allTrials, squaredTrials, squaresOverTrials, allSuccesses);
    }

    /**
     * Fits the prior to sums over the members with trials, so that a group can be summed where its rows lie. With x
     * successes in n trials per member, the spread Σ n (x/n - p)² equals Σ x²/n - (Σ x)² / Σ n.
     *
     * @param members how many members have a trial
     * @param trials Σ n
     * @param squaredTrials Σ n²
     * @param squaresOverTrials Σ x²/n
     * @param successes Σ x
     */
    public static BetaBinomialShrinkage fromMoments(
            long members, long trials, double squaredTrials, double squaresOverTrials, long successes) {
        if (trials == 0) {
            return new BetaBinomialShrinkage(Double.NaN, Double.POSITIVE_INFINITY);
        }
        double p = (double) successes / trials;
        if (members < 2 || successes == 0 || successes == trials) {
            return pooled(p);
        }
        double binomialVariance = p * (1 - p);
        double spread = squaresOverTrials - p * successes;
        double denominator = binomialVariance * (trials - squaredTrials / trials - (members - 1));
        if (!(denominator > 0)) {
            return pooled(p);
        }
        double betweenShare = (spread - binomialVariance * (members - 1)) / denominator;
        if (!(betweenShare > 0)) {
            return pooled(p);
        }
        return new BetaBinomialShrinkage(p, betweenShare >= 1 ? 0 : 1 / betweenShare - 1);
    }

    private static BetaBinomialShrinkage pooled(double rate) {
        return new BetaBinomialShrinkage(rate, Double.POSITIVE_INFINITY);
    }

    /** The shrunk rate of a member; the pooled rate for one without trials. */
    public double shrink(long successes, long trials) {
        if (trials == 0 || Double.isInfinite(priorStrength)) {
            return pooledRate;
        }
        return (successes + priorStrength * pooledRate) / (trials + priorStrength);
    }
}
