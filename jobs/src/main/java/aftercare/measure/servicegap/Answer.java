package aftercare.measure.servicegap;

/**
 * What a respondent said to one item, on a scale of 1 to 7.
 *
 * @param expectation null when not stated
 * @param perception null when not stated
 * @param importance weight of the item, 0 or more; null when not stated
 */
record Answer(Double expectation, Double perception, Double importance) {
    private static final int POINTS = 7;

    /** An answer on a scale of 1 to {@code points}, brought to 1 to 7 in a straight line. */
    static Answer on(int points, Integer expectation, Integer perception, Double importance) {
        return new Answer(rescaled(expectation, points), rescaled(perception, points), importance);
    }

    private static Double rescaled(Integer stated, int points) {
        return stated == null
                ? null
                : points == POINTS ? (double) stated : 1 + (stated - 1.0) * (POINTS - 1) / (points - 1);
    }

    /** Perception less expectation; null unless both were stated. */
    Double gap() {
        return expectation == null || perception == null ? null : perception - expectation;
    }

    boolean isSilent() {
        return expectation == null && perception == null;
    }
}
