package aftercare.simulate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a month's orders truly were, counted while they are written. */
final class OrderTally {
    long orders;
    long completed;
    long repeats;
    long late;
    final Map<Fraud, List<Long>> frauds = new EnumMap<>(Fraud.class);

    void add(Order order, long end, boolean damaged) {
        orders++;
        completed += order.completedBefore(end) ? 1 : 0;
        repeats += order.earlier != null ? 1 : 0;
        late += order.firstReport - order.opened >= Window.DAY ? 1 : 0;
        boolean settled = order.completedBefore(end) || (order.cancelled > 0 && order.cancelled < end);
        if (order.fraud != null && settled && !damaged) {
            frauds.computeIfAbsent(order.fraud, fraud -> new ArrayList<>()).add(order.number);
        }
    }

    void add(OrderTally other) {
        orders += other.orders;
        completed += other.completed;
        repeats += other.repeats;
        late += other.late;
        other.frauds.forEach((fraud, numbers) ->
                frauds.computeIfAbsent(fraud, none -> new ArrayList<>()).addAll(numbers));
    }
}
