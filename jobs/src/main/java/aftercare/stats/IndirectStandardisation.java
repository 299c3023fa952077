package aftercare.stats;

/**
 * What a member would be expected to have if each stratum of its own mix fared as the stratum does everywhere (indirect
 * standardisation; Breslow and Day, Statistical Methods in Cancer Research II, 1987, section 2.3). Members with unlike
 * mixes can so be compared with what is expected of each, not with one another's crude rates.
 *
 * @param expected events expected
 * @param exposure trials or time of the member over all strata
 */
public record IndirectStandardisation(double expected, double exposure) {
    /**
     * Adds up a member's mix.
     *
     * @param exposures of the member, one per stratum
     * @param rates everywhere, one per stratum
     * @throws IllegalArgumentException when the lengths differ
     */
    public static IndirectStandardisation of(double[] exposures, double[] rates) {
        if (exposures.length != rates.length) {
            throw new IllegalArgumentException(exposures.length + " exposures for " + rates.length + " rates");
        }
        double expected = 0;
        double exposure = 0;
        for (int i = 0; i < exposures.length; i++) {
            expected += exposures[i] * rates[i];
            exposure += exposures[i];
        }
        return new IndirectStandardisation(expected, exposure);
    }

    /** The rate expected of the mix; NaN without exposure. */
    public double rate() {
        return expected / exposure;
    }

    /** Observed over expected, the standardised ratio: above 1 where there were more events than the mix explains. */
    public double ratio(long observed) {
        return observed / expected;
    }
}
