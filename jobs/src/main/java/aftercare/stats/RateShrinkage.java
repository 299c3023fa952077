package aftercare.stats;

/**
 * Empirical Bayes for the rates of a group's members, events per exposure: each is drawn towards the pooled rate, the
 * more the less exposure it has and the less the members truly differ. Moments as in Marshall (Applied Statistics 40,
 * 1991), the global estimator.
 *
 * @param pooledRate the rate of all members together; NaN without exposure
 * @param variance between the members' true rates; 0 when they do not differ beyond chance
 */
public record RateShrinkage(double pooledRate, double variance) {
    /**
     * Fits it.
     *
     * @param events per member
     * @param exposures per member; one without exposure has no say
     */
    public static RateShrinkage fit(long[] events, double[] exposures) {
        long members = 0;
        double allExposure = 0;
        double allEvents = 0;
        for (int i = 0; i < events.length; i++) {
            if (exposures[i] > 0) {
                members++;
                allExposure += exposures[i];
                allEvents += events[i];
            }
        }
        double pooled = allEvents / allExposure;
        double spread = 0;
        for (int i = 0; i < events.length; i++) {
            if (exposures[i] > 0) {
                double distance = events[i] / exposures[i] - pooled;
                spread += exposures[i] * distance * distance;
            }
        }
        double between = spread / allExposure - pooled * members / allExposure;
        return new RateShrinkage(pooled, between > 0 ? between : 0);
    }

    /** The shrunk rate of a member; the pooled rate for one without exposure. */
    public double shrink(long events, double exposure) {
        if (!(exposure > 0) || variance == 0) {
            return pooledRate;
        }
        double weight = variance / (variance + pooledRate / exposure);
        return pooledRate + weight * (events / exposure - pooledRate);
    }
}
