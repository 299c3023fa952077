package aftercare.stats;

import java.util.function.IntToDoubleFunction;

/**
 * The rules by which the latest point of any control chart is told from chance: the Western Electric rules beyond 3
 * sigma and 2 of 3 beyond 2 sigma (Statistical Quality Control Handbook, 1956), seven points on one side and a trend of
 * seven points (docs/decisions.md, D12).
 */
final class RunRules {
    /** Below this many points a chart says nothing. */
    static final int FEWEST_POINTS = 8;

    private static final int RUN = 7;

    private final int points;
    private final double centre;
    private final IntToDoubleFunction value;
    private final IntToDoubleFunction sigma;

    /**
     * The rules over a chart's points, oldest first.
     *
     * @param points how many there are
     * @param centre the centre line
     * @param value the value at a point
     * @param sigma the standard deviation at a point
     */
    RunRules(int points, double centre, IntToDoubleFunction value, IntToDoubleFunction sigma) {
        this.points = points;
        this.centre = centre;
        this.value = value;
        this.sigma = sigma;
    }

    /** The first rule, in the order of {@link ControlSignal}, whose pattern ends at the last point. */
    ControlSignal signalAtEnd() {
        int last = points - 1;
        if (points < FEWEST_POINTS || !(sigma.applyAsDouble(last) > 0)) {
            return ControlSignal.NONE;
        }
        if (side(last, 3) != 0) {
            return ControlSignal.BEYOND_3_SIGMA;
        }
        if (twoOfThreeBeyondTwoSigma(last)) {
            return ControlSignal.TWO_OF_THREE_BEYOND_2_SIGMA;
        }
        if (onOneSide(last)) {
            return ControlSignal.SEVEN_ON_ONE_SIDE;
        }
        return trend(last) ? ControlSignal.SEVEN_POINT_TREND : ControlSignal.NONE;
    }

    /** 1 or -1 for a point above or below the centre by more than that many sigma, else 0. */
    int side(int point, double sigmas) {
        double distance = value.applyAsDouble(point) - centre;
        return Math.abs(distance) > sigmas * sigma.applyAsDouble(point) ? (int) Math.signum(distance) : 0;
    }

    private boolean twoOfThreeBeyondTwoSigma(int last) {
        int side = side(last, 2);
        return side != 0 && (side(last - 1, 2) == side || side(last - 2, 2) == side);
    }

    private boolean onOneSide(int last) {
        int side = side(last, 0);
        for (int i = last - RUN + 1; i < last; i++) {
            if (side(i, 0) != side) {
                return false;
            }
        }
        return side != 0;
    }

    private boolean trend(int last) {
        int direction = direction(last);
        for (int i = last - RUN + 2; i < last; i++) {
            if (direction(i) != direction) {
                return false;
            }
        }
        return direction != 0;
    }

    private int direction(int point) {
        return Double.compare(value.applyAsDouble(point), value.applyAsDouble(point - 1));
    }
}
