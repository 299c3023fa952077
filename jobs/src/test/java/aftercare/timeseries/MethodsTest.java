package aftercare.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What every method owes its callers. */
class MethodsTest {
    static final List<ForecastMethod> ALL = List.of(
            new LastValue(),
            new SeasonalNaive(),
            Ets.fast(),
            Ets.full(),
            Theta.standard(),
            Theta.dynamicOptimised(),
            new Imapa(),
            new Tsb(),
            new Combination());

    @Provide
    Arbitrary<ForecastMethod> methods() {
        return Arbitraries.of(ALL);
    }

    @Provide
    Arbitrary<double[]> histories() {
        return Arbitraries.doubles().between(-1e6, 1e6).array(double[].class).ofMaxSize(40);
    }

    @Provide
    Arbitrary<double[]> positive() {
        return Arbitraries.doubles()
                .between(50, 150)
                .array(double[].class)
                .ofMinSize(30)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<int[]> counts() {
        return Arbitraries.of(0, 0, 0, 1, 2).array(int[].class).ofMaxSize(60);
    }

    @Property(tries = 300)
    void anyFiniteHistoryGivesAForecastWithOrderedQuantiles(
            @ForAll("methods") ForecastMethod method,
            @ForAll("histories") double[] history,
            @ForAll @IntRange(min = 1, max = 13) int period) {
        Forecast forecast = method.forecast(history, period, 15);

        assertThat(forecast.horizon()).isEqualTo(15);
        for (int step = 0; step < 15; step++) {
            assertThat(forecast.mean(step)).isFinite();
            assertThat(forecast.quantile(step, .1)).isLessThanOrEqualTo(forecast.quantile(step, .5));
            assertThat(forecast.quantile(step, .5)).isLessThanOrEqualTo(forecast.quantile(step, .9));
        }
    }

    @Property(tries = 200)
    void countsThatAreMostlyZeroAreForecast(@ForAll("methods") ForecastMethod method, @ForAll("counts") int[] counts) {
        double[] history = Arrays.stream(counts).asDoubleStream().toArray();

        assertThat(method.forecast(history, 12, 24).mean()).hasSize(24).doesNotContain(Double.NaN);
    }

    @Property(tries = 100)
    void aConstantGoesOnWithoutSpread(
            @ForAll("methods") ForecastMethod method,
            @ForAll @DoubleRange(min = -1e9, max = 1e9) double value,
            @ForAll @IntRange(min = 2, max = 50) int length) {
        double[] history = new double[length];
        Arrays.fill(history, value);

        Forecast forecast = method.forecast(history, 12, 5);

        assertThat(forecast.mean()).containsOnly(value);
        assertThat(forecast.sigma()).containsOnly(0);
    }

    @Property(tries = 200)
    void anotherUnitChangesNothingElse(@ForAll("methods") ForecastMethod method, @ForAll("positive") double[] history) {
        Forecast one = method.forecast(history, 12, 6);
        // A power of 2, so that not even the last digit differs on the way.
        Forecast other =
                method.forecast(Arrays.stream(history).map(each -> each * 64).toArray(), 12, 6);

        for (int step = 0; step < 6; step++) {
            assertThat(other.mean(step) / 64).isCloseTo(one.mean(step), within(1e-9));
            assertThat(other.sigma(step) / 64).isCloseTo(one.sigma(step), within(1e-9));
        }
    }

    @Property(tries = 26)
    void theSameQuestionHasTheSameAnswer(@ForAll("methods") ForecastMethod method) {
        assertThat(method.forecast(AirPassengers.VALUES, 12, 12).mean())
                .containsExactly(method.forecast(AirPassengers.VALUES, 12, 12).mean());
    }

    @Property(tries = 13)
    void nothingAndOneValueAreAnswered(@ForAll("methods") ForecastMethod method) {
        assertThat(method.forecast(new double[0], 12, 3).mean()).containsExactly(0, 0, 0);
        Forecast one = method.forecast(new double[] {7}, 12, 2);
        assertThat(one.mean()).containsExactly(7, 7);
        assertThat(one.sigma()).containsExactly(7, 7);
    }

    @Property(tries = 13)
    void aValueThatIsNoNumberIsRefused(@ForAll("methods") ForecastMethod method) {
        assertThatThrownBy(() -> method.forecast(new double[] {1, Double.NaN}, 12, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Value 1");
        assertThatThrownBy(() -> method.forecast(new double[] {1}, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> method.forecast(new double[] {1}, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 13)
    void theHistoryIsLeftAlone(@ForAll("methods") ForecastMethod method) {
        double[] history = AirPassengers.VALUES.clone();
        method.forecast(history, 12, 12);
        assertThat(history).containsExactly(AirPassengers.VALUES);
    }
}
