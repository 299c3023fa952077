package aftercare.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A series to forecast and to judge by.
 *
 * @param id such as N1402
 * @param history what methods may see
 * @param future what came then
 */
record BenchSeries(String id, double[] history, double[] future) {
    private static final List<String> COLUMNS = List.of("series", "step", "part", "value");
    private static final List<String> TRAIN = List.of("train", "history");
    private static final List<String> TEST = List.of("test", "future");
    private static final int SEASONS_KEPT = 2;

    /**
     * Reads a file of comma-separated columns series, step (a number that orders the values), part (train or test;
     * history and future mean the same) and value.
     *
     * @throws IllegalArgumentException that says which line is not so, or which series has no train or test values
     */
    static List<BenchSeries> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The series could not be read: " + file, e);
        }
        List<String> names = lines.isEmpty()
                ? List.of()
                : List.of(lines.get(0).replace("\uFEFF", "").strip().split(","));
        if (!names.containsAll(COLUMNS)) {
            throw new IllegalArgumentException(
                    file + " has the columns " + names + "; give series,step,part,value in its first line");
        }
        Map<String, TreeMap<Double, Double>> train = new LinkedHashMap<>();
        Map<String, TreeMap<Double, Double>> test = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).strip().split(",", -1);
            try {
                String part = cells[names.indexOf("part")];
                if (!TRAIN.contains(part) && !TEST.contains(part)) {
                    throw new IllegalArgumentException("part is " + part + ", not train or test");
                }
                (TRAIN.contains(part) ? train : test)
                        .computeIfAbsent(cells[names.indexOf("series")], each -> new TreeMap<>())
                        .put(
                                Double.valueOf(cells[names.indexOf("step")]),
                                Double.valueOf(cells[names.indexOf("value")]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException(file + ", line " + (i + 1) + ": " + lines.get(i), e);
            }
        }
        if (train.isEmpty() || !train.keySet().equals(test.keySet())) {
            throw new IllegalArgumentException(file + ": every series needs lines of part train and of part test");
        }
        List<BenchSeries> series = new ArrayList<>();
        train.forEach((id, values) -> series.add(new BenchSeries(id, values(values), values(test.get(id)))));
        return series;
    }

    /**
     * The series as if its history ended {@code future.length + stepsBefore} steps earlier, to be judged on the steps
     * after; empty where fewer than 2 seasons would be left.
     */
    Optional<BenchSeries> heldOut(int stepsBefore, int season) {
        int end = history.length - stepsBefore;
        int origin = end - future.length;
        return origin < SEASONS_KEPT * season
                ? Optional.empty()
                : Optional.of(
                        new BenchSeries(id, Arrays.copyOf(history, origin), Arrays.copyOfRange(history, origin, end)));
    }

    private static double[] values(TreeMap<Double, Double> byStep) {
        return byStep.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
