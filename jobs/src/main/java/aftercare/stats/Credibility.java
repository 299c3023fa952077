package aftercare.stats;

import java.util.List;

/**
 * Bühlmann-Straub credibility: the mean of a group drawn towards the mean of all groups, the more so the fewer
 * observations it has and the less groups differ (Bühlmann and Straub 1970; Bühlmann and Gisler, A Course in
 * Credibility Theory, 2005, chapter 4).
 */
public final class Credibility {
    private final double collective;
    private final double between;
    private final double within;
    private final double credibilities;
    private final double weights;

    private Credibility(double collective, double between, double within, double credibilities, double weights) {
        this.collective = collective;
        this.between = between;
        this.within = within;
        this.credibilities = credibilities;
        this.weights = weights;
    }

    /**
     * A group.
     *
     * @param weight its volume, such as the number of its observations
     * @param mean the mean of its observations
     */
    public record Group(double weight, double mean) {}

    /** An estimate and the variance of its error. */
    public record Estimate(double mean, double variance) {}

    /**
     * Learns how much groups differ.
     *
     * @param groups those with observations; at least one
     * @param within variance of an observation of weight 1 within its group
     */
    public static Credibility of(List<Group> groups, double within) {
        double weights = groups.stream().mapToDouble(Group::weight).sum();
        double mean = groups.stream()
                        .mapToDouble(group -> group.weight() * group.mean())
                        .sum()
                / weights;
        double squares = groups.stream()
                .mapToDouble(group -> group.weight() * group.weight())
                .sum();
        double spread = groups.stream()
                .mapToDouble(group -> group.weight() * Math.pow(group.mean() - mean, 2))
                .sum();
        double scale = weights - squares / weights;
        double between = scale > 0 ? Math.max(0, (spread - (groups.size() - 1) * within) / scale) : 0;
        if (between == 0) {
            return new Credibility(mean, 0, within, 0, weights);
        }
        double credibilities = 0;
        double premiums = 0;
        for (Group group : groups) {
            double credibility = group.weight() / (group.weight() + within / between);
            credibilities += credibility;
            premiums += credibility * group.mean();
        }
        return new Credibility(premiums / credibilities, between, within, credibilities, weights);
    }

    /** The mean towards which groups are drawn. */
    public double collective() {
        return collective;
    }

    /** The variance of group means; 0 when groups differ no more than chance makes them. */
    public double between() {
        return between;
    }

    /** How far a group of some weight is believed, 0 to 1. */
    public double factor(double weight) {
        return between == 0 ? 0 : weight / (weight + within / between);
    }

    /** The estimate for a group, and for one of weight 0 without observations. */
    public Estimate of(Group group) {
        double factor = factor(group.weight());
        double mean = group.weight() > 0 ? factor * group.mean() + (1 - factor) * collective : collective;
        double variance = between == 0
                ? within / weights
                : between * (1 - factor) + (1 - factor) * (1 - factor) * between / credibilities;
        return new Estimate(mean, variance);
    }
}
