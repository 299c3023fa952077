package aftercare.measure.network;

/**
 * A place in the planned network.
 *
 * @param rank its place in the region's list
 * @param workload the year it is planned for
 * @param outletId the outlet that stands there; null for a new site
 * @param action keep, open or give_up
 * @param at where it is
 * @param city its city, or the nearest known one
 * @param sizes outlets by size, such as {@code 1 M}; empty for one that is given up
 * @param jobs of the busiest month that it covers, in whole ones that add up over the sites
 * @param before share of jobs covered by the sites ranked before it
 * @param after share of jobs covered by it and the sites ranked before it
 * @param lostWithout share of jobs no longer covered if the plan did without it
 * @param limit what keeps the plan from doing with fewer
 * @param proven whether it is known that no fewer would do
 */
record PlannedSite(
        int rank,
        Workload workload,
        String outletId,
        String action,
        GeoPoint at,
        String city,
        String sizes,
        int jobs,
        double before,
        double after,
        double lostWithout,
        Limit limit,
        boolean proven) {}
