package aftercare.measure.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrackRecordTest {
    private final KnownFleet known = new KnownFleet(
            new double[] {0.8, 1.3},
            new double[] {0.12, 0.18},
            new double[] {1, 1.1, 0.9},
            0.05,
            (model, region, month) -> 15 + 0.2 * month,
            3);
    private final TrackRecord record = new TrackRecord(known.history, known.delays);

    @Test
    void originsLeaveAYearToLearnFromAndMonthsToBeJudgedBy() {
        assertThat(TrackRecord.origins(36, 96)).containsExactly(17, 20, 23, 29, 32);
        assertThat(TrackRecord.origins(24, 96)).containsExactly(11, 17, 20);
        assertThat(TrackRecord.origins(3, 96)).isEmpty();
        assertThat(TrackRecord.origins(60, 12_000)).containsExactly(41, 47);
    }

    @Test
    void weightsAreNoneBelowZeroAndOneInAll() {
        for (int band = 0; band < Trial.BANDS; band++) {
            double[] weights = record.settled.weights(band, -1);
            assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-9));
            assertThat(Arrays.stream(weights).boxed()).allMatch(weight -> weight >= 0);
            assertThat(weights[Methods.AGE_BASE] + weights[Methods.AGE_LEVEL]).isGreaterThan(0.6);
        }
    }

    @Test
    void theSameHistoryGivesTheSameScoresToTheLastBit() {
        Scores scores = record.scores();
        new TrackRecord(known.history, known.delays).scores().byKey.forEach((key, score) -> {
            Score first = scores.byKey.get(key);
            assertThat(score.absolute).isEqualTo(first.absolute);
            assertThat(score.width).isEqualTo(first.width);
        });
    }

    @Test
    void sumsOverModelsAndOverRegionsAreTheCompanysPart() {
        double models = 0;
        double company = 0;
        for (Totals totals : record.totals()) {
            if (totals.origin() == 23) {
                double sum = Arrays.stream(totals.forecasts()[Methods.COUNT]).sum();
                models += totals.level().equals("region") ? sum : 0;
                company += totals.level().equals("company") ? sum : 0;
            }
        }
        assertThat(models).isCloseTo(company, within(1e-6));
    }

    @Test
    void threeMonthsOfHistoryAreNotTriedAndTheRepairModelStandsAlone() {
        Fleet fleet = new Fleet(
                "fridge",
                known.fleet.models(),
                known.fleet.regions(),
                known.fleet.zones(),
                2026 * 12,
                3,
                0,
                new double[0]);
        History brief = new History(fleet);
        brief.sold(0, 0, 0, 100);
        brief.repaired(0, 0, 1, 1, 0, 2);
        TrackRecord untried = new TrackRecord(brief, new Delays(new long[3][History.DELAYS]));
        assertThat(untried.scores().byKey).isEmpty();
        assertThat(untried.settled.weights(0, -1)).isEqualTo(Settled.untried());
    }

    @Test
    void theSpreadThatMadeForecastsErrIsFoundAgain() {
        Spreads spreads = new Spreads(1);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 4000; i++) {
            double mean = 30 * Math.exp(0.25 * random.nextGaussian() - 0.03125);
            spreads.add(0, 0, 30, KnownFleet.poisson(random, mean));
        }
        assertThat(spreads.of(0, -1)).isCloseTo(0.25, within(0.04));
    }

    @Test
    void partsThatErrAloneEvenOutInASumAndThoseThatErrTogetherDoNot() {
        assertThat(spreadOfSum(new SamplePaths.Parts(0, 0, 0.3))).isCloseTo(0.03, within(0.015));
        assertThat(spreadOfSum(new SamplePaths.Parts(0.3, 0, 0))).isCloseTo(0.3, within(0.02));
    }

    private static double spreadOfSum(SamplePaths.Parts parts) {
        double[] futures = new double[SamplePaths.PATHS];
        for (int r = 0; r < 100; r++) {
            SamplePaths.add(
                    futures, 0, 1, SamplePaths.Errors.of("fridge", "M", "R" + r).factors(parts));
        }
        double mean = Arrays.stream(futures).average().orElseThrow();
        return Math.sqrt(Arrays.stream(futures)
                        .map(f -> (f - mean) * (f - mean))
                        .average()
                        .orElseThrow())
                / mean;
    }

    @Test
    void spreadsOfSumsAreTakenApartSoThatTheyAddUp() {
        SamplePaths.Parts parts = SamplePaths.Parts.of(0.1, 0.15, 0.3);
        assertThat(parts.category()).isEqualTo(0.1);
        assertThat(Math.hypot(parts.category(), parts.model())).isCloseTo(0.15, within(1e-12));
        assertThat(parts.together()).isCloseTo(0.3, within(1e-12));
    }
}
