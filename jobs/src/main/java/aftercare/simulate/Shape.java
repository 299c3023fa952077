package aftercare.simulate;

/**
 * What the invented company is like beyond its size.
 *
 * @param plantTruths whether the outlet, batch, skill, courses and claims that later stages must find are planted
 * @param lateShare share of orders that head office hears of days or weeks after they were opened
 */
public record Shape(boolean plantTruths, double lateShare) {
    /** Everything planted, 5 % of the orders reported late. */
    public static Shape standard() {
        return new Shape(true, 0.05);
    }

    /** Nothing planted: what a finding on this company says is a false alarm. */
    public static Shape unplanted() {
        return new Shape(false, 0.05);
    }
}
