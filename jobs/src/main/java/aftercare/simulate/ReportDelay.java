package aftercare.simulate;

/** How late the late orders reach head office: a shifted exponential, cut off. */
final class ReportDelay {
    static final double SHORTEST_DAYS = 2;
    static final double MEAN_DAYS = 18;
    static final double LONGEST_DAYS = 90;

    private ReportDelay() {}
}
