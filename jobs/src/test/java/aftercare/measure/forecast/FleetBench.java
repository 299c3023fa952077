package aftercare.measure.forecast;

import aftercare.table.RepairForecastMonthTable;
import aftercare.timeseries.Ets;
import aftercare.timeseries.ForecastMethod;
import aftercare.timeseries.LastValue;
import aftercare.timeseries.SeasonalNaive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The whole repair model on invented fleets to which something happens: what is forecast for the year after the last
 * month, with the weights and spreads of its own track record, against what came. Takes {@code --seeds N} (8),
 * {@code --from SEED} (911), {@code --case NAME} and {@code --write}, which puts the page into docs/benchmark-fleet.md.
 * Needs no Spark session. The model was built with an eye on seeds 901 to 904, so its page is of others.
 */
public final class FleetBench {
    private static final String PAGE = "docs/benchmark-fleet.md";
    private static final List<ForecastMethod> RIVALS = List.of(new LastValue(), new SeasonalNaive(), Ets.full());

    private static final String TEXT = """
            # Benchmark of the forecast on fleets to which something happens

            Written by `make bench-fleet FLEET=--write`: %d invented fleets (seeds %d to %d) of 4 models in 5 regions per case, %s months of
            history but where the case says otherwise. The next 12 months are forecast with what was known then, as the product does, and
            compared with what came, month by month. Last value, seasonal-naive and ETS (the mean of 15 models) go on with the series
            itself: of all repairs, or of each model in each region. The model was built with an eye on seeds 901 to 904; these were kept
            back.

            | case | what | WAPE | bias | within 80 %% | last value | seasonal-naive | ETS |
            | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
            %s
            "All" is the sum of all repairs, "cells" are models in regions. Bias is (forecast - came) / came; "within 80 %%" the share of
            months that came inside p10 to p90. The fleets are Poisson counts around age x model x region x season, and a passing error of
            5 %% per model and month and 3 %% common to all; real fleets know more ways to differ.
            """;

    private FleetBench() {}

    @SuppressWarnings("SystemOut") // a program of its own, whose result is a page on standard output
    public static void main(String[] arguments) throws IOException {
        List<String> options = List.of(arguments);
        int from = CoverageBench.number(options, "--from", 911);
        int seeds = CoverageBench.number(options, "--seeds", 8);
        int only = options.indexOf("--case");
        StringBuilder lines = new StringBuilder();
        for (InventedFleet.Case happens : InventedFleet.Case.values()) {
            if (only < 0 || happens.name().equalsIgnoreCase(options.get(only + 1))) {
                Sums all = new Sums();
                Sums cells = new Sums();
                for (int seed = from; seed < from + seeds; seed++) {
                    judge(new InventedFleet(happens, seed), all, cells);
                }
                String two = all.line(happens.what, "all") + cells.line("", "cells");
                System.err.print(two);
                lines.append(two);
            }
        }
        String page = String.format(
                Locale.ROOT, TEXT, seeds, from, from + seeds - 1, InventedFleet.Case.PLAIN.months, lines.toString());
        System.out.print(page);
        if (options.contains("--write")) {
            Files.writeString(Path.of(PAGE), page);
        }
    }

    /** What was forecast for a series: figures by month ahead. */
    private static final class Told {
        final double[] expected = new double[InventedFleet.AHEAD];
        final double[] low = new double[InventedFleet.AHEAD];
        final double[] high = new double[InventedFleet.AHEAD];
    }

    private static void judge(InventedFleet fleet, Sums all, Sums cells) {
        Map<String, Told> told = forecast(fleet);
        int models = fleet.came.length;
        int regions = fleet.came[0].length;
        double[] reported = fleet.delays.reported(fleet.history.fleet.months() - 1);
        double[] sumBefore = new double[reported.length];
        double[] sumCame = new double[InventedFleet.AHEAD];
        for (int m = 0; m < models; m++) {
            for (int r = 0; r < regions; r++) {
                double[] before = new double[reported.length];
                for (int t = 0; t < before.length; t++) {
                    before[t] = fleet.history.known(m, r, t, before.length - 1) / reported[t];
                    sumBefore[t] += before[t];
                }
                for (int h = 0; h < sumCame.length; h++) {
                    sumCame[h] += fleet.came[m][r][h];
                }
                Told cell = told.get("model_region M" + m + " R" + r);
                cells.add(cell == null ? new Told() : cell, fleet.came[m][r], before);
            }
        }
        all.add(told.get("category fridge all"), sumCame, sumBefore);
    }

    private static Map<String, Told> forecast(InventedFleet fleet) {
        CategoryHistory history = fleet.history;
        Learned learned = new Learned();
        TrackRecord.of(history, fleet.delays).scores().byKey.forEach((key, score) -> {
            if (!Double.isNaN(score.weight)) {
                learned.learnedWeight(key.segment(), key.method(), score.weight);
            }
            if (!Double.isNaN(score.spread)) {
                learned.learnedSpread(key.level(), key.segment(), key.span(), key.horizon(), score.spread);
            }
        });
        List<Row> parts = new ArrayList<>();
        new CategoryForecast(history, fleet.delays, learned, parts::add).all();
        Map<String, Told> told = new HashMap<>();
        for (Row part : parts) {
            RepairForecastMonthTable.Values row = RepairForecastMonthTable.of(part.getStruct(0));
            if (part.get(2) == null && row.horizon() <= InventedFleet.AHEAD) {
                Told series = told.computeIfAbsent(
                        row.level() + " " + row.modelId() + " " + row.regionId(), absent -> new Told());
                series.expected[row.horizon() - 1] = row.expectedN();
                series.low[row.horizon() - 1] = row.p10();
                series.high[row.horizon() - 1] = row.p90();
            }
        }
        return told;
    }

    /** Scores of one level over fleets. */
    private static final class Sums {
        private double came;
        private double forecast;
        private double absolute;
        private double within;
        private double months;
        private final double[] rivals = new double[RIVALS.size()];

        void add(Told told, double[] actual, double[] before) {
            for (int h = 0; h < actual.length; h++) {
                came += actual[h];
                forecast += told.expected[h];
                absolute += Math.abs(told.expected[h] - actual[h]);
                within += actual[h] >= told.low[h] && actual[h] <= told.high[h] ? 1 : 0;
                months++;
            }
            for (int i = 0; i < rivals.length; i++) {
                double[] mean = RIVALS.get(i)
                        .forecast(before, CategoryFleet.SEASONS, actual.length)
                        .mean();
                for (int h = 0; h < actual.length; h++) {
                    rivals[i] += Math.abs(Math.max(0, mean[h]) - actual[h]);
                }
            }
        }

        String line(String happens, String what) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %.3f | %+.3f | %.3f | %.3f | %.3f | %.3f |%n",
                    happens,
                    what,
                    absolute / came,
                    forecast / came - 1,
                    within / months,
                    rivals[0] / came,
                    rivals[1] / came,
                    rivals[2] / came);
        }
    }
}
