package aftercare.stats;

import java.util.function.IntToDoubleFunction;

/**
 * The Shapley value: what each of some players adds to what all achieve together, as the mean over all orders in which
 * they may come (Shapley 1953; for drivers of satisfaction Conklin, Powaga and Lipovetsky, European Journal of
 * Operational Research 154, 2004). The values add up to what all achieve less what none does.
 */
public final class Shapley {
    private static final int MOST_PLAYERS = 20;

    private Shapley() {}

    /**
     * The value of each player.
     *
     * @param players how many there are, at most 20
     * @param worth what a set of players achieves; the set has a bit for each, the first being 1
     * @throws IllegalArgumentException when there are more players
     */
    public static double[] values(int players, IntToDoubleFunction worth) {
        if (players > MOST_PLAYERS) {
            throw new IllegalArgumentException(players + " players have too many orders");
        }
        double[] weights = weights(players);
        double[] values = new double[players];
        for (int set = 0; set < 1 << players; set++) {
            int size = Integer.bitCount(set);
            double achieved = worth.applyAsDouble(set);
            for (int player = 0; player < players; player++) {
                values[player] += (set >> player & 1) == 1 ? weights[size - 1] * achieved : -weights[size] * achieved;
            }
        }
        return values;
    }

    /** By how many others came before: the share of the orders in which a given set of so many did. */
    private static double[] weights(int players) {
        double[] weights = new double[players + 1];
        double weight = players == 0 ? 0 : 1.0 / players;
        for (int before = 0; before < players; before++) {
            weights[before] = weight;
            weight *= (before + 1.0) / (players - 1 - before);
        }
        weights[players] = 0;
        return weights;
    }
}
