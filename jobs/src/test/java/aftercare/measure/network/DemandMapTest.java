package aftercare.measure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DemandMapTest {
    private static final GeoPoint HERE = new GeoPoint(30, 110);

    @Test
    void jobsNearTheirOutletLieAtIt() {
        assertThat(DemandMap.of(List.of(new RegionFacts.PastJobs(HERE, 7, 20.0)), null, 1.25, 90))
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.at().kmTo(HERE)).isLessThan(1e-6);
                    assertThat(point.jobs()).isEqualTo(7);
                });
    }

    @Test
    void jobsFarFromTheirOutletLieAroundItAtTheirDistance() {
        // 250 km there and back by road are 100 km as the crow flies at a detour of 1.25.
        List<DemandMap.Point> points = DemandMap.of(List.of(new RegionFacts.PastJobs(HERE, 80, 250.0)), null, 1.25, 90);
        assertThat(points).hasSize(8).allSatisfy(point -> {
            assertThat(point.at().kmTo(HERE)).isCloseTo(100, within(1e-6));
            assertThat(point.jobs()).isEqualTo(10);
        });
    }

    @Test
    void jobsOfAnOutletThatNobodyCanLocateLieLikeTheOthers() {
        assertThat(DemandMap.of(
                        List.of(new RegionFacts.PastJobs(null, 7, 20.0), new RegionFacts.PastJobs(HERE, 1, 20.0)),
                        null,
                        1.25,
                        90))
                .hasSize(1);
        assertThat(DemandMap.of(List.of(new RegionFacts.PastJobs(null, 7, 20.0)), HERE, 1.25, 90))
                .containsExactly(new DemandMap.Point(HERE, 1));
        assertThat(DemandMap.of(List.of(new RegionFacts.PastJobs(null, 7, 20.0)), null, 1.25, 90))
                .isEmpty();
    }

    @Test
    void manyPointsAreDrawnTogetherAndNoJobIsLost() {
        Random random = new Random(1);
        List<RegionFacts.PastJobs> past = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            past.add(new RegionFacts.PastJobs(
                    new GeoPoint(30 + 5 * random.nextDouble(), 110 + 5 * random.nextDouble()), 2, 100.0));
        }
        List<DemandMap.Point> points = DemandMap.of(past, null, 1.25, 90);
        assertThat(points).hasSizeLessThanOrEqualTo(DemandMap.MOST_POINTS);
        assertThat(points.stream().mapToDouble(DemandMap.Point::jobs).sum()).isCloseTo(600, within(1e-6));
    }
}
