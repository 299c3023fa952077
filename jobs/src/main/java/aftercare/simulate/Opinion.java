package aftercare.simulate;

import java.util.SplittableRandom;

/**
 * What a customer thinks of an order, and mainly why.
 *
 * @param points what would be answered on the scale from 1 to 5, before rounding and not cut off
 * @param cause the main reason for displeasure, as in complaints
 */
record Opinion(double points, String cause) {
    /** Points of a customer with whom nothing went wrong, and by how much chance spreads them. */
    static final double PLEASED = 4.82;

    static final double SPREAD = 0.72;

    private static final String[] OTHER = {"product", "other", "attitude"};

    /** The same opinion whenever it is asked for: it hangs on the order and the seed alone. */
    static Opinion of(CompanyGenerator.World world, Order order, long until) {
        SplittableRandom random = world.streams().of("opinions", order.number);
        Displeasure minded =
                Displeasure.with(order, until, world.options().shape().sensitivity());
        double people = people(world, order);
        double points = PLEASED + people - minded.points() + SPREAD * random.nextGaussian();
        return new Opinion(
                points,
                cause(
                        new double[] {
                            minded.late(),
                            minded.waited(),
                            minded.notFixed() + minded.back() + minded.tried(),
                            minded.fee(),
                            -people
                        },
                        random));
    }

    /** What the outlet's people and the technician add or cost. */
    static double people(CompanyGenerator.World world, Order order) {
        double technician =
                order.technician < 0 ? 0 : world.network().technicians.get(order.technician).manner;
        return order.outlet.manner + technician;
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

    int score() {
        return Streams.answer(points, 1, 5);
    }
}
