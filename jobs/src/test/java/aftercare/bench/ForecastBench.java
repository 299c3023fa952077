package aftercare.bench;

import aftercare.timeseries.Combination;
import aftercare.timeseries.Ets;
import aftercare.timeseries.ForecastMethod;
import aftercare.timeseries.Imapa;
import aftercare.timeseries.LastValue;
import aftercare.timeseries.SeasonalNaive;
import aftercare.timeseries.Theta;
import aftercare.timeseries.Tsb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scores the time-series methods of the product on files of series ({@link BenchSeries#read}): fitted to the part
 * train, judged on the part test. {@code --season N} says how many steps a season has (12; 1 for none); {@code --write}
 * puts the page into docs/benchmarks-forecast.md, too. With {@code --holdout N} the part test is left alone: as many
 * last steps of the part train, N before its end, are judged instead. That is what choices are made by.
 */
public final class ForecastBench {
    private static final String PAGE = "docs/benchmarks-forecast.md";
    private static final String USAGE = "Give files of series, such as make bench-forecast SERIES=\"m3.csv parts.csv\";"
            + " columns series,step,part,value, part train or test. BENCH=\"--season 4\" for quarters,"
            + " BENCH=--write to write " + PAGE + ", BENCH=\"--holdout 0\" to judge the last steps of the part train";

    /** What the product calls: {@code combination} where no fleet is known, the others beside the repair model. */
    private static final List<ForecastMethod> METHODS = List.of(
            new LastValue(),
            new SeasonalNaive(),
            Theta.standard(),
            Ets.fast(),
            new Imapa(),
            new Tsb(),
            // Members of the combination.
            Theta.dynamicOptimised(),
            Ets.full(),
            new Combination());

    private ForecastBench() {}

    @SuppressWarnings("SystemOut") // a program of its own, whose result is a page on standard output
    public static void main(String[] args) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(args));
        boolean write = arguments.remove("--write");
        Optional<Integer> holdout = number(arguments, "--holdout");
        int season = number(arguments, "--season").orElse(12);
        List<Path> files = arguments.stream().map(Path::of).toList();
        if (files.isEmpty() || !files.stream().allMatch(Files::isReadable) || write && holdout.isPresent()) {
            System.err.println(USAGE);
            System.exit(2);
        }
        ForecastBenchPage page = new ForecastBenchPage(season, new ArrayList<>());
        for (Path file : files) {
            List<BenchSeries> series = BenchSeries.read(file);
            if (holdout.isPresent()) {
                series = series.stream()
                        .flatMap(each -> each.heldOut(holdout.get(), season).stream())
                        .toList();
            }
            List<ForecastScore> scores = new ArrayList<>();
            for (ForecastMethod method : METHODS) {
                ForecastScore score = ForecastScore.of(method, series, season);
                System.err.println(score.line());
                scores.add(score);
            }
            String name = file.getFileName().toString().replaceAll("\\.[^.]*$", "");
            page.files().add(new ForecastBenchPage.Scored(name, series, scores));
        }
        System.out.println(page.text());
        if (write) {
            Files.writeString(Path.of(PAGE), page.text());
        }
    }

    private static Optional<Integer> number(List<String> arguments, String option) {
        int at = arguments.indexOf(option);
        if (at < 0 || at + 1 == arguments.size()) {
            return Optional.empty();
        }
        Optional<Integer> found = Optional.of(Integer.valueOf(arguments.get(at + 1)));
        arguments.subList(at, at + 2).clear();
        return found;
    }
}
