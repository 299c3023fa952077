package aftercare.simulate;

/**
 * What went wrong with an order until the customer is asked, each in points of satisfaction that it costs.
 *
 * @param late somebody came more than a day after the order was opened
 * @param waited parts were waited for
 * @param notFixed it was handed back not fixed
 * @param back the unit had come back
 * @param tried somebody had come for the same fault before
 * @param fee the customer paid: much in warranty, little beyond it
 */
record Displeasure(double late, double waited, double notFixed, double back, double tried, double fee) {
    static final double LATE = 0.65;
    static final double LATE_A_DAY = 0.1;
    static final double WAITED_A_DAY = 0.1;
    static final double WAITED_AT_MOST = 1.2;
    static final double NOT_FIXED = 1.6;
    static final double BACK = 0.9;
    static final double TRIED = 0.6;
    static final double FEE_IN_WARRANTY = 1.4;
    static final double FEE = 0.2;

    private static final double LONGEST_DAYS = 10;

    /**
     * What an order's customer minds.
     *
     * @param until when the customer is asked
     * @param sensitivity what everything is multiplied by
     */
    static Displeasure with(Order order, long until, double sensitivity) {
        double late = order.arrived > order.opened + Window.DAY
                ? LATE + days(order.arrived - order.opened - Window.DAY) * LATE_A_DAY
                : 0;
        double waited = order.partsReceived > 0
                ? Math.min(WAITED_AT_MOST, WAITED_A_DAY * days(order.partsReceived - order.partsRequested))
                : 0;
        boolean back = order.broughtBack > 0 && order.broughtBack < until;
        double fee = order.paid > 0 ? order.inWarranty() ? FEE_IN_WARRANTY : FEE : 0;
        return new Displeasure(
                sensitivity * late,
                sensitivity * waited,
                sensitivity * (order.outcome == Order.NOT_FIXED ? NOT_FIXED : 0),
                sensitivity * (back ? BACK : 0),
                sensitivity * (order.earlier == null ? 0 : TRIED),
                sensitivity * fee);
    }

    private static double days(long seconds) {
        return Math.min(LONGEST_DAYS, seconds / (double) Window.DAY);
    }

    /** All of it. */
    double points() {
        return late + waited + notFixed + back + tried + fee;
    }
}
