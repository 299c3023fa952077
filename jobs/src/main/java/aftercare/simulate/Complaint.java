package aftercare.simulate;

import aftercare.table.ComplaintsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A complaint; about an order, or with {@code order == null} about an outlet or a model only. */
record Complaint(
        long number,
        @Nullable Order order,
        @Nullable Outlet outlet,
        @Nullable Model model,
        int region,
        long received,
        String cause,
        long firstReply,
        long resolved,
        int reopened,
        SplittableRandom random) {
    static final List<String> COLUMNS = List.of(
            ComplaintsTable.COMPLAINT_ID,
            ComplaintsTable.RECEIVED_AT,
            ComplaintsTable.REPAIR_ID,
            ComplaintsTable.OUTLET_ID,
            ComplaintsTable.MODEL_ID,
            ComplaintsTable.REGION_ID,
            ComplaintsTable.CUSTOMER_ID,
            ComplaintsTable.CHANNEL,
            ComplaintsTable.CAUSE,
            ComplaintsTable.SEVERITY,
            ComplaintsTable.FIRST_REPLY_AT,
            ComplaintsTable.RESOLVED_AT,
            ComplaintsTable.REOPENED,
            ComplaintsTable.SATISFIED,
            ComplaintsTable.TEXT,
            ComplaintsTable.UPDATED_AT);

    static final Blemishes BLEMISHES = new Blemishes(
            List.of(
                    Blemishes.of(ComplaintsTable.RECEIVED_AT, "yesterday"),
                    Blemishes.of(ComplaintsTable.RECEIVED_AT, ""),
                    Blemishes.of(ComplaintsTable.SEVERITY, "8"),
                    Blemishes.of(ComplaintsTable.CAUSE, "because"),
                    Blemishes.tooShort()),
            ComplaintsTable.UPDATED_AT,
            Blemishes.of(ComplaintsTable.CHANNEL, "phone"),
            Blemishes.of(ComplaintsTable.MODEL_ID, "ZZ-99"));

    private static final String[] CHANNELS = {"phone", "app", "web", "shop", "letter"};
    private static final String[] CAUSES = {"late", "attitude", "fee", "product", "other"};

    /** The complaints that an order ever brings. */
    static List<Complaint> of(CompanyGenerator.World world, Order order) {
        List<Complaint> complaints = new ArrayList<>(0);
        if (order.completed == 0) {
            return complaints;
        }
        SplittableRandom random = world.streams().of("complaints", order.number);
        double draw = random.nextDouble();
        if (draw > 0.3) {
            return complaints;
        }
        Opinion opinion = Opinion.of(world, order, Long.MAX_VALUE);
        double chance =
                opinion.points() < 2 ? 0.30 : opinion.points() < 3 ? 0.1 : opinion.points() < 3.5 ? 0.03 : 0.003;
        if (draw < chance) {
            long received = order.completed + 2 * Window.HOUR + (long) (random.nextExponential() * 4 * Window.DAY);
            Outlet outlet = random.nextDouble() < 0.6 ? order.outlet : null;
            Model model = random.nextDouble() < 0.6 ? order.model : null;
            complaints.add(
                    of(order.number * 10 + 1, order, outlet, model, order.region, received, opinion.cause(), random));
            if (random.nextDouble() < 0.07) {
                long again = received + (2 + random.nextInt(24)) * (long) Window.DAY;
                complaints.add(
                        of(order.number * 10 + 2, order, outlet, model, order.region, again, opinion.cause(), random));
            }
        }
        return complaints;
    }

    /** A complaint that names no order. */
    static Complaint general(CompanyGenerator.World world, int month, int index, SplittableRandom random) {
        Network network = world.network();
        Region region = network.regions.get(random.nextInt(network.regions.size()));
        boolean aboutOutlet = random.nextDouble() < 0.6;
        Outlet outlet = aboutOutlet ? network.outlet(random, month, region.index()) : null;
        Model model = aboutOutlet ? null : network.models.get(random.nextInt(network.models.size()));
        long day = network.window.firstDay(month) + (long) random.nextInt(network.window.days(month));
        long received = day * Window.DAY + 8 * Window.HOUR + random.nextInt(12 * Window.HOUR);
        long number = (month * OrderMonth.NUMBERS + OrderMonth.NUMBERS - 1 - index) * 10;
        return of(number, null, outlet, model, region.index(), received, Streams.any(random, CAUSES), random);
    }

    private static Complaint of(
            long number,
            @Nullable Order order,
            @Nullable Outlet outlet,
            @Nullable Model model,
            int region,
            long received,
            String cause,
            SplittableRandom random) {
        long reply = received + 600 + (long) (Streams.lognormal(random, 5, 0.8) * Window.HOUR);
        long resolved = Math.max(reply, received + (long) (Streams.lognormal(random, 32, 0.75) * Window.HOUR));
        int reopened = random.nextDouble() < 0.06 ? 1 + random.nextInt(2) : 0;
        if (random.nextDouble() < 0.02) {
            resolved = Long.MAX_VALUE;
        }
        return new Complaint(
                number, order, outlet, model, region, received, cause, reply, resolved, reopened, random.split());
    }

    /** The last instant before {@code end} at which something happened to it. */
    long lastEvent(long end) {
        return resolved < end ? resolved : firstReply < end ? firstReply : received;
    }

    void build(CsvRows rows, CompanyGenerator.World world, long end) {
        SplittableRandom draw = random.split();
        List<Region> regions = world.network().regions;
        rows.begin();
        rows.code("K", number, 11);
        rows.instant(received);
        if (order == null) {
            rows.empty();
        } else {
            rows.code("S", order.number, 10);
        }
        rows.ascii(outlet == null ? "" : outlet.id);
        rows.ascii(model == null ? "" : model.id());
        rows.ascii(
                order == null || draw.nextDouble() < 0.5 ? regions.get(region).id() : "");
        if (order != null && order.customerKnown) {
            rows.code("C", RepairRows.customer(order.unitKey()), 8);
        } else {
            rows.empty();
        }
        rows.ascii(Streams.any(draw, CHANNELS));
        rows.ascii(cause);
        rows.whole(1 + draw.nextInt(10) / 5 + ("workmanship".equals(cause) && draw.nextDouble() < 0.3 ? 1 : 0));
        rows.instant(firstReply < end ? firstReply : 0);
        rows.instant(resolved < end ? resolved : 0);
        rows.whole(resolved < end ? reopened : 0);
        boolean inTime = resolved - received <= 72 * Window.HOUR;
        rows.ascii(resolved >= end ? "" : draw.nextDouble() < (inTime ? 0.75 : 0.35) ? "true" : "false");
        rows.text(CustomerTexts.complaint(draw, cause));
        rows.instant(lastEvent(end) + 60);
    }
}
