package aftercare.measure.network;

import java.io.Serializable;

/**
 * An outlet that is there on the as-of day and not closed.
 *
 * @param outletId its code
 * @param at where it stands; null when nobody knows
 * @param city its city; null when nobody knows
 * @param technicians who work there
 * @param underReview whether it may be given up
 */
record StandingOutlet(String outletId, GeoPoint at, String city, int technicians, boolean underReview)
        implements Serializable {}
