package aftercare.stats;

/**
 * Laney's p' chart (Quality Engineering 14, 2002): a p chart whose standard deviations are stretched by how much the points vary from
 * one to the next beyond what the binomial allows. Its signals at the last point follow docs/decisions.md D12.
 */
public final class LaneyPPrimeChart {
    /** The mean range of two standard normal draws (d2 for n = 2), as control chart tables round it. */
    private static final double MEAN_RANGE_OF_TWO = 1.128;

    /** Below this many points a chart says nothing. */
    private static final int FEWEST_POINTS = 8;

    private static final int RUN = 7;

    private final PChart chart;
    private final double sigmaZ;

    private LaneyPPrimeChart(PChart chart, double sigmaZ) {
        this.chart = chart;
        this.sigmaZ = sigmaZ;
    }

    /**
     * The chart of {@code x[i]} successes in {@code n[i]} trials, oldest first; the arrays are kept, not copied.
     *
     * @throws IllegalArgumentException when there is no point, the lengths differ, or a point has no trial
     */
    public static LaneyPPrimeChart of(long[] n, long[] x) {
        PChart chart = PChart.of(n, x);
        return new LaneyPPrimeChart(chart, meanMovingRange(chart) / MEAN_RANGE_OF_TWO);
    }

    /** The chart with a stretch known from elsewhere; 1 gives the plain p chart. */
    public static LaneyPPrimeChart withSigmaZ(long[] n, long[] x, double sigmaZ) {
        return new LaneyPPrimeChart(PChart.of(n, x), sigmaZ);
    }

    private static double meanMovingRange(PChart chart) {
        int points = chart.points();
        if (points < 2 || chart.centre() == 0 || chart.centre() == 1) {
            return 0;
        }
        double ranges = 0;
        double before = standardized(chart, 0);
        for (int i = 1; i < points; i++) {
            double z = standardized(chart, i);
            ranges += Math.abs(z - before);
            before = z;
        }
        return ranges / (points - 1);
    }

    private static double standardized(PChart chart, int point) {
        return (chart.proportion(point) - chart.centre()) / chart.sigma(point);
    }

    /** The pooled rate. */
    public double centre() {
        return chart.centre();
    }

    /** How many times wider the points vary than the binomial allows: mean moving range of z over 1.128. */
    public double sigmaZ() {
        return sigmaZ;
    }

    /** The stretched standard deviation of a point's proportion. */
    public double sigma(int point) {
        return chart.sigma(point) * sigmaZ;
    }

    /** The lower limit at a point, 3 sigma below the centre and not below 0. */
    public double lower(int point) {
        return Math.max(0, centre() - 3 * sigma(point));
    }

    /** The upper limit at a point, 3 sigma above the centre and not above 1. */
    public double upper(int point) {
        return Math.min(1, centre() + 3 * sigma(point));
    }

    /**
     * The first rule, in the order of {@link ControlSignal}, whose pattern ends at the last point; none with fewer than 8 points or
     * when the chart has no width.
     */
    public ControlSignal signalAtEnd() {
        int last = chart.points() - 1;
        if (chart.points() < FEWEST_POINTS || !(sigma(last) > 0)) {
            return ControlSignal.NONE;
        }
        if (side(last, 3) != 0) {
            return ControlSignal.BEYOND_3_SIGMA;
        }
        if (twoOfThreeBeyondTwoSigma(last)) {
            return ControlSignal.TWO_OF_THREE_BEYOND_2_SIGMA;
        }
        if (onOneSide(last)) {
            return ControlSignal.SEVEN_ON_ONE_SIDE;
        }
        return trend(last) ? ControlSignal.SEVEN_POINT_TREND : ControlSignal.NONE;
    }

    /** 1 or -1 for a point above or below the centre by more than that many sigma, else 0. */
    private int side(int point, double sigmas) {
        double distance = chart.proportion(point) - centre();
        return Math.abs(distance) > sigmas * sigma(point) ? (int) Math.signum(distance) : 0;
    }

    private boolean twoOfThreeBeyondTwoSigma(int last) {
        int side = side(last, 2);
        return side != 0 && (side(last - 1, 2) == side || side(last - 2, 2) == side);
    }

    private boolean onOneSide(int last) {
        int side = side(last, 0);
        for (int i = last - RUN + 1; i < last; i++) {
            if (side(i, 0) != side) {
                return false;
            }
        }
        return side != 0;
    }

    private boolean trend(int last) {
        int direction = direction(last);
        for (int i = last - RUN + 2; i < last; i++) {
            if (direction(i) != direction) {
                return false;
            }
        }
        return direction != 0;
    }

    private int direction(int point) {
        return Double.compare(chart.proportion(point), chart.proportion(point - 1));
    }
}
