package aftercare.simulate;

/**
 * A dimension of service quality in the invented survey; points are of a scale of 1 to 7.
 *
 * @param letter of its items
 * @param items how many
 * @param expectation what consumers expect
 * @param gap how far we fall short of it
 * @param importance of 100
 * @param believed how far employees are wrong about what consumers expect
 * @param advantage how much better the two competitors are found than we are
 * @param trend what our gap gains in a quarter
 */
record SurveyTopic(
        String letter,
        int items,
        double expectation,
        double gap,
        double importance,
        double believed,
        double[] advantage,
        double trend) {

    /** Recovery mends slowly and response slips; one competitor is well equipped and distant, the other quick and forthcoming. */
    static final SurveyTopic[] ALL = {
        new SurveyTopic("T", 4, 5.2, 0.0, 11, 0.4, new double[] {0.4, 0.0}, 0),
        new SurveyTopic("R", 5, 6.4, -0.8, 30, -0.2, new double[] {0.2, 0.1}, 0),
        new SurveyTopic("S", 4, 6.1, -0.5, 22, -0.4, new double[] {-0.6, 0.6}, -0.05),
        new SurveyTopic("A", 4, 5.9, -0.3, 15, -0.1, new double[] {-0.2, 0.1}, 0),
        new SurveyTopic("E", 5, 5.5, -0.2, 12, -0.7, new double[] {-0.5, 0.3}, 0),
        new SurveyTopic("C", 3, 5.8, -1.4, 10, -0.9, new double[] {-0.4, 0.5}, 0.1)
    };

    /** The gap at a company in a quarter. */
    double gapAt(int company, int quarter) {
        return company == 0 ? gap + trend * quarter : gap + advantage[company - 1];
    }
}
