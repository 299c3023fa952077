package aftercare.stats;

import java.util.Arrays;

/**
 * The mean number of events a unit has had by an age, where events recur and units are watched for differing times (Nelson, Recurrent
 * Events Data Analysis, SIAM 2003): at each age the events are divided by the units still watched, and these quotients are added up.
 *
 * @param ages at which events happened, ascending
 * @param values mean events up to and including each of these ages
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
public record MeanCumulativeFunction(double[] ages, double[] values) {

    /**
     * Estimates it.
     *
     * @param eventAges the ages of each unit's events
     * @param watchedUntil the age up to which each unit was watched; an event at that very age counts
     */
    public static MeanCumulativeFunction of(double[][] eventAges, double[] watchedUntil) {
        double[] all = Arrays.stream(eventAges)
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
        double[] ages = Arrays.stream(all).distinct().toArray();
        double[] values = new double[ages.length];
        double sum = 0;
        for (int i = 0; i < ages.length; i++) {
            double age = ages[i];
            long events = Arrays.stream(all).filter(event -> event == age).count();
            long watched = Arrays.stream(watchedUntil).filter(end -> end >= age).count();
            sum += (double) events / watched;
            values[i] = sum;
        }
        return new MeanCumulativeFunction(ages, values);
    }

    /** Mean events by an age; 0 before the first. */
    public double at(double age) {
        int i = Arrays.binarySearch(ages, age);
        int at = i >= 0 ? i : -i - 2;
        return at < 0 ? 0 : values[at];
    }

    /**
     * The same from counts by whole periods of age: the running sum of events / exposure.
     *
     * @param events per period of age
     * @param exposure unit-periods per period of age; a period without exposure adds nothing
     */
    public static double[] ofCounts(double[] events, double[] exposure) {
        double[] mcf = new double[events.length];
        double sum = 0;
        for (int i = 0; i < events.length; i++) {
            sum += exposure[i] > 0 ? events[i] / exposure[i] : 0;
            mcf[i] = sum;
        }
        return mcf;
    }
}
