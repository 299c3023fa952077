package aftercare.simulate;

import aftercare.table.HotlineCallsTable;
import aftercare.table.SalesForecastsTable;
import aftercare.table.ShipmentsTable;
import aftercare.table.Tables;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** Writes what was sold, what is planned to be sold, what came back, and the calls to the hotline. */
final class MarketFiles {
    private static final List<String> UNITS =
            List.of(ShipmentsTable.MODEL_ID, ShipmentsTable.REGION_ID, ShipmentsTable.MONTH, ShipmentsTable.UNITS);
    private static final List<String> PLAN = List.of(
            SalesForecastsTable.PLAN_ID,
            SalesForecastsTable.MODEL_ID,
            SalesForecastsTable.REGION_ID,
            SalesForecastsTable.MONTH,
            SalesForecastsTable.UNITS,
            SalesForecastsTable.ISSUED_ON);
    private static final List<String> CALLS = List.of(
            HotlineCallsTable.REGION_ID,
            HotlineCallsTable.HOUR,
            HotlineCallsTable.OFFERED,
            HotlineCallsTable.ANSWERED,
            HotlineCallsTable.ABANDONED);
    private static final int PLAN_EVERY = 6;
    private static final int PLAN_MONTHS = 24;
    private static final double CALLS_PER_ORDER = 1.6;

    private final CompanyGenerator.World world;
    private final Truth truth;
    private final Network network;
    private final Window window;

    private MarketFiles(CompanyGenerator.World world, Truth truth) {
        this.world = world;
        this.truth = truth;
        network = world.network();
        window = network.window;
    }

    static void write(CompanyGenerator.World world, Truth truth) throws IOException {
        MarketFiles files = new MarketFiles(world, truth);
        files.shipments();
        for (int month = 0; month < files.window.months(); month += PLAN_EVERY) {
            files.plan(month);
        }
        if (files.window.lastMonth() % PLAN_EVERY != 0) {
            files.plan(files.window.lastMonth());
        }
        for (int month = 0; month < files.window.months(); month++) {
            files.hotline(month);
            files.returns(month);
        }
        new OfferFiles(world, truth).write();
    }

    private String file(String source, int month, String ending) {
        return source + "/" + source + "_" + window.month(month) + ending;
    }

    /** The years before the first month come in one file, named after the last month in it. */
    private void shipments() throws IOException {
        try (PlainFile file = new PlainFile(world, truth, file(Tables.SHIPMENTS, -1, ".csv"), UNITS)) {
            for (int month = -Window.SALES_BEFORE; month < 0; month++) {
                shipments(file, month);
            }
        }
        Blemishes blemishes = Blemishes.refusalsOnly(
                Blemishes.of(ShipmentsTable.UNITS, "-5"),
                Blemishes.of(ShipmentsTable.UNITS, ""),
                Blemishes.of(ShipmentsTable.MODEL_ID, ""),
                Blemishes.tooShort());
        for (int month = 0; month < window.months(); month++) {
            try (PlainFile file =
                    new PlainFile(world, truth, file(Tables.SHIPMENTS, month, ".csv"), UNITS).dirty(world, blemishes)) {
                shipments(file, month);
            }
        }
    }

    private void shipments(PlainFile file, int month) throws IOException {
        for (Model model : network.models) {
            for (Region region : network.regions) {
                int units = world.fleet().units(model.index(), region.index(), month + Window.SALES_BEFORE);
                if (units > 0) {
                    units(file, model, region, month);
                    file.rows.whole(units);
                    file.end();
                }
            }
        }
    }

    private void units(PlainFile file, Model model, Region region, int month) {
        file.rows.begin();
        file.rows.ascii(model.id());
        file.rows.ascii(region.id());
        file.rows.day(window.firstDay(month));
    }

    /** A plan issued at the start of a month for the two years from then on; its error grows with the distance. */
    private void plan(int issued) throws IOException {
        SplittableRandom random = world.streams().of("plans", issued);
        String plan = "P" + window.month(issued).toString().replace("-", "");
        double bias = Streams.lognormal(random, 1.02, 0.04);
        try (PlainFile file = new PlainFile(world, truth, file(Tables.SALES_FORECASTS, issued, ".csv"), PLAN)) {
            for (Model model : network.models) {
                for (Region region : network.regions) {
                    for (int ahead = 0; ahead < PLAN_MONTHS; ahead++) {
                        double error = bias * Streams.lognormal(random, 1, 0.05 + 0.005 * ahead);
                        double expected = world.fleet().scale() * UnitsSold.sold(model, region, issued + ahead, window);
                        int units = (int) (expected * error + 0.5);
                        if (units > 0) {
                            planned(file, plan, model, region, issued, ahead, units);
                        }
                    }
                }
            }
        }
    }

    private void planned(PlainFile file, String plan, Model model, Region region, int issued, int ahead, int units)
            throws IOException {
        file.rows.begin();
        file.rows.ascii(plan);
        file.rows.ascii(model.id());
        file.rows.ascii(region.id());
        file.rows.day(window.firstDay(issued + ahead));
        file.rows.whole(units);
        file.rows.day(window.firstDay(issued) + 2);
        file.end();
    }

    /** Calls per region and hour; an hour without a call has no row. Nights answer worst. */
    private void hotline(int month) throws IOException {
        SplittableRandom random = world.streams().of("hotline", month);
        double[] hours = OrderDraw.hourShares();
        double weights = network.regions.stream().mapToDouble(Region::weight).sum();
        double perDay = CALLS_PER_ORDER * world.fresh().get(month) / window.days(month);
        Blemishes blemishes = Blemishes.refusalsOnly(
                Blemishes.of(HotlineCallsTable.OFFERED, "-1"),
                Blemishes.of(HotlineCallsTable.HOUR, "noon"),
                Blemishes.of(HotlineCallsTable.OFFERED, ""));
        try (PlainFile file = new PlainFile(world, truth, file(Tables.HOTLINE_CALLS, month, ".csv.gz"), CALLS)
                .dirty(world, blemishes)) {
            for (Region region : network.regions) {
                for (int day = 0; day < window.days(month); day++) {
                    for (int hour = 0; hour < hours.length; hour++) {
                        int offered = poisson(random, perDay * region.weight() / weights * hours[hour]);
                        if (offered > 0) {
                            long instant =
                                    (window.firstDay(month) + (long) day) * Window.DAY + hour * (long) Window.HOUR;
                            calls(file, region, instant, offered, hour >= 8 && hour < 20 ? 0.955 : 0.87, random);
                        }
                    }
                }
            }
        }
    }

    private static void calls(
            PlainFile file, Region region, long instant, int offered, double answering, SplittableRandom random)
            throws IOException {
        int answered = 0;
        for (int call = 0; call < offered; call++) {
            answered += random.nextDouble() < answering ? 1 : 0;
        }
        file.rows.begin();
        file.rows.ascii(region.id());
        file.rows.instant(instant);
        file.rows.whole(offered);
        file.rows.whole(answered);
        file.rows.whole(offered - answered);
        file.end();
    }

    private static int poisson(SplittableRandom random, double mean) {
        if (mean > 40) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    private void returns(int month) throws IOException {
        SplittableRandom random = world.streams().of("returns", month);
        long number = month * 1_000_000L;
        try (PlainFile file = new PlainFile(world, truth, file(Tables.PRODUCT_RETURNS, month, ".jsonl"), List.of())) {
            for (Model model : network.models) {
                for (Region region : network.regions) {
                    int sale = month + Window.SALES_BEFORE;
                    int units = world.fleet().units(model.index(), region.index(), sale);
                    int back = poisson(random, 0.012 * units);
                    for (int i = 0; i < back; i++) {
                        ProductReturn drawn = ProductReturn.draw(world, model, region, month, units, random);
                        if (drawn != null) {
                            file.line(drawn.json(++number));
                        }
                    }
                }
            }
        }
    }
}
