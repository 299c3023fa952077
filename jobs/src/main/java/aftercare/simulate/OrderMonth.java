package aftercare.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;

/** One month's orders, drawn from nothing but the seed and the month, so that any month can be made again by itself. */
final class OrderMonth {
    /** Order numbers of a month start at a multiple of this. */
    static final long NUMBERS = 10_000_000;

    private static final int INDEX_BITS = 28;

    private OrderMonth() {}

    /**
     * The new orders of the month and the repeats that follow from them, numbered in the order in which they are
     * opened.
     */
    static List<Order> draw(CompanyGenerator.World world, int month, int fresh) {
        SplittableRandom random = world.streams().of("orders", month);
        return draw(world, month, fresh, 0, random, month * NUMBERS);
    }

    /** Orders opened on one day, with the repeats that follow from them, numbered from {@code from} on. */
    static List<Order> draw(
            CompanyGenerator.World world, int month, int fresh, int onDay, SplittableRandom random, long from) {
        Network network = world.network();
        OrderDraw draw = new OrderDraw(world, month, random);
        OrderLife life = new OrderLife(network, new Visits(network, month), draw, random);
        List<Order> wave = new ArrayList<>(fresh);
        for (int i = 0; i < fresh; i++) {
            wave.add(draw.draw(onDay));
        }
        List<Order> orders = new ArrayList<>(fresh + fresh / 8);
        while (!wave.isEmpty()) {
            wave = live(wave, life);
            orders.addAll(wave);
            wave = repeatsOf(wave, life);
        }
        if (world.options().shape().plantTruths() && onDay == 0) {
            Fraud.plant(world, month, orders);
        }
        orders = sorted(orders, order -> order.opened);
        long number = from;
        for (Order order : orders) {
            order.number = number++;
        }
        return orders;
    }

    /** Diaries fill in the order of the intended visits, so that no gap is lost. */
    private static List<Order> live(List<Order> wave, OrderLife life) {
        wave.forEach(life::plan);
        return sorted(wave, order -> order.desired);
    }

    /** Sorts by an instant with whole numbers only, which is several times as fast as with a comparator. */
    private static List<Order> sorted(List<Order> orders, ToLongFunction<Order> instant) {
        long[] keys = new long[orders.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = instant.applyAsLong(orders.get(i)) << INDEX_BITS | i;
        }
        Arrays.sort(keys);
        List<Order> sorted = new ArrayList<>(keys.length + keys.length / 8);
        for (long key : keys) {
            sorted.add(orders.get((int) (key & (1L << INDEX_BITS) - 1)));
        }
        return sorted;
    }

    private static List<Order> repeatsOf(List<Order> wave, OrderLife life) {
        List<Order> repeats = new ArrayList<>();
        for (Order order : wave) {
            Order repeat = life.run(order);
            if (repeat != null) {
                repeats.add(repeat);
            }
        }
        return repeats;
    }
}
