package aftercare.measure.forecast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How much of what came lay in the intervals that were forecast for it, at each level, on invented companies that no
 * share or spread was tuned on. Takes {@code --seeds N} (20), {@code --from SEED} (501) and {@code --write}, which puts
 * the page into docs/benchmark-coverage.md. Needs no Spark.
 */
public final class CoverageBench {
    private static final int MONTHS = 36;
    private static final String PAGE = "docs/benchmark-coverage.md";
    private static final List<String> LEVELS = List.of("model_region", "model", "region", "category", "company");

    private static final String TEXT = """
            # Benchmark of the forecast's intervals

            Written by `make bench-coverage COVERAGE=--write`: %d invented companies of 20,000 orders over %d months (seeds %d to %d), each forecast
            at up to five past months with what was known then; weights and spreads of a forecast are learned from the other origins, as in
            forecast_accuracy. "Within 80 %%" is the share of what came that lay in the 80 %% interval. Forecasts of overlapping months and of one company err
            together: the last column is the standard error of "within 80 %%" from company to company.

            | level | what | forecasts | WAPE | against seasonal-naive | bias | within 50 %% | within 80 %% | within 95 %% | standard error |
            | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            %s
            Tuned on seeds up to 480; docs/decisions.md (DX1) says how. Aimed at: 0.75 to 0.85 within 80 %%, and a WAPE of at most 0.6 of
            seasonal-naive's for 12-month totals at model x region.
            """;

    private CoverageBench() {}

    @SuppressWarnings("SystemOut") // a program of its own, whose result is a page on standard output
    public static void main(String[] arguments) throws IOException {
        List<String> options = List.of(arguments);
        int from = number(options, "--from", 501);
        int seeds = number(options, "--seeds", 20);
        List<Scores> companies = new ArrayList<>();
        for (int seed = from; seed < from + seeds; seed++) {
            Path folder = Files.createTempDirectory("coverage");
            try {
                companies.add(new InventedHistories(folder, MONTHS, seed).scores());
            } finally {
                delete(folder);
            }
            System.err.println("seed " + seed);
        }
        String page = page(companies, from);
        System.out.print(page);
        if (options.contains("--write")) {
            Files.writeString(Path.of(PAGE), page);
        }
    }

    static int number(List<String> options, String option, int otherwise) {
        int at = options.indexOf(option);
        return at < 0 ? otherwise : Integer.parseInt(options.get(at + 1));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static String page(List<Scores> companies, int from) {
        StringBuilder lines = new StringBuilder();
        for (String level : LEVELS) {
            lines.append(line(companies, level, "total", "12-month total"));
            lines.append(line(companies, level, "months", "each of 12 months"));
        }
        return String.format(
                Locale.ROOT, TEXT, companies.size(), MONTHS, from, from + companies.size() - 1, lines.toString());
    }

    private static String line(List<Scores> companies, String level, String span, String what) {
        Score sum = new Score();
        Score naive = new Score();
        List<Double> shares = new ArrayList<>();
        for (Scores company : companies) {
            TreeMap<Score.Key, Score> all = company.byKey;
            Score own = all.get(new Score.Key(level, "all", Methods.COMBINED, span, Horizons.SCORED));
            sum.add(own);
            shares.add((double) own.in80 / own.judged);
            naive.add(all.get(
                    new Score.Key(level, "all", Methods.NAMES.get(Methods.SEASONAL_NAIVE), span, Horizons.SCORED)));
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %.3f | %.2f | %+.3f | %.3f | %.3f | %.3f | %.3f |%n",
                level,
                what,
                sum.judged,
                sum.absolute / sum.actual,
                sum.absolute / naive.absolute,
                sum.forecast / sum.actual - 1,
                (double) sum.in50 / sum.judged,
                (double) sum.in80 / sum.judged,
                (double) sum.in95 / sum.judged,
                standardError(shares));
    }

    private static double standardError(List<Double> shares) {
        double mean = shares.stream().mapToDouble(each -> each).average().orElse(Double.NaN);
        double squares = shares.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .sum();
        return Math.sqrt(squares / (shares.size() - 1.0) / shares.size());
    }
}
