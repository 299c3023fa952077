package aftercare.measure.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
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
            double[] weights = record.fitted.weights(band, -1);
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
        CategoryFleet fleet = new CategoryFleet(
                "fridge",
                known.fleet.models(),
                known.fleet.regions(),
                known.fleet.zones(),
                2026 * 12,
                3,
                0,
                new double[0]);
        CategoryHistory brief = new CategoryHistory(fleet);
        brief.sold(0, 0, 0, 100);
        brief.repaired(0, 0, 1, 1, 0, 2);
        TrackRecord untried = TrackRecord.of(brief, new Delays(new long[3][CategoryHistory.DELAYS]));
        assertThat(untried.scores().byKey).isEmpty();
        assertThat(untried.fitted.weights(0, -1)).isEqualTo(FittedWeights.untried());
    }

    @Test
    void theSpreadThatMadeForecastsErrIsFoundAgain() {
        Spreads spreads = new Spreads(1, Spreads.OF_SERIES);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 4000; i++) {
            double mean = 30 * Math.exp(0.25 * random.nextGaussian() - 0.03125);
            spreads.add(0, 0, 30, KnownFleet.poisson(random, mean), 0);
        }
        assertThat(spreads.of(0, -1)).isCloseTo(0.25, within(0.04));
    }

    @Test
    void partsThatErrAloneEvenOutInASumAndThoseThatErrTogetherDoNot() {
        ForecastError not = new ForecastError(0, 0);
        ForecastError much = new ForecastError(0.3, 0.5);
        SamplePaths.Parts alone = new SamplePaths.Parts(not, not, much);
        SamplePaths.Parts byModel = new SamplePaths.Parts(much, not, not);
        SamplePaths.Parts byRegion = new SamplePaths.Parts(not, much, not);
        assertThat(spreadOverRegions(alone)).isCloseTo(0.03, within(0.015));
        assertThat(spreadOverRegions(byModel)).isCloseTo(0.3, within(0.04));
        assertThat(spreadOverRegions(byRegion)).isCloseTo(0.03, within(0.015));
        assertThat(spreadOverModels(byModel)).isCloseTo(0.03, within(0.015));
        assertThat(spreadOverModels(byRegion)).isCloseTo(0.3, within(0.04));
    }

    private static double spreadOverRegions(SamplePaths.Parts parts) {
        return spreadOfSum(parts, i -> "M", i -> "R" + i);
    }

    private static double spreadOverModels(SamplePaths.Parts parts) {
        return spreadOfSum(parts, i -> "M" + i, i -> "R");
    }

    private static double spreadOfSum(SamplePaths.Parts parts, IntFunction<String> model, IntFunction<String> region) {
        double[] futures = new double[SamplePaths.PATHS];
        double[] certain = new double[SamplePaths.PATHS];
        Arrays.fill(certain, 1);
        for (int i = 0; i < 100; i++) {
            String m = model.apply(i);
            String r = region.apply(i);
            SamplePaths.Errors errors = new SamplePaths.Errors(
                    SamplePaths.Deviates.ofModel("fridge", m, 1),
                    SamplePaths.Deviates.ofRegion("fridge", r, 1),
                    SamplePaths.Deviates.ofSeries("fridge", m, r, 1));
            SamplePaths.add(futures, 0, 1, 0, errors.factors(parts, 0), certain);
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
        ForecastError[] months = new ForecastError[6];
        Arrays.fill(months, new ForecastError(0.2, 0.05));
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
    void errorsOfSumsAreTakenApartSoThatTheyAddUp() {
        ForecastError category = new ForecastError(0.1, 0.05);
        ForecastError model = new ForecastError(0.15, 0.05);
        ForecastError region = new ForecastError(0.2, 0.6);
        ForecastError series = new ForecastError(0.4, 0.5);
        SamplePaths.Parts parts = SamplePaths.Parts.of(category, model, region, series);
        assertThat(Math.hypot(0.1, parts.model().spread())).isCloseTo(0.15, within(1e-12));
        assertThat(Math.hypot(0.1, parts.region().spread())).isCloseTo(0.2, within(1e-12));
        assertThat(variance(category) + variance(parts.model()) + variance(parts.region()) + variance(parts.series()))
                .isCloseTo(0.16, within(1e-12));
        assertThat(lasting(category) + lasting(parts.model()) + lasting(parts.region()) + lasting(parts.series()))
                .isCloseTo(0.08, within(1e-12));
    }

    private static double variance(ForecastError error) {
        return error.spread() * error.spread();
    }

    private static double lasting(ForecastError error) {
        return error.lasting() * variance(error);
    }

    @Test
    void whatGoesOnInAllMonthsIsLearnedFromHowFarSumsErr() {
        for (double lasting : new double[] {0, 0.3, 1}) {
            Spreads spreads = new Spreads(1, Spreads.OF_REGIONS);
            SplittableRandom random = new SplittableRandom(8);
            for (int i = 0; i < 500; i++) {
                double goesOn = random.nextGaussian();
                double sum = 0;
                for (int h = 0; h < 12; h++) {
                    double error = Math.sqrt(lasting) * goesOn + Math.sqrt(1 - lasting) * random.nextGaussian();
                    double came = KnownFleet.poisson(random, 100 * Math.exp(0.2 * error - 0.02));
                    spreads.add(Horizons.ofMonth(h), 0, 100, came, 0);
                    sum += came;
                    for (int s = 0; s < Horizons.SUMMED.length; s++) {
                        if (h + 1 == Horizons.SUMMED[s]) {
                            spreads.add(Horizons.ofSum(s), 0, 100 * (h + 1), sum, 0);
                        }
                    }
                }
            }
            assertThat(spreads.error(2, -1).spread()).isCloseTo(0.2, within(0.02));
            assertThat(spreads.error(2, -1).lasting()).isCloseTo(lasting, within(0.12));
        }
    }

    @Test
    void whereNothingWasTriedTheUsualShareGoesOn() {
        assertThat(new Spreads(1, Spreads.OF_MODELS).error(0, -1).lasting())
                .isCloseTo(Spreads.OF_MODELS.lasting(), within(1e-12));
        double[] unknown = new double[Horizons.COUNT];
        Arrays.fill(unknown, Double.NaN);
        assertThat(ForecastError.lasting(unknown, 0.4)).isEqualTo(0.4);
    }

    @Test
    void whereRepairsAreRareMethodsForRareDemandTakePartAndOnlyThere() {
        CategoryFleet fleet = new CategoryFleet(
                "radio",
                known.fleet.models(),
                known.fleet.regions(),
                known.fleet.zones(),
                known.fleet.firstMonth(),
                KnownFleet.MONTHS,
                KnownFleet.BEFORE,
                new double[0]);
        CategoryHistory rare = new CategoryHistory(fleet);
        long[][] counts = new long[KnownFleet.MONTHS][CategoryHistory.DELAYS];
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
        FittedWeights found = TrackRecord.of(rare, new Delays(counts)).fitted;
        double[] low = found.weights(Trial.LOW, -1);
        assertThat(low[Methods.NAMES.indexOf("tsb")] + low[Methods.NAMES.indexOf("imapa")])
                .isGreaterThan(0.2);
        for (int band = Trial.LOW + 1; band < Trial.BANDS; band++) {
            assertThat(found.weights(band, -1)[Methods.NAMES.indexOf("tsb")]).isZero();
            assertThat(found.weights(band, -1)[Methods.NAMES.indexOf("imapa")]).isZero();
        }
    }
}
