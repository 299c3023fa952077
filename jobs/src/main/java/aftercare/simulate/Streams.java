package aftercare.simulate;

import java.util.SplittableRandom;

/** Chance, one independent stream per part of the company, so that a new part does not move the others. */
record Streams(long seed) {
    SplittableRandom of(String part) {
        return of(part, 0);
    }

    SplittableRandom of(String part, long index) {
        return new SplittableRandom(mix(mix(seed, part.hashCode()), index));
    }

    /** A well spread hash of two numbers (the finalizer of SplitMix64). */
    static long mix(long a, long b) {
        long z = a * 0x9E3779B97F4A7C15L + b + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number in 0..bound-1 that always belongs to this key. */
    static int fixed(long key, int bound) {
        return (int) Math.floorMod(mix(key, bound), (long) bound);
    }

    static double lognormal(SplittableRandom random, double median, double sigma) {
        return median * Math.exp(sigma * random.nextGaussian());
    }

    static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }

    /** An answer in whole points on a scale. */
    static int answer(double points, int low, int high) {
        return (int) Math.max(low, Math.min(high, Math.round(points)));
    }

    /** The first index whose cumulative weight exceeds a uniform draw. */
    static int pick(SplittableRandom random, double[] cumulative) {
        double target = random.nextDouble() * cumulative[cumulative.length - 1];
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > target) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    static <T> T any(SplittableRandom random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
