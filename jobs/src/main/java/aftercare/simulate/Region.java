package aftercare.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A sales and service region. */
record Region(
        int index, String name, int tier, int zone, double latitude, double longitude, double weight, double rate) {
    static final String[] ZONES = {"cold", "temperate", "hot"};
    static final String[] TIERS = {"A", "B", "C"};

    private static final String[] NAMES = {
        "North",
        "South",
        "East",
        "West",
        "Lakes",
        "Coast",
        "Highlands",
        "Delta",
        "Plains",
        "Valley",
        "Harbour",
        "Forest",
        "Steppe",
        "Islands",
        "River",
        "Border",
        "Central",
        "Northeast",
        "Northwest",
        "Southeast",
        "Southwest",
        "Upland",
        "Lowland",
        "Bay",
        "Peninsula",
        "Desert",
        "Orchard",
        "Mining",
        "Canal",
        "Summit"
    };

    static List<Region> draw(int count, SplittableRandom random) {
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            regions.add(draw(random, i));
        }
        return regions;
    }

    private static Region draw(SplittableRandom random, int index) {
        double latitude = 24 + 22 * random.nextDouble();
        double longitude = 102 + 18 * random.nextDouble();
        int zone = latitude > 38 ? 0 : latitude > 30 ? 1 : 2;
        double weight = Streams.lognormal(random, 1, 0.45);
        int tier = weight > 1.2 ? 0 : weight > 0.8 ? 1 : 2;
        double rate = Streams.lognormal(random, 1, 0.12);
        String name = NAMES[index % NAMES.length] + (index < NAMES.length ? "" : " " + (index / NAMES.length + 1));
        return new Region(index, name, tier, zone, latitude, longitude, weight, rate);
    }

    String id() {
        return "R" + (index < 9 ? "0" : "") + (index + 1);
    }
}
