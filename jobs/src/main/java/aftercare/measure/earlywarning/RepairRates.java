package aftercare.measure.earlywarning;

import aftercare.measure.api.MonthTable;
import aftercare.measure.earlywarning.IssueFacts.ModelCounts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The repair rates of one category as known on a day: by age of the unit, and by calendar month in each climate zone. A
 * Poisson model with log-linear effects, units in service being the exposure (docs/decisions.md, DS9); fitted by
 * scaling each effect in turn until expected and observed repairs agree.
 */
final class RepairRates {
    /** First ages of bands: repairs change quickly with age when units are new, slowly later. */
    private static final int[] BANDS = {0, 1, 2, 3, 6, 9, 12, 18, 24, 36, 48, 60, 84};

    private static final int ROUNDS = 8;
    private static final int MONTHS_A_YEAR = 12;

    /**
     * So many repairs as expected are added to those of a calendar month or model: few repairs hardly move an effect.
     */
    private static final double CAUTION = 20;

    private final List<ModelCounts> models;
    private final List<List<Fleet>> fleets = new ArrayList<>();
    private final int firstMonth;
    private final int lastMonth;
    private final int lastDay;
    private final double[] elapsed;
    private final double[] byBand = new double[BANDS.length];
    private final Map<String, double[]> bySeason = new TreeMap<>();
    private final double[] byModel;
    private double level = 1;

    /**
     * Units of a model sold in a climate zone.
     *
     * @param season the effects of the zone's calendar months, kept up to date while fitting
     * @param firstSale month in which {@code units[0]} were sold
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
    private record Fleet(String zone, double[] season, int firstSale, double[] units) {}

    private RepairRates(List<ModelCounts> models, LocalDate day) {
        this.models = models;
        lastDay = (int) day.toEpochDay();
        lastMonth = MonthTable.number(day);
        firstMonth = models.stream()
                .flatMap(model -> model.zones.values().stream())
                .flatMap(months -> months.keySet().stream())
                .mapToInt(Integer::intValue)
                .reduce(lastMonth, Math::min);
        elapsed = shares(0, lastDay);
        byModel = ones(models.size());
        Arrays.fill(byBand, 1);
        models.forEach(model -> fleets.add(fleet(model)));
    }

    private List<Fleet> fleet(ModelCounts model) {
        List<Fleet> fleet = new ArrayList<>();
        model.units.forEach((zone, sold) -> {
            int first = sold.firstKey();
            double[] units = new double[sold.lastKey() - first + 1];
            sold.forEach((sale, count) -> units[sale - first] = count);
            fleet.add(new Fleet(zone, bySeason.computeIfAbsent(zone, none -> ones(MONTHS_A_YEAR)), first, units));
        });
        return fleet;
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    static RepairRates fit(List<ModelCounts> models, LocalDate day) {
        RepairRates rates = new RepairRates(models, day);
        for (int round = 0; round < ROUNDS; round++) {
            rates.scaleBands();
            rates.scaleLevel();
            rates.scaleSeasons();
            rates.scaleModels();
        }
        return rates;
    }

    /** Ages by the repairs whose age is known; the level makes good for the others. */
    private void scaleBands() {
        double[] expected = new double[BANDS.length];
        long[] known = new long[BANDS.length];
        for (int m = 0; m < fleets.size(); m++) {
            for (Fleet fleet : fleets.get(m)) {
                for (int month = firstMonth; month <= lastMonth; month++) {
                    double factor = byModel[m] * elapsed[month - firstMonth] * fleet.season()[month % MONTHS_A_YEAR];
                    for (int age = oldest(fleet, month); age >= youngest(fleet, month); age--) {
                        expected[band(age)] += factor * inService(age) * fleet.units()[month - age - fleet.firstSale()];
                    }
                }
            }
            models.get(m)
                    .ages
                    .forEach((age, months) -> known[band(age)] += IssueFacts.between(months, firstMonth, lastMonth));
        }
        for (int band = 0; band < BANDS.length; band++) {
            byBand[band] = expected[band] > 0 ? known[band] / expected[band] : 0;
        }
    }

    private void scaleLevel() {
        level = 1;
        double expected = 0;
        long observed = 0;
        for (int m = 0; m < fleets.size(); m++) {
            expected += byModel[m] * sum(m, elapsed);
            observed += observed(models.get(m));
        }
        level = expected > 0 ? observed / expected : 0;
    }

    private void scaleSeasons() {
        Map<String, double[]> expected = new TreeMap<>();
        Map<String, double[]> observed = new TreeMap<>();
        for (int m = 0; m < fleets.size(); m++) {
            for (Fleet fleet : fleets.get(m)) {
                double[] months = expected.computeIfAbsent(fleet.zone(), none -> new double[MONTHS_A_YEAR]);
                for (int month = firstMonth; month <= lastMonth; month++) {
                    months[month % MONTHS_A_YEAR] +=
                            byModel[m] * level * elapsed[month - firstMonth] * unseasoned(fleet, month);
                }
            }
            models.get(m).zones.forEach((zone, months) -> {
                double[] sums = observed.computeIfAbsent(zone, none -> new double[MONTHS_A_YEAR]);
                months.forEach((month, count) -> sums[month % MONTHS_A_YEAR] += month <= lastMonth ? count : 0);
            });
        }
        bySeason.forEach((zone, season) -> {
            double[] usual = Objects.requireNonNull(expected.get(zone), "seasons are those of fleets");
            double[] seen = observed.getOrDefault(zone, new double[MONTHS_A_YEAR]);
            for (int k = 0; k < MONTHS_A_YEAR; k++) {
                season[k] = (seen[k] + CAUTION) / (usual[k] + CAUTION);
            }
        });
    }

    private void scaleModels() {
        for (int m = 0; m < fleets.size(); m++) {
            byModel[m] = (observed(models.get(m)) + CAUTION) / (sum(m, elapsed) + CAUTION);
        }
    }

    private long observed(ModelCounts model) {
        return model.zones.values().stream()
                .mapToLong(months -> IssueFacts.between(months, firstMonth, lastMonth))
                .sum();
    }

    private double sum(int model, double[] shares) {
        double sum = 0;
        for (Fleet fleet : fleets.get(model)) {
            for (int month = firstMonth; month <= lastMonth; month++) {
                if (shares[month - firstMonth] > 0) {
                    sum += level
                            * shares[month - firstMonth]
                            * fleet.season()[month % MONTHS_A_YEAR]
                            * unseasoned(fleet, month);
                }
            }
        }
        return sum;
    }

    private double unseasoned(Fleet fleet, int month) {
        double sum = 0;
        for (int age = oldest(fleet, month); age >= youngest(fleet, month); age--) {
            sum += inService(age) * fleet.units()[month - age - fleet.firstSale()] * byBand[band(age)];
        }
        return sum;
    }

    /** Repairs that a model is expected to have between two days, both included, were it as its category is. */
    double expected(ModelCounts model, int fromDay, int toDay) {
        return sum(models.indexOf(model), shares(fromDay, toDay));
    }

    /** The same by month of sale. */
    NavigableMap<Integer, Double> expectedBySale(ModelCounts model, int fromDay, int toDay) {
        double[] shares = shares(fromDay, toDay);
        TreeMap<Integer, Double> bySale = new TreeMap<>();
        for (Fleet fleet : fleets.get(models.indexOf(model))) {
            for (int month = firstMonth; month <= lastMonth; month++) {
                double factor = level * shares[month - firstMonth] * fleet.season()[month % MONTHS_A_YEAR];
                for (int age = oldest(fleet, month); factor > 0 && age >= youngest(fleet, month); age--) {
                    double expected = factor
                            * inService(age)
                            * fleet.units()[month - age - fleet.firstSale()]
                            * byBand[band(age)];
                    bySale.merge(month - age, expected, Double::sum);
                }
            }
        }
        return bySale;
    }

    /** The part of each month that lies between two days. */
    private double[] shares(int fromDay, int toDay) {
        double[] shares = new double[lastMonth - firstMonth + 1];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Calendar.share(firstMonth + i, fromDay, Math.min(toDay, lastDay));
        }
        return shares;
    }

    private static int oldest(Fleet fleet, int month) {
        return month - fleet.firstSale();
    }

    private static int youngest(Fleet fleet, int month) {
        return Math.max(0, month - (fleet.firstSale() + fleet.units().length - 1));
    }

    /** Units of the month are in service for half of it. */
    private static double inService(int age) {
        return age == 0 ? 0.5 : 1;
    }

    private static int band(int age) {
        int band = BANDS.length - 1;
        while (BANDS[band] > age) {
            band--;
        }
        return band;
    }

    int firstDay() {
        return (int) MonthTable.month(firstMonth).atDay(1).toEpochDay();
    }
}
