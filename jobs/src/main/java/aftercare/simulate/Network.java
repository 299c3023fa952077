package aftercare.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Regions, models, outlets and technicians, and who works where in which month. */
final class Network {
    /** How large a network an asked number of orders belongs to: between 20,000 and 10 million it grows by powers. */
    record Size(int regions, int outlets, int models, int technicians) {
        static Size of(long orders) {
            double x = Math.log(orders / 20_000.0) / Math.log(500);
            double y = Math.min(x, 1.2);
            int outlets = grown(40, 50, y, 6);
            int technicians = Math.max(grown(120, 8_000 / 120.0, y, 18), 2 * outlets);
            return new Size(grown(8, 30 / 8.0, y, 3), outlets, grown(12, 5, y, 6), technicians);
        }

        private static int grown(double usual, double factor, double x, int fewest) {
            return (int) Math.max(fewest, Math.round(usual * Math.pow(factor, x)));
        }
    }

    /** Months after the last one for which the network is known too: what is under way then still needs somebody. */
    static final int MONTHS_KNOWN_AFTER = 6;

    final Window window;
    final List<Region> regions;
    final List<Model> models;
    final List<Outlet> outlets;
    final List<Technician> technicians;

    private final int[][][] outletsOf;
    private final double[][][] outletWeights;
    private final int[][][] techniciansOf;

    Network(Window window, Size size, Streams streams) {
        this.window = window;
        regions = Region.draw(size.regions(), streams.of("regions"));
        models = Model.draw(size.models(), window, streams.of("models"));
        outlets = new OutletDraw(window, regions, streams.of("outlets")).draw(size.outlets());
        technicians = technicians(size.technicians(), streams.of("technicians"));
        int months = window.months() + MONTHS_KNOWN_AFTER;
        outletsOf = new int[months][regions.size()][];
        outletWeights = new double[months][regions.size()][];
        techniciansOf = new int[months][outlets.size()][];
        for (int month = 0; month < months; month++) {
            fillOutlets(month);
            fillTechnicians(month);
        }
    }

    /** An outlet that works in the region in the month, larger ones more often. */
    Outlet outlet(SplittableRandom random, int month, int region) {
        int[] working = outletsOf[month][region];
        return outlets.get(working[Streams.pick(random, outletWeights[month][region])]);
    }

    int[] techniciansOf(int month, int outlet) {
        return techniciansOf[month][outlet];
    }

    private void fillOutlets(int month) {
        List<List<Outlet>> working = new ArrayList<>();
        regions.forEach(region -> working.add(new ArrayList<>()));
        for (Outlet outlet : outlets) {
            if (outlet.works(month)) {
                working.get(outlet.at(month).region()).add(outlet);
            }
        }
        for (int region = 0; region < regions.size(); region++) {
            List<Outlet> here = working.get(region);
            outletsOf[month][region] = here.stream().mapToInt(o -> o.index).toArray();
            double[] cumulative = new double[here.size()];
            double sum = 0;
            for (int i = 0; i < cumulative.length; i++) {
                sum += here.get(i).size;
                cumulative[i] = sum;
            }
            outletWeights[month][region] = cumulative;
        }
    }

    private void fillTechnicians(int month) {
        List<List<Integer>> at = new ArrayList<>();
        outlets.forEach(outlet -> at.add(new ArrayList<>()));
        int day = window.firstDay(month);
        for (Technician technician : technicians) {
            if (technician.hiredOn <= day && technician.left > month) {
                at.get(technician.outletAt(month)).add(technician.index);
            }
        }
        for (int outlet = 0; outlet < at.size(); outlet++) {
            techniciansOf[month][outlet] =
                    at.get(outlet).stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private List<Technician> technicians(int count, SplittableRandom random) {
        double[] cumulative = new double[outlets.size()];
        double sum = 0;
        for (Outlet outlet : outlets) {
            sum += outlet.size;
            cumulative[outlet.index] = sum;
        }
        List<Technician> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean steady = i < outlets.size();
            drawn.add(technician(i, steady ? i : Streams.pick(random, cumulative), steady, random));
        }
        return drawn;
    }

    /** The first technician of each outlet is steady, so that no outlet is ever without one. */
    private Technician technician(int index, int outlet, boolean steady, SplittableRandom random) {
        boolean hiredLate = !steady && random.nextDouble() < 0.15;
        int hiredOn = hiredLate
                ? window.firstDay(1 + random.nextInt(window.months() - 1)) - random.nextInt(25)
                : window.firstDay(0) - 30 - random.nextInt(2_500);
        String role = random.nextDouble() < 0.25 ? "senior_technician" : "technician";
        Technician technician =
                new Technician(index, id(index), Names.full(random), role, hiredOn, 0.12 * random.nextGaussian());
        technician.posts.add(new Technician.Post(-1_000, outlet));
        double fate = random.nextDouble();
        int month = window.monthOf((long) hiredOn * Window.DAY);
        if (!steady && month < window.months() - 3 && fate < 0.12) {
            int when = Math.max(1, month + 2) + random.nextInt(Math.max(1, window.months() - Math.max(1, month + 2)));
            if (fate < 0.05) {
                technician.posts.add(new Technician.Post(when, random.nextInt(outlets.size())));
            } else {
                technician.left = when;
            }
        }
        return technician;
    }

    private static String id(int index) {
        return "T" + (100_000 + index + 1);
    }
}
