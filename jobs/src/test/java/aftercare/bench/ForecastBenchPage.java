package aftercare.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The page docs/benchmarks-forecast.md.
 *
 * @param season steps in a season
 * @param files in the order given
 */
record ForecastBenchPage(int season, List<Scored> files) {
    /**
     * A file's series and how each method fared on them.
     *
     * @param name of the file, without its ending
     */
    record Scored(String name, List<BenchSeries> series, List<ForecastScore> scores) {
        private static final String SECTION = """
                ## %s

                %,d series with histories of %d to %d steps, judged on %d to %d steps that came.

                | method | MASE | RMSSE | sMAPE, %% | within 50 %% | within 80 %% | within 95 %% | CPU ms per series |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                %s
                """;

        private String text() {
            return String.format(
                    Locale.ROOT,
                    SECTION,
                    name,
                    series.size(),
                    series.stream()
                            .mapToInt(each -> each.history().length)
                            .min()
                            .orElse(0),
                    series.stream()
                            .mapToInt(each -> each.history().length)
                            .max()
                            .orElse(0),
                    series.stream().mapToInt(each -> each.future().length).min().orElse(0),
                    series.stream().mapToInt(each -> each.future().length).max().orElse(0),
                    scores.stream().map(ForecastScore::line).collect(Collectors.joining("\n")));
        }
    }

    private static final String TEXT = """
            # Benchmark of the forecasts

            Written by `make bench-forecast SERIES="m3.csv ..." BENCH=--write`: the time-series methods of Aftercare on files of series, one
            season being %d steps. Any file will do that has the columns series, step, part (train or test) and value; each method is fitted
            to the part train of each series and judged on its part test.

            `combination` is what the product forecasts the series of models and categories with where no fleet is known (and `imapa` is
            what it answers where demand is sparse); `theta_optimised` and `ets` are members of it. `last_value`, `seasonal_naive`, `theta`,
            `ets_fast`, `imapa` and `tsb` are weighed beside the repair model, as docs/decisions.md (DF5) says.

            %s
            - MASE is the mean over series of the mean absolute error over that of repeating, within the history, the value of a season
              before; RMSSE is the same of root mean squares. sMAPE is that of the M3 and M4 competitions. "Within" is the share of steps
              that came inside the central interval of that probability. A series whose scale is 0 does not count in MASE and RMSSE.
            - m3: the monthly series of the M3 competition (Makridakis and Hibon, International Journal of Forecasting 16, 2000); published,
              as mean MASE: ForecastPro .848, Theta .858, Comb S-H-D .896, Naive2 1.037, seasonal naive 1.146. hospital: monthly patients
              per medical product, carparts: monthly sales of 2,509 spare parts whose history is whole (both of Hyndman, Koehler, Ord and
              Snyder's R package expsmooth), the last 12 months judged. tourism: the monthly series of the tourism competition
              (Athanasopoulos, Hyndman, Song and Wu, International Journal of Forecasting 27, 2011). The files are not part of Aftercare.
            - Members and shares were chosen on months held out of the histories: docs/decisions.md (DT1) says how.
            - Milliseconds are processor time, without what Java's compiler takes beside; measured on %d cores with Java %s, in one run.
            """;

    String text() {
        return String.format(
                Locale.ROOT,
                TEXT,
                season,
                files.stream().map(Scored::text).collect(Collectors.joining("\n")),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature());
    }
}
