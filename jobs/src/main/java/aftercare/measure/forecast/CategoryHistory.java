package aftercare.measure.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of one category: units sold, repairs by age and delay, plans. Filled row by row in any order; the sums
 * are exact.
 */
final class CategoryHistory {
    /** Delays of so many months or more are one. */
    static final int DELAYS = 7;

    final CategoryFleet fleet;
    /** Units sold by model, region and sale month (its number + salesBefore). */
    final double[][][] units;
    /** Repairs by model, region, month and delay. */
    final int[][][][] repairs;
    /** Repairs whose age is known, by model, climate zone, month, age and delay. */
    private final int[][][][][] aged;

    private final List<List<Planned>> plans = new ArrayList<>();
    /** Units in service as stated, by model and region, then by month (its number + salesBefore). */
    private final List<TreeMap<Integer, Double>> stated = new ArrayList<>();

    /** What readings make of the cohorts, by the same number; what is known at an origin is the part up to it. */
    private final Map<Integer, Cohorts.Readings> read = new HashMap<>();

    /**
     * Units planned.
     *
     * @param issued day of issue, as days since 1970
     * @param plan code of the plan, the greater of two issued on a day counts
     * @param month for which
     */
    record Planned(int issued, String plan, int month, double units) {}

    CategoryHistory(CategoryFleet fleet) {
        this.fleet = fleet;
        int models = fleet.models().size();
        int regions = fleet.regions().size();
        units = new double[models][regions][fleet.saleMonths()];
        repairs = new int[models][regions][fleet.months()][DELAYS];
        aged = new int[models][fleet.zones().size()][fleet.months()][][];
        for (int i = 0; i < models * regions; i++) {
            plans.add(new ArrayList<>(0));
            stated.add(new TreeMap<>());
        }
    }

    void sold(int model, int region, int month, double sold) {
        units[model][region][month + fleet.salesBefore()] += sold;
    }

    /** Notes how many units the company says are in service at the end of a month. */
    void stated(int model, int region, int month, double inService) {
        stated.get(model * fleet.regions().size() + region).put(month + fleet.salesBefore(), inService);
    }

    /** The units in service of a model in a region, as shipments and readings up to an origin tell. */
    Cohorts cohorts(int model, int region, int origin) {
        int cell = model * fleet.regions().size() + region;
        TreeMap<Integer, Double> readings = stated.get(cell);
        int last = origin + fleet.salesBefore();
        double[] sold = units[model][region];
        if (readings.isEmpty() || readings.firstKey() > last) {
            return Cohorts.sold(sold);
        }
        return Cohorts.stated(sold, read.computeIfAbsent(cell, none -> Cohorts.read(fleet, sold, readings)), last);
    }

    /** Whether anything says when units were sold; without, their ages are not known. */
    boolean hasShipments() {
        return Arrays.stream(units).flatMap(Arrays::stream).anyMatch(sold -> Arrays.stream(sold)
                .anyMatch(count -> count != 0));
    }

    /** Whether there are units in service of which nothing says how old they are. */
    boolean hasUnitsOfUnknownAge() {
        return !hasShipments() && !stated.stream().allMatch(TreeMap::isEmpty);
    }

    /** Repairs of a month; age below 0 when unknown. */
    void repaired(int model, int region, int month, int age, int delay, int count) {
        int late = Math.min(delay, DELAYS - 1);
        repairs[model][region][month][late] += count;
        if (age >= 0) {
            int zone = fleet.regions().get(region).zone();
            int oldest = month + fleet.salesBefore();
            if (age <= oldest) {
                if (aged[model][zone][month] == null) {
                    aged[model][zone][month] = new int[oldest + 1][];
                }
                int[][] ages = aged[model][zone][month];
                if (ages[age] == null) {
                    ages[age] = new int[DELAYS];
                }
                ages[age][late] += count;
            }
        }
    }

    void planned(int model, int region, int month, int issued, String plan, double planned) {
        plans(model, region).add(new Planned(issued, plan, month, planned));
    }

    List<Planned> plans(int model, int region) {
        return plans.get(model * fleet.regions().size() + region);
    }

    /** Repairs of a month known by the end of an origin's month. */
    int known(int model, int region, int month, int origin) {
        int sum = 0;
        int[] byDelay = repairs[model][region][month];
        for (int delay = 0; delay < DELAYS && month + delay <= origin; delay++) {
            sum += byDelay[delay];
        }
        return sum;
    }

    /** Repairs at an age known by the end of an origin's month. */
    int knownAtAge(int model, int zone, int month, int age, int origin) {
        int[][] ages = aged[model][zone][month];
        if (ages == null || ages[age] == null) {
            return 0;
        }
        int sum = 0;
        for (int delay = 0; delay < DELAYS && month + delay <= origin; delay++) {
            sum += ages[age][delay];
        }
        return sum;
    }
}
