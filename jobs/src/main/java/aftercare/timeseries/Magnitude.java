package aftercare.timeseries;

import java.util.Arrays;

/**
 * A unit in which a series has values about 1, so that searches for parameters take the same course whatever it is
 * counted in. It is a power of 2: going there and back loses no digit.
 */
record Magnitude(double size) {

    static Magnitude of(double[] series) {
        double largest = Arrays.stream(series).map(Math::abs).max().orElse(0);
        return new Magnitude(largest < Double.MIN_NORMAL ? 1 : Math.scalb(1, Math.getExponent(largest)));
    }

    double[] measured(double[] series) {
        return Arrays.stream(series).map(value -> value / size).toArray();
    }

    Forecast restored(Forecast forecast) {
        double[] mean = Arrays.stream(forecast.mean()).map(each -> each * size).toArray();
        double[] sigma =
                Arrays.stream(forecast.sigma()).map(each -> each * size).toArray();
        return Forecast.of(mean, sigma);
    }
}
