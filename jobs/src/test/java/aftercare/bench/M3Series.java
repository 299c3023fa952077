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

/**
 * A series of the M3 competition (Makridakis and Hibon, International Journal of Forecasting 16, 2000).
 *
 * @param id such as N1402
 * @param history what the competitors were given
 * @param future what came then
 */
record M3Series(String id, double[] history, double[] future) {
    private static final int FEWEST = 48;

    /** Reads lines of series, step, part (history or future) and value, after one line of names. */
    static List<M3Series> read(Path file) {
        Map<String, List<Double>> history = new LinkedHashMap<>();
        Map<String, List<Double>> future = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
                String[] cells = line.split(",", -1);
                (cells[2].equals("history") ? history : future)
                        .computeIfAbsent(cells[0], each -> new ArrayList<>())
                        .add(Double.parseDouble(cells[3]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The series could not be read: " + file, e);
        }
        return history.keySet().stream()
                .map(id -> new M3Series(id, values(history.get(id)), values(future.get(id))))
                .toList();
    }

    /**
     * The series as if its history ended {@code 18 + monthsBefore} months earlier, to be judged on the 18 months after.
     * Later origins (monthsBefore 0) take every series; earlier ones those that keep the 48 months which the shortest
     * series of the competition has.
     */
    Optional<M3Series> heldOut(int monthsBefore) {
        int end = history.length - monthsBefore;
        int origin = end - future.length;
        return monthsBefore > 0 && origin < FEWEST
                ? Optional.empty()
                : Optional.of(
                        new M3Series(id, Arrays.copyOf(history, origin), Arrays.copyOfRange(history, origin, end)));
    }

    private static double[] values(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
