package aftercare.measure.forecast;

/**
 * How far something errs beyond chance.
 *
 * @param spread relative standard deviation in one month
 * @param lasting which share of its variance goes on in all months; the rest passes with the month
 */
record ForecastError(double spread, double lasting) {
    /** What is left when the errors of wholes that something belongs to are taken out. */
    ForecastError beyond(ForecastError... wholes) {
        double variance = spread * spread;
        double goingOn = lasting * variance;
        for (ForecastError whole : wholes) {
            variance -= whole.spread * whole.spread;
            goingOn -= whole.lasting * whole.spread * whole.spread;
        }
        return variance > 0
                ? new ForecastError(Math.sqrt(variance), Math.max(0, Math.min(1, goingOn / variance)))
                : new ForecastError(0, 0);
    }

    /** The same, by a factor larger. */
    ForecastError times(double factor) {
        return new ForecastError(factor * spread, lasting);
    }

    /**
     * The share that goes on, from how far sums over months err: of a sum over n months, lasting + (1 - lasting) / n of
     * a month's variance is left. Least squares over the sums.
     *
     * @param spreads by band of {@link Horizons}: of single months, then of sums; NaN where nothing is known
     * @param otherwise where no sum is known, or no month errs
     */
    static double lasting(double[] spreads, double otherwise) {
        double over = 0;
        double under = 0;
        for (int i = 0; i < Horizons.SUMMED.length; i++) {
            double months = 0;
            for (int h = 0; h < Horizons.SUMMED[i]; h++) {
                double spread = spreads[Horizons.ofMonth(h)];
                months += spread * spread / Horizons.SUMMED[i];
            }
            double sum = spreads[Horizons.ofSum(i)];
            if (months > 0 && !Double.isNaN(sum)) {
                double evened = 1.0 / Horizons.SUMMED[i];
                over += (sum * sum / months - evened) * (1 - evened);
                under += (1 - evened) * (1 - evened);
            }
        }
        return under > 0 ? Math.max(0, Math.min(1, over / under)) : otherwise;
    }
}
