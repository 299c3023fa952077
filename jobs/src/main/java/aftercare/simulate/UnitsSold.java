package aftercare.simulate;

import java.util.SplittableRandom;

/** Units sold, by model, region and sale month, and the orders they are expected to bring in a month. */
final class UnitsSold {
    /** Units are made one to three months before they are sold: unit number modulo 3 says which. */
    static final int BATCHES = 3;

    private static final int SEASONS = 12;

    final Network network;
    final int sales;

    private final double scale;
    private final Planted planted;
    private final int[][][] units;
    private final double[][] ageFactors;

    private UnitsSold(Network network, Planted planted, double scale, SplittableRandom random) {
        this.network = network;
        this.planted = planted;
        this.scale = scale;
        sales = network.window.saleMonths();
        units = new int[network.models.size()][network.regions.size()][sales];
        for (Model model : network.models) {
            for (Region region : network.regions) {
                for (int sale = 0; sale < sales; sale++) {
                    double expected = scale * sold(model, region, sale - Window.SALES_BEFORE);
                    double noisy = expected * Math.max(0.3, 1 + 0.08 * random.nextGaussian());
                    units[model.index()][region.index()][sale] = (int) (noisy + random.nextDouble());
                }
            }
        }
        ageFactors = new double[Category.values().length][sales + Network.MONTHS_KNOWN_AFTER];
        for (Category category : Category.values()) {
            for (int age = 0; age < sales + Network.MONTHS_KNOWN_AFTER; age++) {
                ageFactors[category.place()][age] = category.ageFactor(age) * (age == 0 ? 0.5 : 1);
            }
        }
    }

    /** A fleet whose orders in all months add up to about the asked number. */
    static UnitsSold forOrders(Network network, Planted planted, double orders, Streams streams) {
        double trial = Math.max(1, orders / 20);
        UnitsSold first = new UnitsSold(network, planted, trial, streams.of("shipments"));
        double expected = 0;
        for (int month = 0; month < network.window.months(); month++) {
            expected += first.demand(month).total();
        }
        return new UnitsSold(network, planted, trial * orders / expected, streams.of("shipments"));
    }

    /** Units sold per unit of {@link #sold}. */
    double scale() {
        return scale;
    }

    int units(int model, int region, int sale) {
        return units[model][region][sale];
    }

    /** Relative sales of a window month: growth of a fifth a year, the category's season, launch and end of a model. */
    static double sold(Model model, Region region, int month, Window window) {
        if (month < model.launched() || month >= model.ended()) {
            return 0;
        }
        double ramp = Math.min(1, (month - model.launched() + 1) / 6.0);
        int calendar = window.month(month).getMonthValue();
        double season = 0.6 + 0.4 * model.category().season((calendar % 12) + 1, region.zone());
        return model.weight() * region.weight() * ramp * season * Math.pow(1.2, month / 12.0);
    }

    private double sold(Model model, Region region, int month) {
        return sold(model, region, month, network.window);
    }

    /** What is expected to be ordered in a month. */
    Demand demand(int month) {
        int last = Math.min(sales - 1, month + Window.SALES_BEFORE);
        Demand demand = new Demand(network.models.size() * network.regions.size() * (last + 1) * 2);
        int calendar = network.window.month(month).getMonthValue();
        double part = (double) network.window.days(Math.min(month, network.window.lastMonth()))
                / network.window.fullDays(Math.min(month, network.window.lastMonth()));
        for (Model model : network.models) {
            for (Region region : network.regions) {
                cell(demand, model, region, month, calendar, part);
            }
        }
        return demand;
    }

    private void cell(Demand demand, Model model, Region region, int month, int calendar, double part) {
        int now = month + Window.SALES_BEFORE;
        int last = Math.min(sales - 1, now);
        Category category = model.category();
        double[] factors = ageFactors[category.place()];
        double season = part * category.season(calendar, region.zone());
        double perMonth = model.rate() / SEASONS * season * region.rate();
        int[] sold = units[model.index()][region.index()];
        for (int sale = 0; sale <= last; sale++) {
            if (sold[sale] == 0) {
                continue;
            }
            int age = now - sale;
            double repairs = sold[sale] * perMonth * factors[age];
            demand.add(Demand.REPAIR, model.index(), region.index(), sale, repairs);
            if (model.index() == planted.flawedModel) {
                addFlaw(demand, model, region, sale, repairs);
            }
            if (category.maintenanceRate() > 0 && age >= 6) {
                double visits = sold[sale] * category.maintenanceRate() / SEASONS * part;
                demand.add(Demand.MAINTENANCE, model.index(), region.index(), sale, visits);
            }
            if (age <= 1) {
                demand.add(Demand.EXCHANGE, model.index(), region.index(), sale, 0.004 * part * sold[sale]);
            }
        }
        demand.add(Demand.INSTALL, model.index(), region.index(), last, part * category.installShare() * sold[last]);
    }

    private void addFlaw(Demand demand, Model model, Region region, int sale, double repairs) {
        int flawed = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            flawed += isFlawed(sale, batch) ? 1 : 0;
        }
        if (flawed > 0) {
            double extra = (Planted.FLAW_MULTIPLIER - 1)
                    * Category.SYMPTOM_SHARES[Planted.FLAW_SYMPTOM]
                    * repairs
                    * flawed
                    / BATCHES;
            demand.add(Demand.FLAW, model.index(), region.index(), sale, extra);
        }
    }

    /** Whether units of the flawed model sold in this month and made {@code batch + 1} months before have the flaw. */
    boolean isFlawed(int sale, int batch) {
        return sale - Window.SALES_BEFORE - 1 - batch >= planted.flawedFrom;
    }
}
