package aftercare.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** Against numbers that others printed, or that can be computed by hand. */
class PublishedForecastsTest {
    /**
     * Oil production of Saudi Arabia, million tonnes, 1996 to 2013: Hyndman and Athanasopoulos, Forecasting: Principles
     * and Practice, 2nd ed., 7.1.
     */
    private static final double[] OIL = {
        445.3641, 453.1950, 454.4096, 422.3789, 456.0371, 440.3866, 425.1944, 486.2052, 500.4291, 521.2759, 508.9476,
        488.8889, 509.8706, 456.7229, 473.8166, 525.9509, 549.8338, 542.3405
    };

    @Test
    void simpleSmoothingOfTheTextbooksOilHasItsAlphaLevelAndForecast() {
        EtsFit fit = EtsFit.of(EtsModel.of("ANN"), OIL, 1);

        assertThat(fit.parameters().alpha()).isCloseTo(.8339, within(.005));
        assertThat(fit.parameters().level()).isCloseTo(446.5868, within(.5));
        assertThat(fit.forecast(1).mean(0)).isCloseTo(542.6806, within(.1));
    }

    /**
     * What R's forecast::ets(AirPassengers) prints: ETS(M,Ad,M), its parameters, sigma .0392, AIC 1395.166, AICc
     * 1400.638.
     */
    @Test
    void theAirlinesPassengersAreAsLikelyUnderTheModelOfRAsRSays() {
        EtsModel model = EtsModel.of("MAdM");
        EtsModel.Parameters parameters = new EtsModel.Parameters(.7096, .0204, 1e-4, .98, 120.9939, 1.7705);
        double[] season = {.9059, .8869, 1.011, .9804, .9786, 1.1105, 1.2318, 1.2203, 1.0592, .9217, .7993, .8944};
        EtsFilter filter = new EtsFilter(model, AirPassengers.VALUES, 12);

        double aic = filter.run(parameters, season) + 2 * model.parameters(12);

        assertThat(aic).isCloseTo(1395.166, within(.2));
        // R divides by the values less all parameters but the variance.
        assertThat(Math.sqrt(filter.errorSquares() / (144 - 17))).isCloseTo(.0392, within(1e-4));
    }

    @Test
    void theChosenModelOfTheAirlineIsNoWorseThanThatOfR() {
        EtsFit best = Ets.full().fits(AirPassengers.VALUES, 12).stream()
                .min(Comparator.comparingDouble(EtsFit::aicc))
                .orElseThrow();

        assertThat(best.model().season()).isEqualTo(EtsModel.Season.MULTIPLICATIVE);
        assertThat(best.model().hasTrend()).isTrue();
        assertThat(best.aicc()).isLessThan(1400.638);
    }

    @Test
    void theLastYearOfTheAirlineIsForeseen() {
        double[] known = Arrays.copyOf(AirPassengers.VALUES, 132);
        double[] came = Arrays.copyOfRange(AirPassengers.VALUES, 132, 144);

        assertThat(Accuracy.mase(
                        known,
                        12,
                        came,
                        new SeasonalNaive().forecast(known, 12, 12).mean()))
                .isGreaterThan(1.4);
        assertThat(Accuracy.mase(
                        known,
                        12,
                        came,
                        new Combination().forecast(known, 12, 12).mean()))
                .isLessThan(.9);
    }

    @Test
    void simpleSmoothingSpreadsAsItsFormulaSays() {
        EtsFit fit = EtsFit.of(EtsModel.of("ANN"), OIL, 1);
        Forecast forecast = fit.forecast(4);
        double alpha = fit.parameters().alpha();

        // Hyndman et al. (2008), table 6.1: variance (1 + (h - 1) alpha²).
        for (int h = 1; h <= 4; h++) {
            double ratio = forecast.sigma(h - 1) / forecast.sigma(0);
            assertThat(ratio * ratio).isCloseTo(1 + (h - 1) * alpha * alpha, within(1e-9));
        }
    }

    @Test
    void thetaOfAStraightLineKeepsHalfItsSlope() {
        double[] line = new double[40];
        Arrays.setAll(line, i -> 100 + 4.0 * i);

        double[] mean = Theta.standard().forecast(line, 1, 5).mean();

        // Hyndman and Billah, International Journal of Forecasting 19 (2003): smoothing with a drift of half the
        // trend's slope.
        for (int step = 1; step < 5; step++) {
            assertThat(mean[step] - mean[step - 1]).isCloseTo(2, within(.05));
        }
    }

    @Test
    void demandInEverySecondStepIsSmoothedOverOneAndTwoSteps() {
        // Single steps: 0, 6, 0, 6 ...; pairs: 3, 3, 3 ..., which any smoothing leaves at 3.
        double[] history = new double[40];
        for (int i = 1; i < history.length; i += 2) {
            history[i] = 6;
        }
        double single = 0;
        for (double value : history) {
            // Of the parameters tried, .1 errs least here: .05 starts too low for too long.
            single += .1 * (value - single);
        }

        assertThat(new Imapa().forecast(history, 12, 1).mean(0)).isCloseTo((single + 3) / 2, within(1e-12));
    }

    @Test
    void teuntersSizeAndProbabilityAreComputedByHand() {
        // Starts with size 4 and probability 1/2; the demand of 4 lifts the probability to .55, the zero lowers it to
        // .495.
        Tsb.Run run = Tsb.run(new double[] {4, 0}, .2, .1);

        assertThat(run.level()).isCloseTo(4 * .495, within(1e-12));
    }

    @Test
    void aModelThatNobodyRepairsAnyMoreFadesOut() {
        double[] history = new double[40];
        for (int i = 0; i < 20; i += 2) {
            history[i] = 5;
        }

        assertThat(new Tsb().forecast(history, 12, 1).mean(0)).isLessThan(1);
    }

    @Test
    void aPureSeasonIsRepeated() {
        double[] season = new double[60];
        Arrays.setAll(season, i -> 100 + 30 * Math.sin(2 * Math.PI * i / 12) + (i % 5 == 0 ? .1 : 0));

        for (ForecastMethod method : new ForecastMethod[] {Theta.standard(), Ets.full(), new Combination()}) {
            double[] mean = method.forecast(season, 12, 12).mean();
            for (int step = 0; step < 12; step++) {
                assertThat(mean[step]).as(method.name()).isCloseTo(season[step + 12], within(2.0));
            }
        }
    }
}
