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
    private final TrackRecord record = TrackRecord.of(known.history, known.delays);

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
        TrackRecord.of(known.history, known.delays).scores().byKey.forEach((key, score) -> {
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
        TrackRecord untried = TrackRecord.of(brief, new Delays(new long[3][History.DELAYS]));
        assertThat(untried.scores().byKey).isEmpty();
        assertThat(untried.settled.weights(0, -1)).isEqualTo(Settled.untried());
    }

    @Test
    void theSpreadThatMadeForecastsErrIsFoundAgain() {
        Spreads spreads = new Spreads(1, Spreads.USUAL);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 4000; i++) {
            double mean = 30 * Math.exp(0.25 * random.nextGaussian() - 0.03125);
            spreads.add(0, 0, 30, KnownFleet.poisson(random, mean), 0);
        }
        assertThat(spreads.of(0, -1)).isCloseTo(0.25, within(0.04));
    }

    @Test
    void partsThatErrAloneEvenOutInASumAndThoseThatErrTogetherDoNot() {
        assertThat(spreadOfSum(new SamplePaths.Parts(0, 0.3))).isCloseTo(0.03, within(0.015));
        assertThat(spreadOfSum(new SamplePaths.Parts(0.3, 0))).isCloseTo(0.3, within(0.02));
    }

    private static double spreadOfSum(SamplePaths.Parts parts) {
        double[] futures = new double[SamplePaths.PATHS];
        double[] certain = new double[SamplePaths.PATHS];
        Arrays.fill(certain, 1);
        for (int r = 0; r < 100; r++) {
            SamplePaths.add(
                    futures,
                    0,
                    1,
                    0,
                    SamplePaths.Errors.of("fridge", "M", "R" + r, 1).factors(parts, 0),
                    certain);
        }
        return spread(futures);
    }

    private static double spread(double[] futures) {
        double mean = Arrays.stream(futures).average().orElseThrow();
        return Math.sqrt(Arrays.stream(futures)
                        .map(f -> (f - mean) * (f - mean))
                        .average()
                        .orElseThrow())
                / mean;
    }

    @Test
    void categoriesErrTogetherInPartAndEachMonthInPartForItself() {
        double[] months = new double[6];
        Arrays.fill(months, 0.2);
        double[] categories = new double[SamplePaths.PATHS];
        double[] year = new double[SamplePaths.PATHS];
        for (int category = 0; category < 50; category++) {
            double[][] factors = SamplePaths.ofCategory("C" + category, months);
            assertThat(spread(factors[0])).isCloseTo(0.2, within(0.03));
            for (int path = 0; path < SamplePaths.PATHS; path++) {
                categories[path] += factors[0][path];
                for (double[] month : factors) {
                    year[path] += category == 0 ? month[path] : 0;
                }
            }
        }
        // A tenth of the variance is the company's, a twentieth lasts: root(.1 + .9 / 50) and root(.05 + .95 / 6) of
        // 0.2.
        assertThat(spread(categories)).isCloseTo(0.069, within(0.012));
        assertThat(spread(year)).isCloseTo(0.091, within(0.02));
    }

    @Test
    void plansErrAsMuchAsTheyDidAndByAStatedDefaultWhereNoneCanBeCompared() {
        assertThat(PlanError.spread(known.history, 35)).isEqualTo(PlanError.USUAL);
        for (int m = 0; m < 2; m++) {
            for (int r = 0; r < 3; r++) {
                for (int month = 24; month < 36; month++) {
                    double sold = known.history.units[m][r][month + KnownFleet.BEFORE];
                    known.history.planned(m, r, month, 0, "P", sold * (m == 0 ? 2 : 0.5));
                }
            }
        }
        double found = PlanError.spread(known.history, 35);
        assertThat(found).isBetween(0.35, Math.log(2));
        double[] factors = SamplePaths.ofPlans("fridge", "M0", found);
        double[] futures = new double[SamplePaths.PATHS];
        double[] certain = new double[SamplePaths.PATHS];
        Arrays.fill(certain, 1);
        SamplePaths.add(futures, 0, 50, 50, certain, factors);
        assertThat(spread(futures)).isCloseTo(found / 2, within(0.05));
    }

    @Test
    void spreadsOfSumsAreTakenApartSoThatTheyAddUp() {
        SamplePaths.Parts parts = SamplePaths.Parts.of(0.1, 0.15, 0.3);
        assertThat(Math.hypot(0.1, parts.model())).isCloseTo(0.15, within(1e-12));
        assertThat(Math.hypot(0.15, parts.series())).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void whereRepairsAreRareMethodsForRareDemandTakePartAndOnlyThere() {
        Fleet fleet = new Fleet(
                "radio",
                known.fleet.models(),
                known.fleet.regions(),
                known.fleet.zones(),
                known.fleet.firstMonth(),
                KnownFleet.MONTHS,
                KnownFleet.BEFORE,
                new double[0]);
        History rare = new History(fleet);
        long[][] counts = new long[KnownFleet.MONTHS][History.DELAYS];
        for (int m = 0; m < 2; m++) {
            for (int r = 0; r < 3; r++) {
                for (int month = -KnownFleet.BEFORE; month < KnownFleet.MONTHS; month++) {
                    // The fleet grows sixfold, its repairs do not: what the repair model cannot know.
                    rare.sold(m, r, month, month < 0 ? 1 : 20);
                    boolean comes = month >= 0 && (month + 5 * r + 7 * m) % 8 == 0;
                    if (comes) {
                        rare.repaired(m, r, month, -1, 0, 2);
                        counts[month][0] += 2;
                    }
                }
            }
        }
        Settled found = TrackRecord.of(rare, new Delays(counts)).settled;
        double[] low = found.weights(Trial.LOW, -1);
        assertThat(low[Methods.NAMES.indexOf("tsb")] + low[Methods.NAMES.indexOf("sba")])
                .isGreaterThan(0.2);
        for (int band = Trial.LOW + 1; band < Trial.BANDS; band++) {
            assertThat(found.weights(band, -1)[Methods.NAMES.indexOf("tsb")]).isZero();
            assertThat(found.weights(band, -1)[Methods.NAMES.indexOf("sba")]).isZero();
        }
    }
}
