package aftercare.measure.network;

import java.io.Serializable;

/**
 * Past jobs of an outlet that were about as far away.
 *
 * @param outlet where the outlet stands; null when nobody knows
 * @param jobs how many
 * @param km kilometres by road there and back, on average; null when no order states it
 */
record PastJobs(GeoPoint outlet, double jobs, Double km) implements Serializable {}
