package aftercare.simulate;

import aftercare.table.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes repairs, callbacks and complaints, two months at a time; the bytes do not depend on who is first. */
final class OrderFiles {
    private static final int THREADS = 2;
    private static final double GENERAL_COMPLAINTS = 0.002;

    private final CompanyGenerator.World world;
    private final Truth truth;
    private final Window window;
    private final RepairRows repairRows;
    private final MonthlySource repairs;
    private final MonthlySource callbacks;
    private final MonthlySource complaints;

    /** What a month brought, until its later months' rows are written. */
    private record Brought(List<Delivery> deliveries, Truth.Tally tally) {}

    OrderFiles(CompanyGenerator.World world, Truth truth) {
        this.world = world;
        this.truth = truth;
        window = world.network().window;
        repairRows = new RepairRows(world.network());
        repairs = source(Tables.REPAIRS, RepairRows.COLUMNS, RepairRows.BLEMISHES, -1);
        callbacks = source(Tables.CALLBACKS, Callback.COLUMNS, Callback.BLEMISHES, -1);
        boolean stray = world.options().dirtyShare() > 0;
        complaints = source(Tables.COMPLAINTS, Complaint.COLUMNS, Complaint.BLEMISHES, stray ? 1 : -1);
    }

    private MonthlySource source(String name, List<String> columns, Blemishes blemishes, int stray) {
        return new MonthlySource(
                name, columns, blemishes, stray, window, world.options().out());
    }

    void write() throws IOException {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Brought>> months = new ArrayList<>();
            for (int month = 0; month < window.months(); month++) {
                int number = month;
                months.add(executor.submit(() -> write(number)));
            }
            List<Brought> done = new ArrayList<>();
            for (int month = 0; month < window.months(); month++) {
                done.add(months.get(month).get());
                months.set(month, null);
                appendWaiting(done, month);
                truth.add(done.get(month).tally);
            }
            for (Brought brought : done) {
                brought.deliveries.forEach(truth::add);
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            executor.shutdownNow();
        }
    }

    private static void appendWaiting(List<Brought> done, int month) throws IOException {
        for (int from = Math.max(0, month - 12); from < month; from++) {
            for (Delivery delivery : done.get(from).deliveries) {
                delivery.appendWaiting(month);
            }
        }
    }

    private Brought write(int month) throws IOException {
        List<Order> orders = OrderMonth.draw(world, month, world.fresh().get(month));
        Truth.Tally tally = new Truth.Tally();
        try (Delivery repair = delivery(repairs, month);
                Delivery callback = delivery(callbacks, month);
                Delivery complaint = delivery(complaints, month)) {
            for (Order order : orders) {
                if (order.firstReport >= window.end()) {
                    continue;
                }
                write(order, repair, tally);
                write(order, callback);
                for (Complaint made : Complaint.of(world, order)) {
                    write(made, complaint);
                }
            }
            general(month, orders.size(), complaint);
            return new Brought(List.of(repair, callback, complaint), tally);
        }
    }

    private Delivery delivery(MonthlySource source, int month) throws IOException {
        SplittableRandom random = world.streams().of("dirt " + source.name(), month);
        return new Delivery(source, month, random, world.options().dirtyShare());
    }

    /** One row when the order is reported, and a newer one in a later file when it has moved on since. */
    private void write(Order order, Delivery delivery, Truth.Tally tally) {
        int first = window.monthOf(order.firstReport);
        long known = Math.min(window.end(), (long) window.firstDay(first + 1) * Window.DAY);
        long seenFirst = Math.max(order.firstReport, order.lastEvent(known));
        int last = Math.min(window.lastMonth(), window.monthOf(order.finalReport));
        long seenLast = Math.max(order.firstReport, order.lastEvent(window.end()));
        boolean newer = last > first && seenLast > seenFirst;
        repairRows.build(delivery.rows, order, known, seenFirst);
        if (newer) {
            delivery.deliverOlder(first);
            repairRows.build(delivery.rows, order, window.end(), seenLast);
            delivery.deliver(last, false);
        } else {
            delivery.deliver(first, true);
        }
        tally.add(order, window.end(), delivery.damaged());
    }

    private void write(Order order, Delivery delivery) {
        for (Callback call : Callback.of(world, order)) {
            if (call.called() + 800 < window.end()) {
                call.build(delivery.rows);
                delivery.deliver(window.monthOf(call.called()), true);
            }
        }
    }

    private void write(Complaint complaint, Delivery delivery) {
        if (complaint.received() < window.end()) {
            int month = Math.min(window.lastMonth(), window.monthOf(complaint.lastEvent(window.end())));
            complaint.build(delivery.rows, world, window.end());
            delivery.deliver(month, true);
        }
    }

    private void general(int month, int orders, Delivery delivery) {
        SplittableRandom random = world.streams().of("general complaints", month);
        int count = (int) (orders * GENERAL_COMPLAINTS + random.nextDouble());
        for (int i = 0; i < count; i++) {
            write(Complaint.general(world, month, i, random), delivery);
        }
    }
}
