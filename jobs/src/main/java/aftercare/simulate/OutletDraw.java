package aftercare.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the outlets with what happens to them: probation, renaming, a move to another region, suspension, closing. */
final class OutletDraw {
    private static final int LONG_AGO = -400;

    private final Window window;
    private final List<Region> regions;
    private final SplittableRandom random;

    OutletDraw(Window window, List<Region> regions, SplittableRandom random) {
        this.window = window;
        this.regions = regions;
        this.random = random;
    }

    List<Outlet> draw(int count) {
        double[] cumulative = new double[regions.size()];
        double sum = 0;
        for (Region region : regions) {
            sum += region.weight();
            cumulative[region.index()] = sum;
        }
        List<Outlet> outlets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // The first outlets stay as they are, one per region, so that no region is ever without one.
            boolean steady = i < regions.size();
            outlets.add(outlet(i, steady ? i : Streams.pick(random, cumulative), steady));
        }
        Outlet last = outlets.get(count - 1);
        change(last, Math.max(1, window.months() - 4), "suspended");
        return outlets;
    }

    private Outlet outlet(int index, int region, boolean steady) {
        String city = regions.get(region).name() + " " + Names.CITIES[index % Names.CITIES.length];
        String kind = steady ? "service_centre" : random.nextDouble() < 0.7 ? "authorised" : "partner";
        boolean young = !steady && random.nextDouble() < 0.12;
        int opened = young ? 1 + random.nextInt(window.months() - 1) : LONG_AGO;
        Outlet outlet = new Outlet(
                index,
                "O" + (10_000 + index + 1),
                kind,
                city,
                opened,
                regions.get(region).latitude() + 1.2 * random.nextGaussian(),
                regions.get(region).longitude() + 1.2 * random.nextGaussian(),
                Streams.lognormal(random, steady ? 1.6 : 1, 0.5));
        outlet.slowness = Streams.lognormal(random, 1, 0.18);
        outlet.failRisk = Streams.clamp(Streams.lognormal(random, 0.022, 0.4), 0.005, 0.08);
        outlet.repeatRisk = Streams.clamp(Streams.lognormal(random, 0.033, 0.4), 0.01, 0.12);
        outlet.manner = 0.13 * random.nextGaussian();
        int round = index / Names.CITIES.length;
        // More outlets than cities: a second one in the same city of the same region is told from the first.
        String name = city + " " + (steady ? "Service Centre" : "Service") + (round == 0 ? "" : " " + (round + 1));
        outlet.versions.add(new Outlet.Version(opened, region, name, young ? "probation" : "active"));
        if (young) {
            change(outlet, opened + 3, "active");
        } else if (!steady) {
            fate(outlet, region);
        }
        return outlet;
    }

    private void fate(Outlet outlet, int region) {
        double draw = random.nextDouble();
        int month = 2 + random.nextInt(Math.max(1, window.months() - 2));
        Outlet.Version before = outlet.versions.get(0);
        if (draw < 0.06) {
            int other = (region + 1) % regions.size();
            outlet.versions.add(new Outlet.Version(month, other, before.name(), before.status()));
        } else if (draw < 0.12) {
            outlet.versions.add(new Outlet.Version(month, region, before.name() + " Plus", before.status()));
        } else if (draw < 0.14) {
            change(outlet, month, "closed");
        }
    }

    private static void change(Outlet outlet, int month, String status) {
        Outlet.Version before = outlet.at(month);
        outlet.versions.removeIf(version -> version.month() >= month);
        outlet.versions.add(new Outlet.Version(month, before.region(), before.name(), status));
    }
}
