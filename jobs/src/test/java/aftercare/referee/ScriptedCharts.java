package aftercare.referee;

import static aftercare.referee.AwkwardCompany.START;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Outlets whose satisfied customers, of 20 rated in each of 26 months, are written out, so that each kind of signal
 * comes up in a month that is known beforehand: the last.
 */
final class ScriptedCharts {

    private static final int RATED = 20;
    private static final Map<String, int[]> SATISFIED = new TreeMap<>(Map.of(
            "CHART-BEYOND",
                    new int[] {
                        13, 15, 14, 13, 15, 14, 13, 15, 14, 13, 15, 14, 13, 15, 14, 13, 15, 14, 13, 15, 14, 13, 15, 14,
                        13, 3
                    },
            "CHART-TWO",
                    new int[] {
                        13, 15, 14, 13, 15, 14, 13, 15, 14, 13, 15, 14, 13, 15, 14, 13, 15, 14, 13, 15, 14, 13, 15, 10,
                        14, 10
                    },
            "CHART-SIDE",
                    new int[] {
                        12, 15, 11, 14, 12, 15, 11, 14, 12, 15, 11, 14, 12, 15, 11, 14, 12, 15, 12, 15, 14, 15, 14, 15,
                        14, 15
                    },
            "CHART-TREND",
                    new int[] {
                        10, 18, 10, 18, 10, 18, 10, 18, 10, 18, 10, 18, 10, 18, 10, 18, 10, 18, 11, 12, 13, 14, 15, 16,
                        17, 18
                    },
            "CHART-FLAT",
                    new int[] {
                        15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
                        15, 15
                    }));

    private ScriptedCharts() {}

    static List<String> outlets() {
        return List.copyOf(SATISFIED.keySet());
    }

    static void play(AwkwardOrders orders, AwkwardCallbacks callbacks) {
        SATISFIED.forEach((outlet, months) -> {
            for (int month = 0; month < months.length; month++) {
                for (int i = 0; i < RATED; i++) {
                    ServiceOrder order =
                            order(outlet, START.plusMonths(month).plusDays(2).plusHours(i));
                    order.id = "%s-%02d-%02d".formatted(outlet, month, i);
                    orders.add(order);
                    callbacks.rate(order, i < months[month] ? 5 : 1);
                }
            }
        });
    }

    private static ServiceOrder order(String outlet, LocalDateTime opened) {
        ServiceOrder order = new ServiceOrder();
        order.outlet = outlet;
        order.model = "M00";
        order.serviceType = "maintenance";
        order.opened = opened;
        order.arrived = opened.plusHours(2);
        order.completed = opened.plusHours(3);
        order.updated = opened.plusHours(4);
        order.outcome = "fixed";
        return order;
    }
}
