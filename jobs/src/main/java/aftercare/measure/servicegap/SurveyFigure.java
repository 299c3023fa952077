package aftercare.measure.servicegap;

import aftercare.stats.MeanEstimate;

/**
 * What one group of respondents says of one dimension in a quarter.
 *
 * @param mean on 1 to 7
 * @param sd between respondents; not a number with fewer than two
 * @param n respondents
 * @param suspect whether the scale is suspect
 */
record SurveyFigure(double mean, double sd, long n, boolean suspect) {
    /** On 0 to 100. */
    MeanEstimate outOfHundred() {
        return MeanEstimate.of(mean, sd, n).scaled(100.0 / 6, -100.0 / 6);
    }
}
