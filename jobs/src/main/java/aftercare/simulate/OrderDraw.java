package aftercare.simulate;

import java.util.SplittableRandom;

/** Draws what is known of an order when it is opened: which unit, where, when and why. */
final class OrderDraw {
    /** How late the late orders become known at head office: a shifted exponential, cut off. */
    static final double LATE_SHORTEST_DAYS = 2;

    static final double LATE_MEAN_DAYS = 18;
    static final double LATE_LONGEST_DAYS = 90;

    private static final int[] SERVICE_OF_KIND = {
        Order.REPAIR, Order.REPAIR, Order.INSTALL, Order.MAINTENANCE, Order.EXCHANGE
    };
    /** Share of calls by hour of the day, in thousandths. */
    private static final int[] HOURS = {
        3, 2, 1, 1, 2, 5, 14, 34, 74, 98, 100, 88, 66, 68, 78, 78, 72, 62, 50, 40, 30, 19, 10, 5
    };

    private static final byte[] HOUR_TABLE = hourTable();
    /** Share of Monday's calls, from Thursday 1970-01-01 on. */
    private static final double[] WEEKDAYS = {0.88, 0.9, 0.7, 0.45, 1, 0.92, 0.88};

    private final Network network;
    private final Window window;
    private final UnitsSold fleet;
    private final int month;
    private final SplittableRandom random;
    private final int[][] installed;
    private final double lateShare;
    private final Demand demand;

    OrderDraw(CompanyGenerator.World world, int month, SplittableRandom random) {
        network = world.network();
        window = network.window;
        fleet = world.fleet();
        lateShare = world.options().shape().lateShare();
        this.month = month;
        this.random = random;
        demand = fleet.demand(month);
        installed = new int[network.models.size()][network.regions.size()];
    }

    static double[] hourShares() {
        double[] shares = new double[HOURS.length];
        for (int hour = 0; hour < shares.length; hour++) {
            shares[hour] = HOURS[hour] / 1000.0;
        }
        return shares;
    }

    /** A new order of the month; {@code onDay} fixes the day of opening, 0 leaves it open. */
    Order draw(int onDay) {
        long cell = demand.draw(random);
        int kind = Demand.kind(cell);
        Order order = new Order(network.models.get(Demand.model(cell)));
        order.service = SERVICE_OF_KIND[kind];
        order.region = Demand.region(cell);
        order.sale = Demand.sale(cell);
        unit(order, kind);
        order.soldDay = soldDay(order);
        order.madeDay = madeDay(order);
        order.opened = opened(order, onDay);
        order.symptom = kind == Demand.FLAW ? Planted.FLAW_SYMPTOM : symptom();
        order.outlet = network.outlet(random, window.monthOf(order.opened), order.region);
        known(order);
        return order;
    }

    /** The same unit brought back {@code days} after the order was completed. */
    Order repeat(Order earlier, double days) {
        Order order = new Order(earlier.model);
        order.earlier = earlier;
        order.service = Order.REPAIR;
        order.region = earlier.region;
        order.sale = earlier.sale;
        order.unit = earlier.unit;
        order.soldDay = earlier.soldDay;
        order.madeDay = earlier.madeDay;
        long day = earlier.completed / Window.DAY + (long) days;
        order.opened = Math.max(day * Window.DAY + timeOfDay(), earlier.completed + Window.HOUR);
        order.symptom = random.nextDouble() < 0.7 ? earlier.symptom : symptom();
        int opened = window.monthOf(order.opened);
        boolean same = random.nextDouble() < 0.75
                && earlier.outlet.works(opened)
                && earlier.outlet.at(opened).region() == order.region;
        order.outlet = same ? earlier.outlet : network.outlet(random, opened, order.region);
        known(order);
        order.serialKnown = earlier.serialKnown || order.serialKnown;
        return order;
    }

    private void unit(Order order, int kind) {
        int units = fleet.units(order.model.index(), order.region, order.sale);
        if (kind == Demand.INSTALL) {
            order.unit = installed[order.model.index()][order.region]++ % units;
            return;
        }
        double draw = random.nextDouble();
        // Some units are worse than others: they come back in later months too.
        order.unit = (int) (units * draw * Math.sqrt(Math.sqrt(draw)));
        if (kind == Demand.FLAW) {
            for (int i = 0; i < UnitsSold.BATCHES && !fleet.isFlawed(order.sale, order.unit % UnitsSold.BATCHES); i++) {
                order.unit = Math.max(0, order.unit - 1);
            }
            if (!fleet.isFlawed(order.sale, order.unit % UnitsSold.BATCHES)) {
                order.unit = 0;
            }
        }
    }

    private int soldDay(Order order) {
        int sale = order.sale - Window.SALES_BEFORE;
        int days = sale == window.lastMonth() ? window.days(sale) : window.fullDays(sale);
        return window.firstDay(sale) + Streams.fixed(order.unitKey(), days);
    }

    private int madeDay(Order order) {
        int made = order.sale - Window.SALES_BEFORE - 1 - order.unit % UnitsSold.BATCHES;
        return window.firstDay(made) + Streams.fixed(~order.unitKey(), 28);
    }

    private long opened(Order order, int onDay) {
        int day = onDay;
        if (onDay == 0) {
            int first = window.firstDay(month);
            int last = first + (month <= window.lastMonth() ? window.days(month) : window.fullDays(month)) - 1;
            if (order.service == Order.INSTALL) {
                day = order.soldDay + random.nextInt(3);
            } else {
                first = Math.max(first, order.soldDay);
                do {
                    day = first + random.nextInt(last - first + 1);
                } while (random.nextDouble() > WEEKDAYS[day % 7]);
            }
        }
        return (long) day * Window.DAY + timeOfDay();
    }

    private int timeOfDay() {
        return HOUR_TABLE[random.nextInt(HOUR_TABLE.length)] * Window.HOUR + random.nextInt(Window.HOUR);
    }

    private int symptom() {
        double draw = random.nextDouble();
        int symptom = 0;
        while (symptom < Category.SYMPTOM_SHARES.length - 1 && draw >= Category.SYMPTOM_SHARES[symptom]) {
            draw -= Category.SYMPTOM_SHARES[symptom];
            symptom++;
        }
        return symptom;
    }

    private void known(Order order) {
        order.cause = order.symptom * 3 + random.nextInt(3);
        order.serialKnown = random.nextDouble() < 0.955;
        order.soldKnown = random.nextDouble() < 0.94;
        order.customerKnown = random.nextDouble() < 0.975;
        order.regionGiven = random.nextDouble() < 0.95;
        order.arrivalKnown = random.nextDouble() < 0.975;
        order.technicianKnown = random.nextDouble() < 0.98;
        order.firstReport = order.opened + reportDelay();
    }

    /** Seconds until head office hears of an order: minutes to hours, or days to weeks for the late ones. */
    private long reportDelay() {
        if (random.nextDouble() < lateShare) {
            return (long) (Window.DAY
                    * Math.min(LATE_LONGEST_DAYS, LATE_SHORTEST_DAYS + LATE_MEAN_DAYS * random.nextExponential()));
        }
        return 300L + random.nextInt(6 * Window.HOUR);
    }

    private static byte[] hourTable() {
        byte[] table = new byte[1000];
        int at = 0;
        for (int hour = 0; hour < HOURS.length; hour++) {
            for (int i = 0; i < HOURS[hour]; i++) {
                table[at++] = (byte) hour;
            }
        }
        if (at != table.length) {
            throw new IllegalStateException("The hours add up to " + at + ", not 1000.");
        }
        return table;
    }
}
