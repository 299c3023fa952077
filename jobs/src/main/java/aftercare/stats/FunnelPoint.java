package aftercare.stats;

/**
 * A member of a funnel plot: a proportion or a rate per exposure, beside what is expected of it. Figures are compared
 * on a scale on which their spread hardly depends on their size: the inverse sine for proportions, the square root for
 * rates (Spiegelhalter, Statistics in Medicine 24, 2005, appendix A.1), both with the additions of Anscombe (Biometrika
 * 35, 1948), without which a small spotless record would look like a miracle.
 */
public final class FunnelPoint {
    private static final double ADDED = 3 / 8.0;

    private final boolean proportion;
    private final double figure;
    private final double size;
    private final double scaledCentre;
    private final double standardError;

    private FunnelPoint(boolean proportion, double figure, double size, double scaledCentre, double standardError) {
        this.proportion = proportion;
        this.figure = figure;
        this.size = size;
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
        double error = 1 / Math.sqrt(4.0 * trials + 2);
        return new FunnelPoint(true, (double) events / trials, trials, Math.asin(Math.sqrt(expected)), error);
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
        return new FunnelPoint(false, events / exposure, exposure, Math.sqrt(expected), 1 / (2 * Math.sqrt(exposure)));
    }

    /**
     * The same figure beside a centre that moves as far as its peers together lie from theirs: what holds for all of
     * them does not count against one. Of that distance counts the share that is no chance, by how much groups truly
     * differ; what stays uncertain of it adds to the spread.
     *
     * @param peers all others of the group in one point of the same kind
     * @param betweenGroups how much groups differ
     */
    public FunnelPoint among(FunnelPoint peers, AdditiveOverdispersion betweenGroups) {
        double error = peers.standardError * peers.standardError;
        double share = betweenGroups.variance() / (betweenGroups.variance() + error);
        return moved(share * peers.distance(), share * error);
    }

    /**
     * The same figure beside a centre that moves as far as all its peers together lie from theirs, whether by chance or
     * not; what is uncertain of that adds to the spread. For groups too small to tell how their members differ.
     *
     * @param peers all others in one point of the same kind
     */
    public FunnelPoint besideAll(FunnelPoint peers) {
        double distance = peers.scaled(peers.figure) - peers.scaledCentre;
        return moved(distance, peers.standardError * peers.standardError);
    }

    private FunnelPoint moved(double distance, double uncertain) {
        double furthest = proportion ? Math.PI / 2 : Double.MAX_VALUE;
        double centre = Math.max(0, Math.min(furthest, scaledCentre + distance));
        return new FunnelPoint(
                proportion, figure, size, centre, Math.sqrt(standardError * standardError + uncertain));
    }

    /** The figure itself. */
    public double figure() {
        return figure;
    }

    /** The figure expected. */
    public double centre() {
        return proportion ? Math.pow(Math.sin(scaledCentre), 2) : scaledCentre * scaledCentre;
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

    /**
     * The figures between which a member lies that differs from its centre no more than {@code sigmas} standard
     * deviations.
     */
    public Interval limits(AdditiveOverdispersion overdispersion, double sigmas) {
        double width = sigmas * deviation(overdispersion);
        return new Interval(figureAt(scaledCentre - width), figureAt(scaledCentre + width));
    }

    /** How far two figures lie apart for a member of this size, in its sampling errors. */
    public double apart(double one, double other) {
        return Math.abs(scaled(one) - scaled(other)) / standardError;
    }

    private double scaled(double each) {
        double root = Math.sqrt(Math.max(0, each));
        return proportion ? Math.asin(Math.min(1, root)) : root;
    }

    private double distance() {
        return scaledFigure() - scaledCentre;
    }

    private double deviation(AdditiveOverdispersion overdispersion) {
        return Math.sqrt(standardError * standardError + overdispersion.variance());
    }

    private double scaledFigure() {
        double events = figure * size + ADDED;
        return proportion ? Math.asin(Math.sqrt(events / (size + 2 * ADDED))) : Math.sqrt(events / size);
    }

    private double figureAt(double scaled) {
        double bounded = Math.max(0, proportion ? Math.min(Math.PI / 2, scaled) : scaled);
        double events = proportion
                ? Math.pow(Math.sin(bounded), 2) * (size + 2 * ADDED) - ADDED
                : bounded * bounded * size - ADDED;
        double found = Math.max(0, events / size);
        return proportion ? Math.min(1, found) : found;
    }
}
