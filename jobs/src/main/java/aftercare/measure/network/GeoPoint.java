package aftercare.measure.network;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A point on the earth.
 *
 * @param latitude degrees north
 * @param longitude degrees east
 */
record GeoPoint(double latitude, double longitude) implements Serializable {
    /** Mean radius of the earth (IUGG). */
    private static final double EARTH_KM = 6_371.0088;

    /** The place, or null unless both coordinates are known. */
    static @Nullable GeoPoint ofNullable(@Nullable Double latitude, @Nullable Double longitude) {
        return latitude == null || longitude == null ? null : new GeoPoint(latitude, longitude);
    }

    /** The great-circle distance, by the haversine formula, which stays exact for near points (Sinnott 1984). */
    double kmTo(GeoPoint other) {
        double phi = Math.toRadians(latitude);
        double otherPhi = Math.toRadians(other.latitude);
        double northing = Math.sin((otherPhi - phi) / 2);
        double easting = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        double haversine = northing * northing + Math.cos(phi) * Math.cos(otherPhi) * easting * easting;
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
    }

    /** Where one gets to along a great circle, setting out in a direction. */
    GeoPoint towards(double bearingDegrees, double km) {
        double angle = km / EARTH_KM;
        double bearing = Math.toRadians(bearingDegrees);
        double phi = Math.toRadians(latitude);
        double sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing);
        double easting =
                Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(phi), Math.cos(angle) - Math.sin(phi) * sine);
        double there = longitude + Math.toDegrees(easting);
        return new GeoPoint(Math.toDegrees(Math.asin(sine)), (there + 540) % 360 - 180);
    }
}
