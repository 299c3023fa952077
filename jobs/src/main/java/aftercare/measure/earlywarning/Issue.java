package aftercare.measure.earlywarning;

import java.time.LocalDate;

/**
 * A cell with more repairs than chance explains.
 *
 * @param day the day whose last 90 days are looked at
 * @param pValue how likely chance alone brings as many or more
 * @param qValue the false discovery rate at which its model and symptom is a finding among all of the day, each
 *     weighing as many repairs as it expects
 */
record Issue(LocalDate day, Cell cell, double pValue, double qValue) {
    static final long FEWEST = 5;
    static final double RED = 0.01;

    static final double YELLOW = 0.10;

    boolean isRed() {
        return qValue <= RED;
    }
}
