package aftercare.simulate;

import aftercare.table.CallbacksTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A call to a customer after the order was completed. */
record Callback(
        Order order,
        int attempt,
        long called,
        String result,
        @Nullable Opinion opinion,
        SplittableRandom random) {
    static final List<String> COLUMNS = List.of(
            CallbacksTable.CALLBACK_ID,
            CallbacksTable.REPAIR_ID,
            CallbacksTable.CALLED_AT,
            CallbacksTable.RESULT,
            CallbacksTable.SATISFACTION,
            CallbacksTable.RECOMMEND,
            CallbacksTable.EFFORT,
            CallbacksTable.RESOLVED,
            CallbacksTable.ON_TIME,
            CallbacksTable.VISIT_CONFIRMED,
            CallbacksTable.REASON_CODE,
            CallbacksTable.COMMENT,
            CallbacksTable.AGENT_ID,
            CallbacksTable.UPDATED_AT);

    static final Blemishes BLEMISHES = new Blemishes(
            List.of(
                    Blemishes.of(CallbacksTable.SATISFACTION, "9"),
                    Blemishes.of(CallbacksTable.RESULT, "maybe"),
                    Blemishes.of(CallbacksTable.CALLED_AT, "31/02/2026 25:61"),
                    Blemishes.of(CallbacksTable.CALLED_AT, ""),
                    Blemishes.of(CallbacksTable.REPAIR_ID, ""),
                    Blemishes.of(CallbacksTable.RECOMMEND, "17"),
                    Blemishes.tooShort()),
            CallbacksTable.UPDATED_AT,
            Blemishes.of(CallbacksTable.AGENT_ID, "A000"),
            null);

    private static final double COVERED = 0.935;
    private static final double LATE = 0.02;

    /** All calls that an order ever brings, in time order. */
    static List<Callback> of(CompanyGenerator.World world, Order order) {
        List<Callback> calls = new ArrayList<>(2);
        SplittableRandom random = world.streams().of("callbacks", order.number);
        double draw = random.nextDouble();
        if (order.visitDenied) {
            calls.add(reached(world, order, 1, officeHours(order.completed + 2 * Window.DAY, random), random));
        }
        if (order.completed == 0 || order.visitDenied || draw > COVERED + LATE) {
            return calls;
        }
        double days = draw < COVERED ? 0.3 + 5.6 * random.nextDouble() : 8 + 12 * random.nextDouble();
        long called = officeHours(order.completed + (long) (days * Window.DAY), random);
        double result = random.nextDouble();
        if (result < 0.81) {
            calls.add(reached(world, order, 1, called, random));
            if (random.nextDouble() < 0.03) {
                long again = officeHours(called + (3 + random.nextInt(10)) * (long) Window.DAY, random);
                calls.add(reached(world, order, 2, again, random));
            }
        } else if (result < 0.95) {
            calls.add(new Callback(order, 1, called, "no_answer", null, random));
            if (random.nextDouble() < 0.7) {
                long again = officeHours(called + (1 + random.nextInt(2)) * (long) Window.DAY, random);
                calls.add(reached(world, order, 2, again, random));
            }
        } else {
            calls.add(new Callback(order, 1, called, result < 0.985 ? "refused" : "wrong_number", null, random));
        }
        return calls;
    }

    private static Callback reached(
            CompanyGenerator.World world, Order order, int attempt, long called, SplittableRandom random) {
        return new Callback(order, attempt, called, "reached", Opinion.of(world, order, called), random.split());
    }

    /**
     * Agents call from 9 to 19; anything else is moved into those hours of the same day, or the next if that were too
     * early.
     */
    private static long officeHours(long instant, SplittableRandom random) {
        long second = instant % Window.DAY;
        long day = instant - second;
        if (second < 9 * Window.HOUR) {
            return day + 9 * Window.HOUR + random.nextInt(9 * Window.HOUR);
        }
        return second > 19 * Window.HOUR
                ? day + Window.DAY + 9 * Window.HOUR + random.nextInt(9 * Window.HOUR)
                : instant;
    }

    void build(CsvRows rows) {
        rows.begin();
        rows.code("B", order.number * 10 + attempt, 11);
        rows.code("S", order.number, 10);
        rows.instant(called);
        rows.ascii(result);
        if (opinion == null) {
            for (int i = 0; i < 8; i++) {
                rows.empty();
            }
        } else {
            answers(rows, opinion);
        }
        rows.code("A", 1 + Streams.fixed(called, 40), 3);
        rows.instant(called + 180 + Streams.fixed(called, 600));
    }

    private void answers(CsvRows rows, Opinion opinion) {
        int score = opinion.score();
        if (random.nextDouble() < 0.93) {
            rows.whole(score);
            rows.whole(random.nextDouble() < 0.9 ? recommend(opinion) : 8);
            rows.whole(Streams.answer(8.6 - 1.5 * opinion.points() + random.nextGaussian(), 1, 7));
        } else {
            rows.empty();
            rows.empty();
            rows.empty();
        }
        boolean back = order.broughtBack > 0 && order.broughtBack < called;
        rows.ascii(!back && (order.outcome == Order.FIXED || order.outcome == Order.NO_FAULT_FOUND) ? "true" : "false");
        rows.ascii(order.promised == 0 ? "" : order.arrived <= order.promised ? "true" : "false");
        rows.ascii(order.visitDenied ? "false" : random.nextDouble() < 0.96 ? "true" : "");
        rows.ascii(score <= 3 ? opinion.cause() : "");
        if (random.nextDouble() < (score <= 3 ? 0.6 : 0.12)) {
            rows.text(CustomerTexts.comment(random, score, opinion.cause()));
        } else {
            rows.empty();
        }
    }

    private int recommend(Opinion opinion) {
        return Streams.answer(2.3 * opinion.points() - 1.4 + random.nextGaussian(), 0, 10);
    }
}
