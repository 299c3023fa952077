package aftercare.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the regions and the models. */
final class Catalogue {
    private Catalogue() {}

    static List<Region> regions(int count, SplittableRandom random) {
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            regions.add(Region.draw(i, random));
        }
        return regions;
    }

    static List<Model> models(int count, Window window, SplittableRandom random) {
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
}
