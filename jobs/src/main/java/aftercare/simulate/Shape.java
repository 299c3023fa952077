package aftercare.simulate;

/**
 * What the invented company is like beyond its size.
 *
 * @param plantTruths whether the outlet, batch, skill, courses and claims that later stages must find are planted
 * @param lateShare share of orders that head office hears of days or weeks after they were opened
 * @param sensitivity how much customers mind what goes wrong: 1 as usual, 0 not at all
 */
public record Shape(boolean plantTruths, double lateShare, double sensitivity) {
    /** Everything planted, 5 % of the orders reported late. */
    public static Shape standard() {
        return new Shape(true, 0.05, 1);
    }

    /** Nothing planted: what a finding on this company says is a false alarm. */
    public static Shape unplanted() {
        return new Shape(false, 0.05, 1);
    }

    /** Nothing planted, and customers mind nothing: what is said to drive satisfaction is a false alarm. */
    public static Shape indifferent() {
        return new Shape(false, 0.05, 0);
    }
}
