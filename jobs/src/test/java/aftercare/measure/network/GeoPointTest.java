package aftercare.measure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class GeoPointTest {
    /**
     * R. W. Sinnott's formula as Rosetta Code's published example: Nashville to Los Angeles airports, 2,887.26 km at
     * 6,372.8 km.
     */
    @Test
    void nashvilleAndLosAngelesAreAsFarApartAsPublished() {
        double km = new GeoPoint(36.12, -86.67).kmTo(new GeoPoint(33.94, -118.40));
        assertThat(km * 6_372.8 / 6_371.0088).isCloseTo(2_887.26, within(0.01));
    }

    @Property(tries = 200)
    void whoeverGoesSomeWayInADirectionIsThatFarAway(
            @ForAll @DoubleRange(min = -80, max = 80) double latitude,
            @ForAll @DoubleRange(min = -180, max = 180) double longitude,
            @ForAll @DoubleRange(min = 0, max = 360) double bearing,
            @ForAll @DoubleRange(min = 0, max = 500) double km) {
        GeoPoint start = new GeoPoint(latitude, longitude);
        assertThat(start.kmTo(start.towards(bearing, km))).isCloseTo(km, within(1e-3));
    }
}
