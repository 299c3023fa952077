package aftercare.simulate;

import java.util.SplittableRandom;

/**
 * What a customer thinks of an order, and mainly why.
 *
 * @param points what would be answered on the scale from 1 to 5, before rounding and not cut off
 * @param cause the main reason for displeasure, as in complaints
 */
record Opinion(double points, String cause) {
    private static final String[] OTHER = {"product", "other", "attitude"};

    /** The same opinion whenever it is asked for: it hangs on the order and the seed alone. */
    static Opinion of(CompanyGenerator.World world, Order order, long until) {
        SplittableRandom random = world.streams().of("opinions", order.number);
        Network network = world.network();
        double late = order.arrived > order.opened + Window.DAY
                ? 0.65 + days(order.arrived - order.opened - Window.DAY) * 0.1
                : 0;
        double waited =
                Math.min(1.2, order.partsReceived > 0 ? 0.1 * days(order.partsReceived - order.partsRequested) : 0);
        double botched = order.outcome == Order.NOT_FIXED ? 1.6 : 0;
        if (order.broughtBack > 0 && order.broughtBack < until) {
            botched += 0.9;
        }
        double tried = order.earlier == null ? 0 : 0.6;
        double fee = order.paid > 0 ? order.inWarranty() ? 1.4 : 0.2 : 0;
        double people =
                order.outlet.manner + (order.technician < 0 ? 0 : network.technicians.get(order.technician).manner);
        double points = 4.82 + people - late - waited - botched - tried - fee + 0.72 * random.nextGaussian();
        return new Opinion(points, cause(new double[] {late, waited, botched + tried, fee, -people}, random));
    }

    private static String cause(double[] blame, SplittableRandom random) {
        String[] names = {"late", "parts", "workmanship", "fee", "attitude"};
        int worst = -1;
        double most = 0.25;
        for (int i = 0; i < blame.length; i++) {
            if (blame[i] > most) {
                most = blame[i];
                worst = i;
            }
        }
        return worst < 0 ? Streams.any(random, OTHER) : names[worst];
    }

    private static double days(long seconds) {
        return Math.min(10, seconds / (double) Window.DAY);
    }

    int score() {
        return Streams.answer(points, 1, 5);
    }
}
