package aftercare.measure.forecast;

import aftercare.stats.PenalizedPoisson;
import java.util.Arrays;
import java.util.List;

/**
 * How much busier than the average month each calendar month is, per climate zone: three waves a year shared by the
 * category and each zone's own departure from them, both penalised, so that a zone with few repairs follows its
 * category.
 */
final class Seasons {
    private static final int WAVES = 3;
    private static final int FEWEST_MONTHS = 12;
    private static final double LEVEL_RIDGE = 0.01;
    private static final List<Double> STRENGTHS = List.of(0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 1000.0, 100_000.0);

    private Seasons() {}

    /** No season at all. */
    static double[][] none(int zones) {
        double[][] flat = new double[zones][CategoryFleet.SEASONS];
        for (double[] zone : flat) {
            Arrays.fill(zone, 1);
        }
        return flat;
    }

    /**
     * Fits the seasons.
     *
     * @param repairs per zone and calendar month
     * @param expected the same without season
     * @param months of history; below twelve there is no telling season from growth
     * @return per zone and calendar month, with a mean of 1 over the year
     */
    static double[][] fit(double[][] repairs, double[][] expected, int months) {
        int zones = repairs.length;
        if (months < FEWEST_MONTHS) {
            return none(zones);
        }
        double[][] design = new double[zones * CategoryFleet.SEASONS][];
        double[] y = new double[design.length];
        double[] e = new double[design.length];
        for (int zone = 0; zone < zones; zone++) {
            for (int month = 0; month < CategoryFleet.SEASONS; month++) {
                int row = zone * CategoryFleet.SEASONS + month;
                design[row] = row(zones, zone, month);
                y[row] = repairs[zone][month];
                e[row] = expected[zone][month];
            }
        }
        PenalizedPoisson fit = PenalizedPoisson.best(design, y, e, strength -> penalty(zones, strength), STRENGTHS);
        double[][] seasons = new double[zones][CategoryFleet.SEASONS];
        for (int zone = 0; zone < zones; zone++) {
            double sum = 0;
            for (int month = 0; month < CategoryFleet.SEASONS; month++) {
                double[] waves = row(zones, zone, month);
                waves[zone] = 0;
                seasons[zone][month] = Math.exp(fit.log(waves));
                sum += seasons[zone][month];
            }
            for (int month = 0; month < CategoryFleet.SEASONS; month++) {
                seasons[zone][month] *= CategoryFleet.SEASONS / sum;
            }
        }
        return seasons;
    }

    /** Columns: a level per zone, the shared waves, the waves of each zone. */
    private static double[] row(int zones, int zone, int month) {
        int each = 2 * WAVES;
        double[] row = new double[zones + each + (zones > 1 ? zones * each : 0)];
        row[zone] = 1;
        for (int wave = 0; wave < WAVES; wave++) {
            double angle = 2 * Math.PI * (wave + 1) * month / CategoryFleet.SEASONS;
            row[zones + 2 * wave] = Math.cos(angle);
            row[zones + 2 * wave + 1] = Math.sin(angle);
            if (zones > 1) {
                row[zones + each * (1 + zone) + 2 * wave] = Math.cos(angle);
                row[zones + each * (1 + zone) + 2 * wave + 1] = Math.sin(angle);
            }
        }
        return row;
    }

    /** Short waves, and what a zone has of its own, are penalised more. */
    private static double[][] penalty(int zones, double strength) {
        int each = 2 * WAVES;
        int size = row(zones, 0, 0).length;
        double[][] penalty = new double[size][size];
        for (int i = 0; i < size; i++) {
            if (i < zones) {
                penalty[i][i] = LEVEL_RIDGE;
            } else {
                int wave = (i - zones) % each / 2 + 1;
                boolean own = i >= zones + each;
                penalty[i][i] = strength * wave * wave * (own ? 2 : 1);
            }
        }
        return penalty;
    }
}
