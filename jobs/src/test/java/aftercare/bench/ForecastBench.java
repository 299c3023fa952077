package aftercare.bench;

import aftercare.timeseries.Combination;
import aftercare.timeseries.Drift;
import aftercare.timeseries.Ets;
import aftercare.timeseries.EtsTheta;
import aftercare.timeseries.ForecastMethod;
import aftercare.timeseries.LastValue;
import aftercare.timeseries.SeasonalNaive;
import aftercare.timeseries.Theta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores the time-series methods on the monthly series of the M3 competition: fitted to each history, judged on the 18
 * months that came. The only argument that must be given is the file; {@code --write} puts the page into
 * docs/benchmarks-forecast.md, too. With {@code --holdout N} the months that came are left alone: the last 18 of each
 * history, N months before its end, are judged instead. That is what choices are made by.
 */
public final class ForecastBench {
    private static final String PAGE = "docs/benchmarks-forecast.md";

    private ForecastBench() {}

    @SuppressWarnings("SystemOut") // a program of its own, whose result is a page on standard output
    public static void main(String[] args) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(args));
        boolean write = arguments.remove("--write");
        int holdout = arguments.indexOf("--holdout");
        int monthsBefore = holdout < 0 ? -1 : Integer.parseInt(arguments.get(holdout + 1));
        if (holdout >= 0) {
            arguments.subList(holdout, holdout + 2).clear();
        }
        if (arguments.size() != 1 || !Files.isReadable(Path.of(arguments.get(0))) || write && holdout >= 0) {
            System.err.println(
                    "Give the file of series, such as make bench-forecast M3=monthly.csv; add BENCH=--write to write "
                            + PAGE + ", or BENCH=\"--holdout 0\" to judge the last months of the histories");
            System.exit(2);
        }
        List<M3Series> series = M3Series.read(Path.of(arguments.get(0)));
        if (holdout >= 0) {
            series = series.stream()
                    .flatMap(each -> each.heldOut(monthsBefore).stream())
                    .toList();
        }
        List<ForecastScore> scores = new ArrayList<>();
        for (ForecastMethod method : methods()) {
            ForecastScore score = ForecastScore.of(method, series);
            System.err.println(score.line());
            scores.add(score);
        }
        String page = new ForecastBenchPage(series, scores).text();
        System.out.println(page);
        if (write) {
            Files.writeString(Path.of(PAGE), page);
        }
        System.out.println(ForecastScore.named(scores, "combination").summary());
    }

    private static List<ForecastMethod> methods() {
        return List.of(
                new LastValue(),
                new SeasonalNaive(),
                new Drift(),
                new Naive2(),
                Theta.standard(),
                Theta.dynamicOptimised(),
                Ets.fast(),
                Ets.full(),
                new EtsTheta(),
                Combination.fast(),
                Combination.fast().weighted(4),
                Combination.standard());
    }
}
