package aftercare.stats;

/**
 * How much of what happened is known by now, where news comes late. The reverse-time hazard of a delay d is, of all
 * that is known with at most that delay, the share known with exactly that delay; it can be estimated although the
 * latest events have hardly had time to become known (Lawless, Canadian Journal of Statistics 22, 1994). The estimate
 * equals the chain ladder of insurance: a development factor is 1 / (1 - hazard).
 *
 * @param hazard per delay; the first is 1 by definition
 * @param reported share of all events known with at most each delay; the last is 1
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
public record ReverseHazard(double[] hazard, double[] reported) {

    /**
     * Estimates it.
     *
     * @param counts per period and delay, periods in order; later delays than observed are not read
     * @param observed per period, how many delays can be known by now
     * @param delays how many delays there are; later ones do not occur
     */
    public static ReverseHazard fit(double[][] counts, int[] observed, int delays) {
        double[] hazard = new double[delays];
        double[] reported = new double[delays];
        for (int delay = 0; delay < delays; delay++) {
            double exactly = 0;
            double atMost = 0;
            for (int period = 0; period < counts.length; period++) {
                if (observed[period] > delay) {
                    exactly += counts[period][delay];
                    for (int d = 0; d <= delay; d++) {
                        atMost += counts[period][d];
                    }
                }
            }
            hazard[delay] = delay == 0 ? 1 : atMost > 0 ? exactly / atMost : 0;
        }
        double share = 1;
        for (int delay = delays - 1; delay >= 0; delay--) {
            reported[delay] = share;
            share *= 1 - hazard[delay];
        }
        return new ReverseHazard(hazard, reported);
    }

    /** Share of a period's events known after so many further periods. */
    public double reportedAfter(int periods) {
        return reported.length == 0 ? 1 : reported[Math.max(0, Math.min(periods, reported.length - 1))];
    }
}
