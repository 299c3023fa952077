package aftercare.simulate;

import aftercare.table.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One day's delivery after the end of a generated company. The months that its older orders come from are drawn again
 * from the seed; nothing is read back.
 */
final class DayFiles {
    /** Days after the last day for which deliveries can be made. */
    static final int FARTHEST = 60;

    private static final int LOOK_BACK = 21;
    private static final double NEW_SHARE = 0.6;

    private final CompanyGenerator.World world;
    private final Window window;
    private final Path out;
    private final int day;
    private final int wanted;
    private final RepairRows repairRows;
    private final SortedMap<String, Long> written = new TreeMap<>();

    DayFiles(CompanyGenerator.World world, Path out, LocalDate day, long orders) {
        this.world = world;
        this.out = out;
        window = world.network().window;
        this.day = (int) day.toEpochDay();
        wanted = (int) orders;
        repairRows = new RepairRows(world.network());
    }

    GeneratedCompany write() throws IOException {
        List<Order> fresh = openedOn(day);
        List<Order> older = olderOrders();
        List<Order> updated = updates(older);
        try (OneFile file = new OneFile(Tables.REPAIRS, RepairRows.COLUMNS)) {
            for (Order order : fresh) {
                repairRows.build(file.rows, order, end(), order.lastEvent(end()) + 60);
                file.end();
            }
            for (Order order : updated) {
                long event = order.lastEvent(end());
                repairRows.build(file.rows, order, end(), event < start() ? correctedAt(order) : event + 60);
                file.end();
            }
        }
        older.addAll(fresh);
        callbacks(older);
        complaints(older);
        return new GeneratedCompany(out, fresh.size() + (long) updated.size(), written.size(), written, null);
    }

    private long start() {
        return (long) day * Window.DAY;
    }

    private long end() {
        return start() + Window.DAY;
    }

    private List<Order> openedOn(int when) {
        int month = window.monthOf((long) when * Window.DAY);
        int fresh = (int) Math.round(NEW_SHARE * wanted);
        long from = (window.months() + (long) (when - window.lastDay())) * OrderMonth.NUMBERS;
        List<Order> orders =
                OrderMonth.draw(world, month, fresh, when, world.streams().of("day", when), from);
        orders.removeIf(order -> order.opened / Window.DAY != when);
        return orders.subList(0, fresh);
    }

    /** What was opened in the three weeks before, in the company's files or in earlier deliveries. */
    private List<Order> olderOrders() {
        List<Order> older = new ArrayList<>();
        long from = (long) (day - LOOK_BACK) * Window.DAY;
        int firstMonth = Math.max(0, window.monthOf(from) - 1);
        for (int month = firstMonth; month < window.months(); month++) {
            for (Order order : OrderMonth.draw(world, month, world.fresh().get(month))) {
                if (order.opened >= from && order.opened < window.end() && order.firstReport < window.end()) {
                    older.add(order);
                }
            }
        }
        for (int before = Math.max(window.lastDay() + 1, day - LOOK_BACK); before < day; before++) {
            older.addAll(openedOn(before));
        }
        return older;
    }

    /** First the orders to which something happened this day, then corrections of claims, until there are enough. */
    private List<Order> updates(List<Order> older) {
        int room = wanted - (int) Math.round(NEW_SHARE * wanted);
        List<Order> updated = new ArrayList<>();
        List<Order> completed = new ArrayList<>();
        for (Order order : older) {
            if (order.lastEvent(end()) >= start()) {
                updated.add(order);
            } else if (order.completedBefore(start())) {
                completed.add(order);
            }
        }
        Comparator<Order> byChance = Comparator.comparingLong(order -> Streams.mix(order.number, day));
        updated.sort(byChance);
        completed.sort(byChance);
        if (updated.size() > room) {
            return updated.subList(0, room);
        }
        for (Order order : completed.subList(0, Math.min(room - updated.size(), completed.size()))) {
            order.travel += 10;
            order.claimed += order.claimed > 0 ? OrderLife.KILOMETRE_CENTS : 0;
            updated.add(order);
        }
        return updated;
    }

    private long correctedAt(Order order) {
        return start() + 9 * Window.HOUR + Streams.fixed(order.number, 8 * Window.HOUR);
    }

    private void callbacks(List<Order> orders) throws IOException {
        try (OneFile file = new OneFile(Tables.CALLBACKS, Callback.COLUMNS)) {
            for (Order order : orders) {
                for (Callback call : Callback.of(world, order)) {
                    if (call.called() >= start() && call.called() < end() && file.count < wanted) {
                        call.build(file.rows);
                        file.end();
                    }
                }
            }
        }
    }

    private void complaints(List<Order> orders) throws IOException {
        try (OneFile file = new OneFile(Tables.COMPLAINTS, Complaint.COLUMNS)) {
            for (Order order : orders) {
                for (Complaint complaint : Complaint.of(world, order)) {
                    if (complaint.received() >= start() && complaint.received() < end()) {
                        complaint.build(file.rows, world, end());
                        file.end();
                    }
                }
            }
        }
    }

    /** A file of the delivery. */
    private final class OneFile implements AutoCloseable {
        private final CsvRows rows;
        private final Bytes bytes = new Bytes();
        private final OutputStream stream;
        private final String source;
        private long count;

        OneFile(String source, List<String> columns) throws IOException {
            this.source = source;
            rows = new CsvRows(columns);
            Path path = out.resolve(source).resolve(source + "_" + LocalDate.ofEpochDay(day) + ".csv");
            stream = MonthlySource.create(path, columns);
        }

        void end() {
            rows.copyRowTo(bytes);
            bytes.append((byte) '\n');
            rows.discard();
            count++;
        }

        @Override
        public void close() throws IOException {
            bytes.drainTo(stream);
            stream.close();
            written.put(source, count);
        }
    }
}
