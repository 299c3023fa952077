package aftercare.measure.outlets;

import aftercare.contract.Text;

/**
 * What the scorecard says of an outlet in a month.
 *
 * @param score 0 to 100; null when it is suppressed
 * @param grade A, B, C or -
 * @param funnel where the outlet lies among its peers
 * @param status its standing at the month's end; null when it is not known
 * @param recommendation what to do
 * @param reasons why, one sentence a line
 */
record Advice(
        Double score, String grade, FunnelPosition funnel, String status, Recommendation recommendation, Text reasons) {
    enum Recommendation {
        KEEP("keep"),
        WATCH("watch"),
        PROBATION_PASS("probation_pass"),
        PROBATION_EXTEND("probation_extend"),
        PROBATION_FAIL("probation_fail"),
        REVIEW_FOR_REVOCATION("review_for_revocation");

        private final String label;

        Recommendation(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
