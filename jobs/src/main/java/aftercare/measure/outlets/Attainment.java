package aftercare.measure.outlets;

import org.jspecify.annotations.Nullable;

/** How close a figure comes to its standard (docs/decisions.md, DS1). */
final class Attainment {
    /** What a figure at its floor attains. */
    private static final double AT_FLOOR = 60;

    private Attainment() {}

    /**
     * 100 at the target or better, 60 at the floor, along a straight line between and beyond, and not below 0. Without
     * a floor, the share of the target that is attained.
     *
     * @param figure in the unit of the standard
     * @param floor on the worse side of the target; null when there is none
     * @param higherIsBetter which side is better
     */
    static double of(double figure, double target, @Nullable Double floor, boolean higherIsBetter) {
        boolean met = higherIsBetter ? figure >= target : figure <= target;
        if (met) {
            return 100;
        }
        if (floor == null || floor == target) {
            return 100 * (higherIsBetter ? figure / target : target / figure);
        }
        return Math.max(0, 100 - (100 - AT_FLOOR) * (target - figure) / (target - floor));
    }
}
