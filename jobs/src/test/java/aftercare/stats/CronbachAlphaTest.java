package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CronbachAlphaTest {
    /**
     * Five items, ten respondents, by Denis, Applied Univariate, Bivariate, and Multivariate Statistics (2016, section
     * 2.20), with the output of SPSS: raw alpha 0.633.
     */
    private static final List<double[]> DENIS = List.of(
            new double[] {10, 12, 15, 11, 12},
            new double[] {12, 18, 12, 12, 1},
            new double[] {8, 16, 14, 14, 4},
            new double[] {6, 8, 16, 8, 6},
            new double[] {4, 7, 8, 7, 5},
            new double[] {6, 6, 3, 7, 3},
            new double[] {3, 4, 6, 5, 8},
            new double[] {7, 3, 7, 9, 9},
            new double[] {8, 9, 4, 10, 10},
            new double[] {9, 5, 6, 11, 12});

    @Test
    void theAlphaOfAPublishedScaleIsThatOfSpss() {
        assertThat(CronbachAlpha.raw(DENIS).getAsDouble()).isCloseTo(0.633, within(5e-4));
    }

    @Test
    void itemsThatAllSayTheSameHaveAlphaOneAndItemsThatContradictOneBelowZero() {
        assertThat(CronbachAlpha.raw(List.of(of(1, 1), of(5, 5), of(7, 7))).getAsDouble())
                .isEqualTo(1);
        assertThat(CronbachAlpha.raw(List.of(of(1, 6), of(5, 2), of(7, 1))).getAsDouble())
                .isNegative();
    }

    @Test
    void oneItemOneRespondentOrNoVariationHasNoAlpha() {
        assertThat(CronbachAlpha.raw(List.of())).isEmpty();
        assertThat(CronbachAlpha.raw(List.of(of(3), of(4), of(7)))).isEmpty();
        assertThat(CronbachAlpha.raw(List.of(of(3, 4, 5)))).isEmpty();
        assertThat(CronbachAlpha.raw(List.of(of(4, 4), of(4, 4)))).isEmpty();
    }

    @Test
    void answersWithAHoleAreRefused() {
        assertThatThrownBy(() -> CronbachAlpha.raw(List.of(of(3, 4), of(3))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 50)
    void neitherUnitNorOriginOfTheScaleMatters(
            @ForAll @DoubleRange(min = 0.1, max = 9) double unit,
            @ForAll @DoubleRange(min = -9, max = 9) double origin) {
        List<double[]> moved = DENIS.stream()
                .map(each -> IntStream.range(0, each.length)
                        .mapToDouble(i -> unit * each[i] + origin)
                        .toArray())
                .toList();
        assertThat(CronbachAlpha.raw(moved).getAsDouble())
                .isCloseTo(CronbachAlpha.raw(DENIS).getAsDouble(), within(1e-9));
    }

    private static double[] of(double... answers) {
        return answers;
    }
}
