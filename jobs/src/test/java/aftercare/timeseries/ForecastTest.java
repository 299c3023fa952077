package aftercare.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private final Forecast forecast = Forecast.of(new double[] {10, 20}, new double[] {3, 5});

    @Test
    void quantilesAreNormal() {
        assertThat(forecast.quantile(0, .5)).isCloseTo(10, within(1e-12));
        assertThat(forecast.quantile(1, .975)).isCloseTo(20 + 5 * 1.959964, within(1e-5));
        assertThat(forecast.quantiles(.1)).containsExactly(forecast.quantile(0, .1), forecast.quantile(1, .1));
    }

    @Test
    void aForecastThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Forecast.of(new double[] {1}, new double[] {-1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Forecast.of(new double[] {Double.NaN}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> forecast.quantile(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void intervalsOfASeriesThatFitsTheModelCoverWhatTheyPromise() {
        Random random = new Random(11);
        int within = 0;
        int all = 0;
        for (int series = 0; series < 200; series++) {
            double[] values = new double[80];
            double level = 100;
            for (int i = 0; i < values.length; i++) {
                double error = random.nextGaussian() * 5;
                values[i] = level + error;
                level += .3 * error;
            }
            double[] came = Arrays.copyOfRange(values, 70, 80);
            Forecast made = Ets.of("level", "ANN").forecast(Arrays.copyOf(values, 70), 1, 10);
            within += (int) Math.round(10 * Accuracy.coverage(came, made.quantiles(.1), made.quantiles(.9)));
            all += 10;
        }
        assertThat((double) within / all).isBetween(.76, .84);
    }
}
