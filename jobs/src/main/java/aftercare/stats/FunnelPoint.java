package aftercare.stats;

/**
 * A member of a funnel plot: a proportion or a rate per exposure, beside what is expected of it. Figures are compared on a scale on
 * which their spread hardly depends on their size: the inverse sine for proportions, the square root for rates (Spiegelhalter,
 * Statistics in Medicine 24, 2005, appendix A.1).
 */
public final class FunnelPoint {
    private final boolean proportion;
    private final double figure;
    private final double scaledCentre;
    private final double standardError;

    private FunnelPoint(boolean proportion, double figure, double scaledCentre, double standardError) {
        this.proportion = proportion;
        this.figure = figure;
        this.scaledCentre = scaledCentre;
        this.standardError = standardError;
    }

    /**
     * A proportion.
     *
     * @param events of these, 0 to {@code trials}
     * @param trials above 0
     * @param expected the proportion expected, 0 to 1
     */
    public static FunnelPoint proportion(long events, long trials, double expected) {
        if (trials <= 0 || events < 0 || events > trials || !(expected >= 0 && expected <= 1)) {
            throw new IllegalArgumentException(events + " of " + trials + " where " + expected + " is expected");
        }
        return new FunnelPoint(
                true, (double) events / trials, Math.asin(Math.sqrt(expected)), 1 / (2 * Math.sqrt(trials)));
    }

    /**
     * A rate of events that may recur.
     *
     * @param events not below 0
     * @param exposure what they are counted over, above 0
     * @param expected events expected per exposure, not below 0
     */
    public static FunnelPoint rate(long events, double exposure, double expected) {
        if (!(exposure > 0) || events < 0 || !(expected >= 0)) {
            throw new IllegalArgumentException(events + " in " + exposure + " where " + expected + " is expected");
        }
        return new FunnelPoint(false, events / exposure, Math.sqrt(expected), 1 / (2 * Math.sqrt(exposure)));
    }

    /**
     * The same figure beside a centre that moves as far as its peers together lie from theirs: what holds for all of them is not held
     * against one. Of that distance counts the share that is no chance, by how much groups truly differ; what stays uncertain of it adds
     * to the spread.
     *
     * @param peers all others of the group in one point of the same kind
     * @param betweenGroups how much groups differ
     */
    public FunnelPoint among(FunnelPoint peers, AdditiveOverdispersion betweenGroups) {
        double error = peers.standardError * peers.standardError;
        double share = betweenGroups.variance() / (betweenGroups.variance() + error);
        double furthest = proportion ? Math.PI / 2 : Double.MAX_VALUE;
        double moved = Math.max(0, Math.min(furthest, scaledCentre + share * peers.distance()));
        return new FunnelPoint(
                proportion, figure, moved, Math.sqrt(standardError * standardError + share * error));
    }

    /** The figure itself. */
    public double figure() {
        return figure;
    }

    /** The figure expected. */
    public double centre() {
        return figureAt(scaledCentre);
    }

    /** The sampling error on the scale of comparison. */
    public double standardError() {
        return standardError;
    }

    /** The distance from the centre in sampling errors. */
    public double z() {
        return distance() / standardError;
    }

    /** The distance from the centre in standard deviations, true differences between members included. */
    public double z(AdditiveOverdispersion overdispersion) {
        return distance() / deviation(overdispersion);
    }

    /** The figures between which a member lies that differs from its centre no more than {@code sigmas} standard deviations. */
    public Interval limits(AdditiveOverdispersion overdispersion, double sigmas) {
        double width = sigmas * deviation(overdispersion);
        return new Interval(figureAt(scaledCentre - width), figureAt(scaledCentre + width));
    }

    private double distance() {
        return scaled(figure) - scaledCentre;
    }

    private double deviation(AdditiveOverdispersion overdispersion) {
        return Math.sqrt(standardError * standardError + overdispersion.variance());
    }

    private double scaled(double value) {
        return proportion ? Math.asin(Math.sqrt(value)) : Math.sqrt(value);
    }

    private double figureAt(double scaled) {
        if (!proportion) {
            return scaled <= 0 ? 0 : scaled * scaled;
        }
        double sine = Math.sin(Math.max(0, Math.min(Math.PI / 2, scaled)));
        return sine * sine;
    }
}
