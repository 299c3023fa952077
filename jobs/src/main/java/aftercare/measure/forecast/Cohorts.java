package aftercare.measure.forecast;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Units of a model in a region by month of sale, and which of them are in service. Those sold leave by the scrap curve
 * alone, unless the company stated how many are in service: then each reading sets the level, and shipments and the
 * scrap curve carry it on. Who left to reach a reading is not stated: units are taken to leave in proportion to their
 * age, as they usually did in the last year also after the last reading, and to come (back) at all ages alike. Units
 * there before any sale are taken to be as old as the oldest. See docs/decisions.md, DF14.
 */
final class Cohorts {
    /** Fewer units in service than this are none. */
    private static final double NONE = 1e-6;

    private static final int STEPS = 30;
    /** Readings of a year that tell how units usually leave. */
    private static final int FEWEST_PACES = 3;

    /** Units by sale month. */
    private final double[] sold;

    private final Readings readings;
    /** The last month that is known. */
    private final int last;
    /** By sale month, how often units fail beside others. */
    private final @Nullable Vintage vintage;

    private final double paceAhead;

    /**
     * What the readings of a model in a region make of its cohorts.
     *
     * @param present by month and sale month what is there before the scrap curve; empty where all stay
     * @param pace by month how fast units left per month and month of age since the reading before; NaN without one
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
    record Readings(float[][] present, double[] pace) {
        static final Readings NONE = new Readings(new float[0][], new double[0]);

        /** The median of the year up to a month: what happened once does not go on. */
        double usualPace(int last) {
            double[] known = Arrays.stream(pace, Math.max(0, last + 1 - CategoryFleet.SEASONS), last + 1)
                    .filter(each -> !Double.isNaN(each))
                    .sorted()
                    .toArray();
            return known.length < FEWEST_PACES ? 0 : known[(known.length - 1) / 2];
        }
    }

    private Cohorts(double[] sold, Readings readings, int last, @Nullable Vintage vintage) {
        this.sold = sold;
        this.readings = readings;
        this.last = last;
        this.vintage = vintage;
        paceAhead = readings.present().length == 0 ? 0 : readings.usualPace(last);
    }

    /** Units that leave by the scrap curve alone. */
    static Cohorts sold(double[] units) {
        return new Cohorts(units, Readings.NONE, units.length - 1, null);
    }

    /**
     * Follows the readings of a model in a region.
     *
     * @param units sold by sale month
     * @param readings units in service at the end of months, by their number + {@link CategoryFleet#salesBefore}
     */
    static Readings read(CategoryFleet fleet, double[] units, NavigableMap<Integer, Double> readings) {
        int months = units.length;
        float[][] present = new float[months][];
        double[] paces = new double[months];
        Arrays.fill(paces, Double.NaN);
        int before = readings.firstKey();
        int first = readings.firstKey();
        double[] now = new double[months];
        for (int month = 0; month <= first; month++) {
            now[month] = Math.max(0, units[month]);
        }
        double carried = inService(fleet, now, first);
        double stated = Objects.requireNonNull(readings.get(first));
        now[0] += Math.max(0, stated - carried) / fleet.surviving(first);
        double pace = stated < carried ? pace(fleet, now, first, stated, true) : 0;
        for (int month = 0; month <= first; month++) {
            present[month] = new float[month + 1];
            for (int sale = 0; sale <= month; sale++) {
                present[month][sale] = (float) (now[sale] * Math.exp(-pace * ages(month - sale)));
            }
        }
        for (int sale = 0; sale <= first; sale++) {
            now[sale] *= Math.exp(-pace * ages(first - sale));
        }
        for (int month = first; month < months; month++) {
            now[month] = month > first ? Math.max(0, units[month]) : now[month];
            Double reading = readings.get(month);
            if (reading != null) {
                double left = toReach(fleet, now, month, reading);
                paces[month] = month > before ? left / (month - before) : Double.NaN;
                before = month;
            }
            present[month] = new float[month + 1];
            for (int sale = 0; sale <= month; sale++) {
                present[month][sale] = (float) now[sale];
            }
        }
        return new Readings(present, paces);
    }

    /** Changes the cohorts so that there are as many as stated, and tells the pace at which units left. */
    private static double toReach(CategoryFleet fleet, double[] now, int month, double stated) {
        double carried = inService(fleet, now, month);
        if (carried <= NONE) {
            now[month] += stated;
        } else if (stated >= carried) {
            for (int sale = 0; sale <= month; sale++) {
                now[sale] *= stated / carried;
            }
        } else {
            double pace = pace(fleet, now, month, stated, false);
            for (int sale = 0; sale < month; sale++) {
                now[sale] *= Math.exp(-pace * (month - sale));
            }
            // Where even the newest must go.
            double left = inService(fleet, now, month);
            for (int sale = 0; sale <= month && left > stated; sale++) {
                now[sale] *= stated / left;
            }
            return pace;
        }
        return 0;
    }

    /** Ages that a unit has gone through. */
    private static double ages(int age) {
        return age * (age + 1) / 2.0;
    }

    /** How fast units must leave per month of age so that as many as stated are left. */
    private static double pace(CategoryFleet fleet, double[] now, int month, double stated, boolean sinceSale) {
        double pace = 0;
        for (int step = 0; step < STEPS; step++) {
            double left = 0;
            double slope = 0;
            for (int sale = 0; sale <= month; sale++) {
                double aged = sinceSale ? ages(month - sale) : month - sale;
                double units = now[sale] * fleet.surviving(month - sale) * Math.exp(-pace * aged);
                left += units;
                slope += units * aged;
            }
            double more = slope > NONE ? (left - stated) / slope : 0;
            pace += more;
            if (more < 1e-9) {
                break;
            }
        }
        return pace;
    }

    private static double inService(CategoryFleet fleet, double[] now, int month) {
        double units = 0;
        for (int sale = 0; sale <= month; sale++) {
            units += now[sale] * fleet.surviving(month - sale);
        }
        return units;
    }

    /** Units as readings tell, as known at the end of a month. */
    static Cohorts stated(double[] units, Readings readings, int last) {
        return new Cohorts(units, readings, last, null);
    }

    /** Whether the company stated how many there are. */
    boolean areStated() {
        return readings.present().length > 0;
    }

    /** Whether there never were any up to a month. */
    boolean isEmpty(int upTo) {
        for (int sale = 0; sale <= upTo; sale++) {
            float[] there = areStated() ? readings.present()[sale] : new float[0];
            if (areStated() ? there[0] != 0 || there[sale] != 0 : sold[sale] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Units of a sale month that a month sees, before the scrap curve; what comes after the last is not known yet. */
    double at(int sale, int month) {
        double units = !areStated() ? sold[sale] : sale > last ? 0 : readings.present()[Math.min(month, last)][sale];
        if (paceAhead > 0 && month > last) {
            units *= Math.exp(-paceAhead * (ages(month - sale) - ages(last - sale)));
        }
        return vintage == null ? units : units * vintage.factor(sale);
    }

    /** The same cohorts, each weighed by how it fails for its month of sale. */
    Cohorts weighed(Vintage by) {
        return areStated()
                ? new Cohorts(sold, readings, last, by.slope() == 0 ? null : by)
                : new Cohorts(by.weighed(sold), readings, last, null);
    }

    /** Cohorts up to a month of sale. */
    Cohorts upTo(int month) {
        return areStated()
                ? new Cohorts(sold, readings, Math.min(last, month), vintage)
                : new Cohorts(Arrays.copyOf(sold, month + 1), readings, month, null);
    }

    /** Sum over the cohorts of what each unit weighs at its age in a month. */
    double convolved(int month, double[] weights) {
        if (!areStated()) {
            return RepairModel.convolved(sold, month, weights);
        }
        double sum = 0;
        for (int sale = Math.max(0, month - weights.length + 1); sale <= Math.min(month, last); sale++) {
            sum += at(sale, month) * weights[month - sale];
        }
        return sum;
    }

    /** How many more units a month of the year up to the last brought on average, or 0 where there are fewer. */
    double growth(CategoryFleet fleet) {
        int before = last - CategoryFleet.SEASONS;
        if (!areStated() || before < 0) {
            return 0;
        }
        float[][] present = readings.present();
        double grown = 0;
        for (int sale = 0; sale <= last; sale++) {
            grown += present[last][sale] * fleet.surviving(last - sale);
            grown -= sale <= before ? present[before][sale] * fleet.surviving(before - sale) : 0;
        }
        return Math.max(0, grown / CategoryFleet.SEASONS);
    }
}
