package aftercare.measure.outlets;

/**
 * One KPI of one outlet in one month, beside its peers and its standard; rates are plain ratios. Null where there is none.
 *
 * @param kpi which
 * @param n above the line
 * @param d below it, above 0
 * @param shrunk the rate drawn towards that of all outlets
 * @param expected the rate expected of its mix in its region; null when it is not compared
 * @param limitLow where the peers' range begins; null when it is not compared
 * @param limitHigh where it ends
 * @param betterBy standard deviations by which it is better than expected, below 0 for worse; null when it is not compared
 * @param target what it should be
 * @param floor the worst that is tolerated
 * @param attainment 0 to 100; null without a standard or when it is too small to count
 */
record KpiFigure(
        Kpi kpi,
        long n,
        long d,
        double shrunk,
        Double expected,
        Double limitLow,
        Double limitHigh,
        Double betterBy,
        Double target,
        Double floor,
        Double attainment) {
    double rate() {
        return (double) n / d;
    }
}
