package aftercare.measure.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgeShapeTest {
    @Test
    void beyondTheOldestAgeSeenTheTrendFadesInsteadOfRunningOn() {
        double[] repairs = new double[72];
        double[] exposure = new double[72];
        for (int age = 0; age < 24; age++) {
            exposure[age] = 10_000;
            repairs[age] = 100 * Math.exp(0.08 * age);
        }
        double[] rate = AgeShape.fit(repairs, exposure, Double.NaN).rate();
        assertThat(rate[23] / rate[11]).isGreaterThan(2);
        assertThat(rate[71] / rate[23]).isBetween(1.0, 3.0);
        assertThat(rate[71] / rate[60]).isBetween(1.0, 1.01);
    }
}
