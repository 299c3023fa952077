package aftercare.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page docs/benchmarks-forecast.md. */
record ForecastBenchPage(List<M3Series> series, List<ForecastScore> scores) {
    private static final String TEXT = """
            # Benchmark of the forecasts

            Written by `make bench-forecast M3=FILE BENCH=--write`: the time-series methods of Aftercare on the monthly series of the M3
            competition (Makridakis and Hibon, International Journal of Forecasting 16, 2000). Each method is fitted to each of the
            %,d histories (%d to %d months) and judged on the 18 months that came.

            | method | MASE | sMAPE, %% | within 50 %% | within 80 %% | within 95 %% | CPU ms per series |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: |
            %s

            Published on the same series, as mean MASE: ForecastPro .848, Theta .858, Comb S-H-D .896, Naive2 1.037, seasonal naive 1.146.

            - MASE is the mean over series of the mean absolute error of the 18 months over the mean absolute error, within the history, of
              repeating the value of 12 months before (every value but the first 12 counts). sMAPE is the competition's. "Within" is the
              share of the months that came inside the central interval of that probability.
            - The product forecasts repairs with `ets_fast` and `theta` where there are thousands of series, as members beside the repair
              model, and with `ets_theta` where no fleet is known; `combination` and the rest are for comparison and not in the product.
            - Nothing was tuned on the months that came: docs/decisions.md (DT) says on what the choices rest.
            - Milliseconds are processor time, without what Java's compiler takes beside; measured on %d cores with Java %s, in one run.
            """;

    String text() {
        return String.format(
                Locale.ROOT,
                TEXT,
                series.size(),
                series.stream().mapToInt(each -> each.history().length).min().orElse(0),
                series.stream().mapToInt(each -> each.history().length).max().orElse(0),
                scores.stream().map(ForecastScore::line).collect(Collectors.joining("\n")),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature());
    }
}
