package aftercare.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Claims that break a settlement rule on purpose, sent by the crooked outlets. */
enum Fraud {
    /** The same unit and symptom claimed again within seven days. */
    CLAIMED_TWICE,
    /** On site at two customers at the same time. */
    OVERLAPPING,
    /** A visit that the customer, called back, says never happened. */
    VISIT_DENIED,
    EXCESS_LABOUR,
    EXCESS_TRAVEL,
    /** The same part at the same price claimed again for the unit within a month. */
    PARTS_TWICE,
    OUT_OF_WARRANTY,
    CANCELLED_CLAIM;

    private static final double SHARE = 0.0005;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Turns some of the month's orders into frauds and adds the invented ones. */
    static void plant(CompanyGenerator.World world, int month, List<Order> orders) {
        SplittableRandom random = world.streams().of("fraud", month);
        boolean[] crooked = new boolean[world.network().outlets.size()];
        for (int outlet : world.planted().crooked) {
            crooked[outlet] = true;
        }
        List<Order> candidates = new ArrayList<>();
        for (Order order : orders) {
            if (crooked[order.outlet.index] && order.service == Order.REPAIR && order.broughtBack == 0) {
                candidates.add(order);
            }
        }
        int each = (int) Math.max(1, Math.round(SHARE * orders.size()));
        for (Fraud fraud : values()) {
            int planted = 0;
            for (int tries = 0; planted < each && tries < 60 * each && !candidates.isEmpty(); tries++) {
                Order order = candidates.get(random.nextInt(candidates.size()));
                if (order.fraud == null && order.earlier == null && fraud.commit(order, orders, random)) {
                    planted++;
                }
            }
        }
    }

    private boolean commit(Order order, List<Order> orders, SplittableRandom random) {
        if (this == CANCELLED_CLAIM) {
            return order.cancelled > 0 && claim(order, 6_000 + random.nextInt(6_000));
        }
        if (order.completed == 0 || !order.serialKnown || !order.soldKnown || !order.arrivalKnown) {
            return false;
        }
        if (this == OUT_OF_WARRANTY) {
            return !order.inWarranty() && claim(order, order.labourCost + order.partsCost);
        }
        return order.claimed > 0 && order.technicianKnown && commitInWarranty(order, orders, random);
    }

    private boolean commitInWarranty(Order order, List<Order> orders, SplittableRandom random) {
        switch (this) {
            case CLAIMED_TWICE -> {
                Order twin = order.twin();
                twin.shift((1 + random.nextInt(5)) * (long) Window.DAY);
                return add(twin, orders);
            }
            case OVERLAPPING -> {
                if (order.completed - order.arrived > 5L * Window.HOUR) {
                    return false;
                }
                Order twin = order.twin();
                twin.unit = 0;
                twin.symptom = (order.symptom + 1) % Category.SYMPTOM_SHARES.length;
                twin.shift(600);
                return order.unit != 0 && add(twin, orders);
            }
            case VISIT_DENIED -> order.visitDenied = true;
            case EXCESS_LABOUR -> {
                order.labourHours *= 5 + random.nextInt(3);
                order.labourCost = order.labourHours * OrderLife.HOURLY_RATE_CENTS / 100;
                order.claimed += order.labourCost;
            }
            case EXCESS_TRAVEL -> {
                order.travel = 4_000 + random.nextInt(3_000);
                order.claimed += order.travel * OrderLife.KILOMETRE_CENTS / 10;
            }
            default -> {
                if (order.partsCost == 0) {
                    return false;
                }
                Order twin = order.twin();
                twin.symptom = (order.symptom + 2) % Category.SYMPTOM_SHARES.length;
                twin.shift((10 + random.nextInt(15)) * (long) Window.DAY);
                return add(twin, orders);
            }
        }
        order.fraud = this;
        return true;
    }

    private boolean claim(Order order, int amount) {
        order.claimed = amount;
        order.fraud = this;
        return true;
    }

    private boolean add(Order twin, List<Order> orders) {
        twin.fraud = this;
        orders.add(twin);
        return true;
    }
}
