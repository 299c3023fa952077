package aftercare.measure.drivers;

import aftercare.stats.PenalizedLogistic;
import aftercare.stats.Shapley;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A logistic model of who is satisfied: by the levels of all drivers and by what orders are made alike in. The levels
 * of a driver that happened have a common coefficient, nearly free, and one each for how badly, drawn towards it.
 */
final class DriverModel {
    /** Prior standard deviations on the log odds: 10, 5, 1 and 0.5. */
    private static final double FREE = 0.01;

    private static final double NEARLY_FREE = 0.04;
    private static final double DOSE = 1;
    private static final double STRATUM = 4;

    /** Members of a stratum with a coefficient of their own, those with most ratings; it bounds the work. */
    private static final int MOST_MEMBERS = 100;

    private final List<Cell> cells;
    private final List<Double> precision = new ArrayList<>();
    private final Map<Driver, Map<Integer, int[]>> columnsOf = new EnumMap<>(Driver.class);
    private final int[][] holding;
    private final PenalizedLogistic fit;

    /**
     * Fits the model.
     *
     * @param all cells, of which the rated ones count
     * @param drivers that stand in it
     */
    DriverModel(List<Cell> all, Collection<Driver> drivers) {
        cells = all.stream().filter(cell -> cell.rated() > 0).toList();
        int intercept = column(FREE);
        List<Map<String, Integer>> strata = new ArrayList<>();
        for (Function<Cell, String> stratum : Cell.STRATA) {
            strata.add(members(stratum));
        }
        for (Driver driver : drivers) {
            columnsOf.put(driver, columns(driver));
        }
        holding = new int[cells.size()][];
        for (int i = 0; i < holding.length; i++) {
            Cell cell = cells.get(i);
            List<Integer> columns = new ArrayList<>();
            columns.add(intercept);
            for (int s = 0; s < strata.size(); s++) {
                Integer column = strata.get(s).get(Cell.STRATA.get(s).apply(cell));
                if (column != null) {
                    columns.add(column);
                }
            }
            for (Driver driver : drivers) {
                for (int column : columns(driver, cell)) {
                    columns.add(column);
                }
            }
            holding[i] = columns.stream().mapToInt(Integer::intValue).toArray();
        }
        fit = PenalizedLogistic.fit(
                holding,
                cells.stream().mapToDouble(Cell::rated).toArray(),
                cells.stream().mapToDouble(Cell::satisfied).toArray(),
                precision.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private int column(double prior) {
        precision.add(prior);
        return precision.size() - 1;
    }

    private Map<String, Integer> members(Function<Cell, String> stratum) {
        Map<String, Long> rated = new TreeMap<>(
                cells.stream().collect(Collectors.groupingBy(stratum, Collectors.summingLong(Cell::rated))));
        Map<String, Integer> columns = new HashMap<>();
        if (rated.size() > 1) {
            rated.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .limit(MOST_MEMBERS)
                    .forEach(member -> columns.put(member.getKey(), column(STRATUM)));
        }
        return columns;
    }

    /** For each level of a driver that there is the columns that hold with it. */
    private Map<Integer, int[]> columns(Driver driver) {
        Map<Integer, int[]> columns = new HashMap<>();
        int happened = -1;
        for (int level : cells.stream()
                .mapToInt(cell -> driver.level(cell.levels()))
                .distinct()
                .sorted()
                .toArray()) {
            if (level < Driver.EXPOSED) {
                columns.put(level, level == Driver.ABSENT ? new int[0] : new int[] {column(NEARLY_FREE)});
            } else {
                happened = happened < 0 ? column(NEARLY_FREE) : happened;
                columns.put(level, level == Driver.EXPOSED ? new int[] {happened} : new int[] {happened, column(DOSE)});
            }
        }
        return columns;
    }

    private int[] columns(Driver driver, Cell cell) {
        return columnsOf.getOrDefault(driver, Map.of()).getOrDefault(driver.level(cell.levels()), new int[0]);
    }

    /** What is left of a cell's columns when some drivers are absent. */
    private int[] without(int cell, Collection<Driver> absent) {
        int[] left = holding[cell];
        for (Driver driver : absent) {
            int[] gone = columns(driver, cells.get(cell));
            int[] kept = new int[left.length - gone.length];
            int at = 0;
            for (int column : left) {
                if (Arrays.stream(gone).noneMatch(other -> other == column)) {
                    kept[at++] = column;
                }
            }
            left = kept;
        }
        return left;
    }

    /**
     * The difference that a driver makes among the rated orders to which it happened, of which there must be some: the
     * share satisfied, less the share that would be without it.
     */
    PenalizedLogistic.Difference effect(Driver driver) {
        int[] exposed = IntStream.range(0, cells.size())
                .filter(i -> driver.happened(cells.get(i).levels()))
                .toArray();
        double[] weights = new double[exposed.length];
        int[][] with = new int[exposed.length][];
        int[][] without = new int[exposed.length][];
        for (int i = 0; i < exposed.length; i++) {
            weights[i] = cells.get(exposed[i]).rated();
            with[i] = holding[exposed[i]];
            without[i] = without(exposed[i], List.of(driver));
        }
        return fit.difference(weights, with, without);
    }

    /**
     * How many of the rated would be satisfied if some drivers were absent, split into the Shapley part of each.
     * Drivers that did not happen to an order have no part in it, so only the others are switched off in it.
     */
    Map<Driver, Double> parts(Collection<Driver> drivers) {
        Map<Driver, Double> parts = new EnumMap<>(Driver.class);
        drivers.forEach(driver -> parts.put(driver, 0.0));
        for (int i = 0; i < cells.size(); i++) {
            int cell = i;
            List<Driver> happened = drivers.stream()
                    .filter(driver -> driver.happened(cells.get(cell).levels()))
                    .toList();
            double[] values =
                    Shapley.values(happened.size(), absent -> fit.rate(without(cell, chosen(happened, absent))));
            for (int d = 0; d < values.length; d++) {
                parts.merge(happened.get(d), cells.get(cell).rated() * values[d], Double::sum);
            }
        }
        return parts;
    }

    private static List<Driver> chosen(List<Driver> drivers, int set) {
        List<Driver> chosen = new ArrayList<>();
        for (int i = 0; i < drivers.size(); i++) {
            if ((set >> i & 1) == 1) {
                chosen.add(drivers.get(i));
            }
        }
        return chosen;
    }
}
