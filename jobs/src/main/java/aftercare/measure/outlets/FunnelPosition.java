package aftercare.measure.outlets;

/** Where a figure lies among its peers': low is worse than theirs, whichever direction is better. */
enum FunnelPosition {
    LOW("low"),
    IN("in"),
    HIGH("high"),
    /** Not compared. */
    NONE("-");

    private final String label;

    FunnelPosition(String label) {
        this.label = label;
    }

    /** The name under which tables hold it. */
    String label() {
        return label;
    }

    static FunnelPosition of(double betterBy, double sigmas) {
        return betterBy < -sigmas ? LOW : betterBy > sigmas ? HIGH : IN;
    }
}
