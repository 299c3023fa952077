package aftercare.measure.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SitingSolverTest {
    /**
     * Winston, Operations Research: Applications and Algorithms, the set-covering example of Kilroy County: minutes
     * between six cities, a fire station within 15 minutes of each. Two stations do, in cities 2 and 4, and no other
     * two.
     */
    private static final int[][] KILROY_COUNTY = {
        {0, 10, 20, 30, 30, 20},
        {10, 0, 25, 35, 20, 10},
        {20, 25, 0, 15, 30, 20},
        {30, 35, 15, 0, 15, 25},
        {30, 20, 30, 15, 0, 14},
        {20, 10, 20, 25, 14, 0}
    };

    @Test
    void kilroyCountyNeedsStationsInCitiesTwoAndFour() {
        Siting siting = SitingSolver.fewest(kilroyCounty(), SitingProblem.UNITS, 1);
        assertThat(chosen(siting)).containsExactly(1, 3);
        assertThat(siting.proven()).isTrue();
    }

    @Test
    void oneStationInKilroyCountyCoversThreeOfItsSixCities() {
        assertThat(SitingSolver.mostCovered(kilroyCounty(), 1)).isEqualTo(3 * 1666 + 2);
    }

    /**
     * The Steiner triples of the plane over three elements take 5 (A9 of Fulkerson, Nemhauser and Trotter 1974), those
     * of the projective space over two elements 7: the smallest set that meets every line is a hyperplane (Bose and
     * Burton 1966).
     */
    @Test
    void theSteinerTripleCoversHaveTheirKnownSizes() {
        Siting nine = SitingSolver.fewest(steiner(9, SitingSolverTest::onAffineLine), SitingProblem.UNITS, 1);
        Siting fifteen = SitingSolver.fewest(steiner(15, SitingSolverTest::onProjectiveLine), SitingProblem.UNITS, 1);
        assertThat(nine.outlets()).isEqualTo(5);
        assertThat(fifteen.outlets()).isEqualTo(7);
        assertThat(List.of(nine, fifteen)).allMatch(Siting::proven);
    }

    @Test
    void theSmallestSizesThatDoAreChosenAmongTheFewestOutlets() {
        // Fourteen technicians' work with rooms for 2, 5 and 10: two outlets do, and 10 + 5 is less than 10 + 10.
        Siting siting = SitingSolver.fewest(onePlace(14), 0, 1);
        assertThat(siting.opened()[0]).containsExactly(0, 1, 1);
    }

    @Test
    void anOutletThatExactlyFitsIsEnough() {
        for (int technicians : new int[] {10, 20, 30, 70, 110}) {
            assertThat(SitingSolver.fewest(onePlace(technicians), 0, 1).outlets())
                    .isEqualTo(technicians / 10);
        }
        assertThat(SitingSolver.fewest(onePlace(30.1), 0, 1).outlets()).isEqualTo(4);
    }

    @Test
    void roomMustBeWhereTheJobsAre() {
        // Two towns of 7500 and 2500, far apart; the large one needs two outlets of 5000, so two outlets in all are not
        // enough to cover it all.
        SitingProblem towns = problem(new int[] {7500, 2500}, new int[] {5000}, new int[] {5}, bits(0), bits(1));
        assertThat(SitingSolver.fewest(towns, 0, 1).outlets()).isEqualTo(2);
        assertThat(SitingSolver.fewest(towns.withAmpleRoom(), SitingProblem.UNITS, 1)
                        .outlets())
                .isEqualTo(2);
        Siting siting = SitingSolver.fewest(towns, SitingProblem.UNITS, 1);
        assertThat(siting.opened()).isDeepEqualTo(new int[][] {{2}, {1}});
        assertThat(Limit.of(3, 1, 2, 2)).isEqualTo(Limit.CAPACITY_WITHIN_RADIUS);
    }

    @Test
    void anOutletThatStaysIsKeptAndAStandingOneIsPreferredToANewSite() {
        SitingProblem free = new SitingProblem(
                new int[] {SitingProblem.UNITS},
                List.of(bits(0), bits(0), bits()),
                new boolean[] {false, false, true},
                new boolean[] {false, true, true},
                new int[] {SitingProblem.UNITS},
                new int[] {1});
        assertThat(chosen(SitingSolver.fewest(free, SitingProblem.UNITS, 1))).containsExactly(1, 2);
    }

    @Test
    void theSameProblemHasTheSameAnswerEachTime() {
        SitingProblem triples = steiner(9, SitingSolverTest::onAffineLine);
        int[][] first = SitingSolver.fewest(triples, 9_000, 1).opened();
        assertThat(SitingSolver.fewest(triples, 9_000, 1).opened()).isDeepEqualTo(first);
    }

    @Test
    void aGreedyChoiceKeepsEveryLimit() {
        SitingProblem towns = problem(new int[] {7500, 2500}, new int[] {5000}, new int[] {5}, bits(0), bits(1));
        Siting siting = GreedySiting.of(towns, SitingProblem.UNITS);
        assertThat(siting.opened()).isDeepEqualTo(new int[][] {{2}, {1}});
        assertThat(siting.proven()).isFalse();
    }

    private static SitingProblem kilroyCounty() {
        BitSet[] near = IntStream.range(0, 6)
                .mapToObj(city -> bits(IntStream.range(0, 6)
                        .filter(other -> KILROY_COUNTY[city][other] <= 15)
                        .toArray()))
                .toArray(BitSet[]::new);
        int[] jobs = SitingProblem.units(new double[] {1, 1, 1, 1, 1, 1});
        return problem(jobs, new int[] {SitingProblem.UNITS}, new int[] {1}, near);
    }

    /**
     * Elements in triples, of which each must hold a chosen one.
     *
     * @param thirdOf the element that makes a triple with two others
     */
    private static SitingProblem steiner(int elements, IntBinaryOperator thirdOf) {
        List<BitSet> triples = new ArrayList<>();
        for (int i = 0; i < elements; i++) {
            for (int j = i + 1; j < elements; j++) {
                int third = thirdOf.applyAsInt(i, j);
                if (third > j) {
                    triples.add(bits(i, j, third));
                }
            }
        }
        BitSet[] near = IntStream.range(0, elements)
                .mapToObj(element -> bits(IntStream.range(0, triples.size())
                        .filter(triple -> triples.get(triple).get(element))
                        .toArray()))
                .toArray(BitSet[]::new);
        double[] equal = new double[triples.size()];
        Arrays.fill(equal, 1);
        return problem(SitingProblem.units(equal), new int[] {SitingProblem.UNITS}, new int[] {1}, near);
    }

    /** In the plane over three elements, both coordinates of a line's points add up to 0 modulo 3. */
    private static int onAffineLine(int i, int j) {
        return (6 - i % 3 - j % 3) % 3 + (6 - i / 3 - j / 3) % 3 * 3;
    }

    /** In the projective space over two elements, the vectors of a line's points add up to 0. */
    private static int onProjectiveLine(int i, int j) {
        return (i + 1 ^ j + 1) - 1;
    }

    private static SitingProblem onePlace(double technicians) {
        int[] rooms = {2, 5, 10};
        int[] room = IntStream.of(rooms)
                .map(size -> Terrain.units(size, technicians))
                .toArray();
        return problem(new int[] {SitingProblem.UNITS}, room, rooms, bits());
    }

    private static SitingProblem problem(int[] jobs, int[] room, int[] technicians, BitSet... near) {
        return new SitingProblem(
                jobs, List.of(near), new boolean[near.length], new boolean[near.length], room, technicians);
    }

    private static int[] chosen(Siting siting) {
        return IntStream.range(0, siting.opened().length)
                .filter(site -> siting.outletsAt(site) > 0)
                .toArray();
    }

    private static BitSet bits(int... points) {
        BitSet bits = new BitSet();
        for (int point : points) {
            bits.set(point);
        }
        return bits;
    }
}
