package aftercare.measure.network;

import java.util.Locale;

/** What keeps a plan from doing with fewer outlets. */
enum Limit {
    /** Nothing is forecast, so nothing is needed. */
    NO_JOBS,
    /** The outlets that stay, or a single one, are enough for everything. */
    NONE,
    /** Room for technicians alone takes as many outlets. */
    CAPACITY,
    /** Being near enough to the share to cover alone takes as many outlets. */
    RADIUS,
    /** Room alone and nearness alone each take as many outlets. */
    CAPACITY_AND_RADIUS,
    /** Neither alone takes as many, but room must be where the jobs are. */
    CAPACITY_WITHIN_RADIUS,
    /** No site is near enough to the share to cover; the plan covers what can be. */
    UNREACHABLE,
    /** Nobody knows where jobs come from, so only room counts. */
    NO_COORDINATES;

    /**
     * The limit that binds.
     *
     * @param needed outlets needed when all limits hold
     * @param anyway outlets there would be without either limit
     * @param byRoom outlets needed when only room counts
     * @param byRadius outlets needed when only nearness counts
     */
    static Limit of(int needed, int anyway, int byRoom, int byRadius) {
        if (needed <= anyway) {
            return NONE;
        }
        if (byRoom >= needed && byRadius >= needed) {
            return CAPACITY_AND_RADIUS;
        }
        if (byRoom >= needed) {
            return CAPACITY;
        }
        return byRadius >= needed ? RADIUS : CAPACITY_WITHIN_RADIUS;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
