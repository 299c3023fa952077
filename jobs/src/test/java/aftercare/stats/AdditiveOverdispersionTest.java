package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdditiveOverdispersionTest {
    /**
     * Thirteen trials of the BCG vaccine (Colditz and others 1994): vaccinated with and without tuberculosis, others
     * likewise.
     */
    private static final double[][] BCG = {
        {4, 119, 11, 128},
        {6, 300, 29, 274},
        {3, 228, 11, 209},
        {62, 13536, 248, 12619},
        {33, 5036, 47, 5761},
        {180, 1361, 372, 1079},
        {8, 2537, 10, 619},
        {505, 87886, 499, 87892},
        {29, 7470, 45, 7232},
        {17, 1699, 65, 1600},
        {186, 50448, 141, 27197},
        {5, 2493, 3, 2338},
        {27, 16886, 29, 17825}
    };

    /**
     * Without winsorising and around the pooled figure, the variance is DerSimonian and Laird's. Viechtbauer (Journal
     * of Statistical Software 36, 2010; R package metafor, dat.bcg) publishes Q = 152.2330 and tau^2 = 0.3088.
     */
    @Test
    void withoutWinsorisingItIsDerSimonianAndLairdsVariance() {
        double[] logRatios = new double[BCG.length];
        double[] errors = new double[BCG.length];
        double weights = 0;
        double weighted = 0;
        for (int i = 0; i < BCG.length; i++) {
            double[] t = BCG[i];
            logRatios[i] = Math.log(t[0] / (t[0] + t[1]) / (t[2] / (t[2] + t[3])));
            errors[i] = Math.sqrt(1 / t[0] - 1 / (t[0] + t[1]) + 1 / t[2] - 1 / (t[2] + t[3]));
            weights += 1 / (errors[i] * errors[i]);
            weighted += logRatios[i] / (errors[i] * errors[i]);
        }
        double[] z = new double[BCG.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = (logRatios[i] - weighted / weights) / errors[i];
        }

        AdditiveOverdispersion found = AdditiveOverdispersion.of(z, errors, 0);

        assertThat(found.phi() * BCG.length).isCloseTo(152.2330, within(5e-5));
        assertThat(found.variance()).isCloseTo(0.3088, within(5e-5));
    }

    @Test
    void membersThatDifferByChanceAloneHaveNoVariance() {
        assertThat(AdditiveOverdispersion.of(
                                new double[] {-1, 0.5, 1, -0.5, 0.2}, new double[] {0.1, 0.2, 0.1, 0.3, 0.1}, 0.1)
                        .variance())
                .isZero();
    }

    @Test
    void oneOutlierInTenDoesNotWidenTheLimitsMeantToCatchIt() {
        double[] z = {-9, 0.1, -0.4, 0.8, -0.9, 1.1, 0.3, -0.2, 0.6, -1.0, 0.9, -0.7};
        double[] errors = new double[z.length];
        java.util.Arrays.fill(errors, 0.05);

        assertThat(AdditiveOverdispersion.of(z, errors, 0.1).variance()).isZero();
        assertThat(AdditiveOverdispersion.of(z, errors, 0).variance()).isGreaterThan(0.01);
    }

    @Test
    void theTrueSpreadIsFoundAgain() {
        SplittableRandom random = new SplittableRandom(11);
        int members = 4_000;
        double[] z = new double[members];
        double[] errors = new double[members];
        for (int i = 0; i < members; i++) {
            errors[i] = 0.02 + 0.05 * random.nextDouble();
            z[i] = (0.05 * random.nextGaussian() + errors[i] * random.nextGaussian()) / errors[i];
        }
        assertThat(Math.sqrt(AdditiveOverdispersion.of(z, errors, 0).variance()))
                .isCloseTo(0.05, within(0.003));
    }

    @Test
    void oneMemberAloneTellsNothing() {
        assertThat(AdditiveOverdispersion.of(new double[] {5}, new double[] {1}, 0.1))
                .isEqualTo(AdditiveOverdispersion.NONE);
    }
}
