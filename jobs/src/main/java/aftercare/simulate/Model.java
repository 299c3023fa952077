package aftercare.simulate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A product model.
 *
 * @param designRate repairs per unit and year that its designers expect
 * @param rate the true one in mid-life
 * @param launched month of launch (window month, may be negative)
 * @param ended month in which sales stop
 */
record Model(
        int index,
        Category category,
        double weight,
        double designRate,
        double rate,
        double hours,
        int launched,
        int ended) {
    static final int WARRANTY_MONTHS = 24;

    private static final int[] WARRANTY_ENDS = warrantyEnds();

    static List<Model> draw(int count, Window window, SplittableRandom random) {
        Category[] categories = Category.values();
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Category category = categories[i % categories.length];
            double design = category.rate() * Streams.lognormal(random, 1, 0.15);
            double rate = design * Streams.lognormal(random, 1, 0.2);
            double hours = category.hours() * (0.85 + 0.3 * random.nextDouble());
            int launched = -Window.SALES_BEFORE - random.nextInt(24);
            int ended = Integer.MAX_VALUE;
            double weight = i == 0 ? 1.6 : Streams.lognormal(random, 1, 0.3);
            if (i == count - 1) {
                launched = window.months() / 2;
                weight = 1.3;
            } else if (i >= categories.length && random.nextDouble() < 0.5) {
                launched = -random.nextInt(48);
            } else if (i >= categories.length && random.nextDouble() < 0.3) {
                ended = -random.nextInt(24);
            }
            models.add(new Model(i, category, weight, design, rate, hours, launched, ended));
        }
        return models;
    }

    String id() {
        return category.code() + (index < 9 ? "-0" : "-") + (index + 1);
    }

    String name() {
        return category.label().replace('_', ' ') + " series " + (index + 1);
    }

    /** The first day on which a unit sold on a day is out of warranty. */
    static int warrantyEnd(int soldDay) {
        return WARRANTY_ENDS[soldDay];
    }

    private static int[] warrantyEnds() {
        int[] ends = new int[40_000];
        for (int day = 0; day < ends.length; day++) {
            ends[day] =
                    (int) LocalDate.ofEpochDay(day).plusMonths(WARRANTY_MONTHS).toEpochDay();
        }
        return ends;
    }
}
