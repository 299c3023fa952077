package aftercare.simulate;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Lets an order run its course: promise, visit, parts, completion, money, and whether the unit comes back. */
final class OrderLife {
    static final int HOURLY_RATE_CENTS = 4_500;
    static final int KILOMETRE_CENTS = 60;

    private static final double CANCELLED = 0.03;
    private static final int LONGEST_LABOUR = 400;

    private final Network network;
    private final Visits visits;
    private final OrderDraw draw;
    private final SplittableRandom random;

    OrderLife(Network network, Visits visits, OrderDraw draw, SplittableRandom random) {
        this.network = network;
        this.visits = visits;
        this.draw = draw;
        this.random = random;
    }

    /** What is agreed before anybody is sent: when the outlet means to come, and whether the customer calls it off. */
    void plan(Order order) {
        double hours = Streams.lognormal(random, 5.4 * order.outlet.slowness, 0.78);
        order.desired = order.opened + 1_800 + (long) (hours * Window.HOUR);
        long second = order.desired % Window.DAY;
        if (second > 17 * Window.HOUR) {
            order.desired += Window.DAY - second + 8 * Window.HOUR + random.nextInt(3 * Window.HOUR);
        } else if (second < 8 * Window.HOUR) {
            order.desired += 8 * Window.HOUR - second + random.nextInt(4 * Window.HOUR);
        }
        if (random.nextDouble() < 0.92) {
            order.promised = (order.opened / Window.HOUR + 25) * Window.HOUR;
        }
        double labour = order.model.hours() * factorOf(order.service) * 100;
        order.labourHours =
                (int) Math.min(LONGEST_LABOUR, labour * Streams.clamp(1 + 0.2 * random.nextGaussian(), 0.4, 1.6));
        if (random.nextDouble() < CANCELLED) {
            order.cancelled = order.opened + Window.HOUR + (long) (random.nextDouble() * 40 * Window.HOUR);
        }
        order.finalReport = order.firstReport;
    }

    private static double factorOf(int service) {
        return switch (service) {
            case Order.REPAIR -> 1;
            case Order.INSTALL -> 1.3;
            case Order.MAINTENANCE -> 0.6;
            default -> 0.5;
        };
    }

    /** The visit and what follows; returns the order that the same unit comes back with, or null. */
    @Nullable
    Order run(Order order) {
        if (order.cancelled > 0) {
            order.finalReport = Math.max(order.firstReport, order.cancelled + 600);
            return null;
        }
        visits.book(order, random);
        if (order.arrived == 0) {
            return null;
        }
        complete(order);
        order.finalReport = Math.max(order.firstReport, order.completed + 300 + random.nextInt(2 * Window.HOUR));
        Order repeat = judge(order);
        money(order);
        return repeat;
    }

    private void complete(Order order) {
        long done = order.arrived + order.labourHours * 36L;
        double way = random.nextDouble();
        if (order.service != Order.REPAIR || way < 0.46) {
            order.completed = done;
        } else if (way < 0.72) {
            order.completed = businessTime(order.arrived + (long) (Streams.lognormal(random, 30, 0.5) * Window.HOUR));
        } else {
            order.partsRequested = order.arrived + 900 + random.nextInt(Window.HOUR);
            double days = Streams.clamp(Streams.lognormal(random, 2.3, 0.7), 0.2, 21);
            order.partsReceived = order.partsRequested + (long) (days * Window.DAY);
            order.completed =
                    businessTime(order.partsReceived + (long) (Streams.lognormal(random, 10, 0.6) * Window.HOUR));
        }
        order.completed = Math.max(order.completed, done);
    }

    private long businessTime(long instant) {
        long second = instant % Window.DAY;
        if (second < 8 * Window.HOUR) {
            return instant - second + 8 * Window.HOUR + random.nextInt(4 * Window.HOUR);
        }
        if (second > 19 * Window.HOUR) {
            return instant - second + Window.DAY + 8 * Window.HOUR + random.nextInt(4 * Window.HOUR);
        }
        return instant;
    }

    private @Nullable Order judge(Order order) {
        double luck = random.nextDouble();
        if (order.service != Order.REPAIR) {
            order.outcome = luck < 0.985 ? Order.FIXED : Order.UNKNOWN;
            return null;
        }
        int day = (int) (order.arrived / Window.DAY);
        double weakness = network.technicians.get(order.technician).weakness(order.model.category(), day);
        double fail = order.outlet.failRisk + 0.4 * weakness;
        double again = order.outlet.repeatRisk + 0.6 * weakness;
        if (luck < fail) {
            order.outcome = Order.NOT_FIXED;
            return random.nextDouble() < 0.6 ? back(order, 0.5 + 13 * random.nextDouble()) : null;
        }
        double kind = random.nextDouble();
        order.outcome = kind < 0.925
                ? Order.FIXED
                : kind < 0.955 ? Order.NO_FAULT_FOUND : kind < 0.98 ? Order.END_OF_LIFE : Order.UNKNOWN;
        if (order.outcome == Order.END_OF_LIFE || random.nextDouble() >= again) {
            return null;
        }
        return back(order, 1 + 27 * Math.pow(random.nextDouble(), 1.6));
    }

    private @Nullable Order back(Order order, double days) {
        if (order.depth() >= 2) {
            return null;
        }
        Order repeat = draw.repeat(order, days);
        order.broughtBack = repeat.opened;
        return repeat;
    }

    private void money(Order order) {
        order.travel = (int) Streams.clamp(180 + 60 * random.nextGaussian(), 20, 380);
        order.labourCost = order.labourHours * HOURLY_RATE_CENTS / 100;
        boolean parts = order.partsRequested > 0
                || (order.service == Order.REPAIR && order.outcome == Order.FIXED && random.nextDouble() < 0.35);
        if (parts) {
            double cost = order.model.category().parts() * Streams.clamp(Streams.lognormal(random, 1, 0.5), 0.2, 4);
            order.partsCost = (int) (cost * 100);
        }
        int cost = order.labourCost + order.partsCost + order.travel * KILOMETRE_CENTS / 10;
        boolean free = order.service == Order.INSTALL || order.service == Order.EXCHANGE || order.inWarranty();
        if (free) {
            // A job done again at once is the outlet's own affair: it may not claim twice.
            boolean redone = order.earlier != null && order.opened - order.earlier.opened < 20L * Window.DAY;
            order.claimed = redone ? 0 : cost;
            order.paid = random.nextDouble() < 0.02 ? 2_000 + 100 * random.nextInt(40) : 0;
        } else {
            order.paid = (cost * 12 / 10 + 50) / 100 * 100;
        }
    }
}
