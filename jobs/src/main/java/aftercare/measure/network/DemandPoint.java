package aftercare.measure.network;

import java.io.Serializable;

/**
 * Where jobs come from.
 *
 * @param at the place
 * @param jobs how many, in any unit
 */
record DemandPoint(GeoPoint at, double jobs) implements Serializable {}
