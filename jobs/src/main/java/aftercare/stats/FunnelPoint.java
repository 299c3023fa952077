package aftercare.stats;

/**
 * A member of a funnel plot: a proportion or a rate per exposure, beside what is expected of it. Figures are compared on a scale on
 * which their spread hardly depends on their size: the inverse sine for proportions, the square root for rates (Spiegelhalter,
 * Statistics in Medicine 24, 2005, appendix A.1).
 */
public final class FunnelPoint {
    private final boolean proportion;
    private final double figure;
    private final double centre;
    private final double standardError;

    private FunnelPoint(boolean proportion, double figure, double centre, double standardError) {
        this.proportion = proportion;
        this.figure = figure;
        this.centre = centre;
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
        return new FunnelPoint(true, (double) events / trials, expected, 1 / (2 * Math.sqrt(trials)));
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
        return new FunnelPoint(false, events / exposure, expected, 1 / (2 * Math.sqrt(exposure)));
    }

    /** The same figure beside a centre that is itself estimated: its sampling error, on the scale of comparison, adds to the spread. */
    public FunnelPoint withCentreError(double error) {
        return new FunnelPoint(proportion, figure, centre, Math.hypot(standardError, error));
    }

    /** The figure itself. */
    public double figure() {
        return figure;
    }

    /** The figure expected. */
    public double centre() {
        return centre;
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
        return new Interval(figureAt(scaled(centre) - width), figureAt(scaled(centre) + width));
    }

    private double distance() {
        return scaled(figure) - scaled(centre);
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
