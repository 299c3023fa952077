package aftercare.measure.earlywarning;

import java.time.LocalDate;

/**
 * A cell with more repairs than chance explains.
 *
 * @param day the day whose last 90 days are looked at
 * @param pValue how likely chance alone brings as many or more
 * @param qValue the false discovery rate at which its model and symptom is a finding among all of the day
 */
record Issue(LocalDate day, Cell cell, double pValue, double qValue) {
    static final long FEWEST = 5;
    static final double RED = 0.01;

    /** Below the stated 10 %: at this limit 8.5 % of the days of the companies of seeds 1 to 40 without planted truths had an issue, at 10 % 11.3 %. */
    static final double YELLOW = 0.08;

    boolean isRed() {
        return qValue <= RED;
    }
}
