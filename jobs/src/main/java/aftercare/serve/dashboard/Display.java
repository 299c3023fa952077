package aftercare.serve.dashboard;

/** How a card shows its rows. */
public enum Display {
    /** One number. */
    SCALAR,
    /** The number of the last month, beside earlier ones. */
    SMARTSCALAR,
    LINE,
    AREA,
    /** Upright bars. */
    BAR,
    /** Bars from left to right. */
    ROW,
    /** Bars, and lines on an axis of their own. */
    COMBO,
    /** A dot per row: the first dimension across, the metrics up. */
    SCATTER,
    TABLE,
    /** A pin per row. */
    MAP,
    /** A line of text that parts the cards; without a query. */
    HEADING;

    /** Whether it draws, so that a click on it should lead on. */
    public boolean isChart() {
        return this != SCALAR && this != HEADING && this != SMARTSCALAR;
    }
}
