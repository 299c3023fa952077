package aftercare.stats;

/**
 * A control chart: values over time, a centre, and for each point a standard deviation, with limits at 3 of them. What
 * differs between charts is only where the standard deviation comes from; the rules that tell signal from noise are the
 * same for all ({@link RunRules}).
 *
 * <p>p and u charts (NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3) know it from the binomial and the Poisson
 * law. Large samples make those limits too narrow for real services, which vary beyond chance: Laney's p' and u' charts
 * (Quality Engineering 14, 2002) stretch them by how much the points vary from one to the next. The XmR chart
 * (e-Handbook, 6.3.2.2) takes it from those moves alone.
 */
public final class ControlChart {
    /** The mean range of two standard normal draws (d2 for n = 2), as control chart tables round it. */
    private static final double MEAN_RANGE_OF_TWO = 1.128;

    private final double[] values;
    private final double[] sigmas;
    private final double centre;
    private final double stretch;
    private final double least;
    private final double most;

    private ControlChart(double[] values, double[] sigmas, double centre, double stretch, double least, double most) {
        this.values = values;
        this.sigmas = sigmas;
        this.centre = centre;
        this.stretch = stretch;
        this.least = least;
        this.most = most;
    }

    /**
     * The p chart of {@code x[i]} successes in {@code n[i]} trials, oldest first, around the pooled rate.
     *
     * @throws IllegalArgumentException when there is no point, the lengths differ, or a point has no trial
     */
    public static ControlChart p(long[] n, long[] x) {
        long trials = 0;
        long successes = 0;
        check(n.length, x.length);
        for (int i = 0; i < n.length; i++) {
            if (n[i] <= 0 || x[i] < 0 || x[i] > n[i]) {
                throw new IllegalArgumentException("point " + i + " is no proportion: " + x[i] + " of " + n[i]);
            }
            trials += n[i];
            successes += x[i];
        }
        double rate = (double) successes / trials;
        double[] values = new double[n.length];
        double[] sigmas = new double[n.length];
        for (int i = 0; i < n.length; i++) {
            values[i] = (double) x[i] / n[i];
            sigmas[i] = Math.sqrt(rate * (1 - rate) / n[i]);
        }
        return new ControlChart(values, sigmas, rate, 1, 0, 1);
    }

    /**
     * The u chart of {@code x[i]} events in {@code exposure[i]} units, oldest first, around the pooled rate. With
     * exposures of 1 it is the c chart.
     *
     * @throws IllegalArgumentException when there is no point, the lengths differ, or a point has no exposure
     */
    public static ControlChart u(double[] exposure, long[] x) {
        double units = 0;
        long events = 0;
        check(exposure.length, x.length);
        for (int i = 0; i < x.length; i++) {
            if (!(exposure[i] > 0) || x[i] < 0) {
                throw new IllegalArgumentException("point " + i + " is no rate: " + x[i] + " in " + exposure[i]);
            }
            units += exposure[i];
            events += x[i];
        }
        double rate = events / units;
        double[] values = new double[x.length];
        double[] sigmas = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            values[i] = x[i] / exposure[i];
            sigmas[i] = Math.sqrt(rate / exposure[i]);
        }
        return new ControlChart(values, sigmas, rate, 1, 0, Double.POSITIVE_INFINITY);
    }

    /** Laney's p' chart: the {@link #p p chart}, stretched by its own moving ranges. */
    public static ControlChart laneyP(long[] n, long[] x) {
        ControlChart chart = p(n, x);
        return chart.stretched(chart.meanMovingRangeOfZ() / MEAN_RANGE_OF_TWO);
    }

    /** Laney's u' chart: the {@link #u u chart}, stretched by its own moving ranges. */
    public static ControlChart laneyU(double[] exposure, long[] x) {
        ControlChart chart = u(exposure, x);
        return chart.stretched(chart.meanMovingRangeOfZ() / MEAN_RANGE_OF_TWO);
    }

    /**
     * The X part of the XmR chart (individuals and moving range): values of any kind, oldest first, around their mean;
     * the standard deviation is the mean moving range over 1.128.
     *
     * @throws IllegalArgumentException when there is no value
     */
    public static ControlChart xmr(double[] values) {
        check(values.length, values.length);
        double sum = 0;
        double ranges = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i];
            ranges += i == 0 ? 0 : Math.abs(values[i] - values[i - 1]);
        }
        double sigma = values.length < 2 ? 0 : ranges / (values.length - 1) / MEAN_RANGE_OF_TWO;
        double[] sigmas = new double[values.length];
        java.util.Arrays.fill(sigmas, sigma);
        return new ControlChart(
                values.clone(), sigmas, sum / values.length, 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private static void check(int one, int other) {
        if (one == 0 || one != other) {
            throw new IllegalArgumentException(one + " sizes for " + other + " counts");
        }
    }

    /** The same chart with standard deviations a number of times as wide; 1 changes nothing. */
    public ControlChart stretched(double sigmaZ) {
        return new ControlChart(values, sigmas, centre, sigmaZ, least, most);
    }

    /**
     * The mean absolute difference between neighbouring points in units of their standard deviations; 0 where they have
     * none.
     */
    private double meanMovingRangeOfZ() {
        if (values.length < 2 || !(sigmas[0] > 0)) {
            return 0;
        }
        double ranges = 0;
        double before = z(0);
        for (int i = 1; i < values.length; i++) {
            double z = z(i);
            ranges += Math.abs(z - before);
            before = z;
        }
        return ranges / (values.length - 1);
    }

    private double z(int point) {
        return (values[point] - centre) / sigmas[point];
    }

    /** How many points there are. */
    public int points() {
        return values.length;
    }

    /** The value at a point. */
    public double value(int point) {
        return values[point];
    }

    /** The centre line. */
    public double centre() {
        return centre;
    }

    /** How many times wider the points vary than their law allows, where Laney's charts say so; else 1. */
    public double sigmaZ() {
        return stretch;
    }

    /** The standard deviation at a point. */
    public double sigma(int point) {
        return sigmas[point] * stretch;
    }

    /** The lower limit at a point, 3 sigma below the centre and not below what values can be. */
    public double lower(int point) {
        return Math.max(least, centre - 3 * sigma(point));
    }

    /** The upper limit at a point, 3 sigma above the centre and not above what values can be. */
    public double upper(int point) {
        return Math.min(most, centre + 3 * sigma(point));
    }

    /** Whether a point lies more than 3 sigma from the centre. */
    public boolean beyondLimits(int point) {
        return rules().side(point, 3) != 0;
    }

    /**
     * The first rule, in the order of {@link ControlSignal}, whose pattern ends at the last point; none with fewer than
     * 8 points or when the chart has no width.
     */
    public ControlSignal signalAtEnd() {
        return rules().signalAtEnd();
    }

    private RunRules rules() {
        return new RunRules(values.length, centre, this::value, this::sigma);
    }
}
