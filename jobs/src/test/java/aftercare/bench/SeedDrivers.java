package aftercare.bench;

import java.util.List;

/**
 * What was found of drivers in the companies of one seed.
 *
 * @param planted in the company whose customers mind what goes wrong
 * @param indifferent in the company whose customers mind nothing
 */
record SeedDrivers(long seed, List<Found> planted, List<Found> indifferent) {
    /**
     * A judged driver of a member of a cut.
     *
     * @param exposed rated orders to which it happened
     * @param truth what it costs the share satisfied; 0 where nobody minds it
     */
    record Found(
            String cut,
            String driver,
            long exposed,
            double truth,
            double effect,
            double low,
            double high,
            boolean shown) {
        boolean covers() {
            return low <= truth && truth <= high;
        }
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + planted.stream().filter(Found::covers).count() + " of " + planted.size()
                + " in the interval, "
                + indifferent.stream().filter(Found::covers).count() + " of "
                + indifferent.size() + " where nobody minds";
    }
}
