package aftercare.measure.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TotalWeightsTest {
    private static final int SUM = TotalWeights.CANDIDATES.length;

    private static TotalWeights record(double ofLastValue, double ofSum, int origins) {
        TotalWeights record = new TotalWeights(origins);
        for (int origin = 0; origin < origins; origin++) {
            double[][] forecasts = {{90}, {ofLastValue}, {300}, {ofSum}};
            record.add(origin, forecasts, new double[] {100});
        }
        return record;
    }

    @Test
    void aSumThatWonItsRecordStands() {
        assertThat(record(130, 120, 4).of(-1)).isEqualTo(TotalWeights.onlySum());
    }

    @Test
    void aSumThatLostClearlyToRepeatingWhatCameIsNotWhatIsPublished() {
        double[] weights = record(105, 180, 4).of(-1);
        assertThat(weights[SUM]).isLessThan(0.5);
        double corrected = 180 * TotalWeights.factor(weights, new double[] {90, 105, 300, 180});
        assertThat(corrected).isBetween(90.0, 130.0);
    }

    @Test
    void oneOriginProvesNothing() {
        assertThat(record(105, 180, 1).of(-1)).isEqualTo(TotalWeights.onlySum());
    }
}
