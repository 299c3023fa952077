package aftercare.simulate;

import java.util.SplittableRandom;

/**
 * The technicians' diaries of one month's orders: nobody is in two places at once. A day has 28 half hours from 8:00 to
 * 22:00. Orders of the month before that are visited this month take the evening, so that months can be drawn one by
 * one.
 */
final class Visits {
    private static final int HALF_HOUR = 1_800;
    private static final int OPENS = 8 * Window.HOUR;
    private static final int EVENING = 20;
    private static final int SLOTS = 28;
    private static final int DAYS = 125;
    private static final int LONGEST_WAIT = 25;

    private final Network network;
    private final int month;
    private final int firstDay;
    private final int nextMonth;
    private final int[][] busy;
    private int chosen;

    Visits(Network network, int month) {
        this.network = network;
        this.month = month;
        firstDay = network.window.firstDay(month);
        nextMonth = network.window.firstDay(month + 1);
        busy = new int[network.technicians.size()][];
    }

    /**
     * Sends a technician of the order's outlet at the first free time from {@code desired} on; leaves the order alone
     * if none is.
     */
    void book(Order order, SplittableRandom random) {
        int needed = Math.max(1, (order.labourHours + 25 + 49) / 50);
        int day = (int) (order.desired / Window.DAY);
        int second = (int) (order.desired % Window.DAY);
        int slot = Math.max(0, (second - OPENS + HALF_HOUR - 1) / HALF_HOUR);
        for (int waited = 0; waited < LONGEST_WAIT; waited++) {
            int start = onDay(order, day, slot, needed, random);
            if (start >= 0) {
                order.technician = chosen;
                order.arrived = (long) day * Window.DAY + OPENS + start * (long) HALF_HOUR + random.nextInt(900);
                return;
            }
            day++;
            slot = 0;
        }
    }

    private int onDay(Order order, int day, int slot, int needed, SplittableRandom random) {
        int index = day - firstDay;
        if (index >= DAYS) {
            return -1;
        }
        boolean own = day < nextMonth;
        int from = own ? slot : Math.max(slot, EVENING);
        int to = own ? EVENING : SLOTS;
        int inMonth = own ? month : network.window.monthOf((long) day * Window.DAY);
        int[] team = network.techniciansOf(inMonth, order.outlet.index);
        int first = team.length == 0 ? 0 : random.nextInt(team.length);
        for (int i = 0; i < team.length; i++) {
            int technician = team[(first + i) % team.length];
            int start = free(technician, index, from, to, needed);
            if (start >= 0) {
                chosen = technician;
                return start;
            }
        }
        return -1;
    }

    private int free(int technician, int day, int from, int to, int needed) {
        int[] diary = busy[technician];
        if (diary == null) {
            diary = new int[DAYS];
            busy[technician] = diary;
        }
        int mask = (1 << needed) - 1;
        for (int slot = from; slot + needed <= to; slot++) {
            if ((diary[day] >>> slot & mask) == 0) {
                diary[day] |= mask << slot;
                return slot;
            }
        }
        return -1;
    }
}
