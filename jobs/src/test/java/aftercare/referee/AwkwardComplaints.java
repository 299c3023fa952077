package aftercare.referee;

import static aftercare.referee.AwkwardCompany.END;
import static aftercare.referee.AwkwardCompany.START;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Complaints about an order, an outlet, a model, or nothing anyone could name. */
final class AwkwardComplaints {

    private static final List<String> COLUMNS = List.of(
            "complaint_id",
            "received_at",
            "repair_id",
            "outlet_id",
            "model_id",
            "region_id",
            "customer_id",
            "channel",
            "cause",
            "severity",
            "resolved_at",
            "reopened",
            "text",
            "updated_at");

    private final Dice dice;
    private final AwkwardNetwork network;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private int made;

    AwkwardComplaints(Dice dice, AwkwardNetwork network) {
        this.dice = dice;
        this.network = network;
    }

    void make(List<ServiceOrder> orders) {
        int complaints = orders.size() / 20;
        for (int i = 0; i < complaints; i++) {
            ServiceOrder order = dice.of(orders);
            LocalDateTime received = received(order);
            Map<String, String> row = row(order, received);
            rows.add(row);
            if (dice.chance(0.3)) {
                again(row, received);
            }
            if (dice.chance(0.02)) {
                Map<String, String> other = new HashMap<>(row);
                other.put("cause", "fee");
                other.put("updated_at", dice.of("", row.get("updated_at"), dice.text(END)));
                rows.add(other);
            }
            if (dice.chance(0.015)) {
                rows.add(refused(row, received));
            }
        }
    }

    private LocalDateTime received(ServiceOrder order) {
        return switch (dice.weighted(3, 3, 70, 24)) {
            case 0 -> dice.around(END);
            case 1 -> dice.around(START.plusMonths(dice.below(26)));
            case 2 -> order.opened.plusSeconds(dice.mostlyFew(60 * 86_400));
            default ->
                START.plusSeconds(dice.between(0, Duration.between(START, END).toSeconds()));
        };
    }

    private Map<String, String> row(ServiceOrder order, LocalDateTime received) {
        Map<String, String> row = new HashMap<>();
        boolean aboutOrder = dice.chance(0.6);
        if (aboutOrder) {
            row.put("repair_id", dice.chance(0.05) ? "NOBODY-" + dice.below(50) : order.id);
        }
        if (dice.chance(aboutOrder ? 0.15 : 0.7)) {
            row.put("outlet_id", network.outlet());
        }
        if (dice.chance(aboutOrder ? 0.15 : 0.8)) {
            row.put("model_id", order.model);
        }
        row.put("region_id", dice.chance(0.1) ? network.region() : "");
        row.put("customer_id", dice.chance(0.15) ? "" : order.customer);
        row.put("cause", dice.of("late", "workmanship", "attitude", "fee", "parts", "product", "other", "", "Late"));
        row.put("severity", dice.of("", "1", "2", "3"));
        row.put("reopened", dice.of("", "", "0", "0", "0", "1", "2"));
        row.put("text", dice.chance(0.05) ? "\"never again\", she said\r\ntwice" : "");
        identify(row, received);
        return row;
    }

    private void identify(Map<String, String> row, LocalDateTime received) {
        row.put("complaint_id", "K%06d".formatted(made++ * 7_919 % 1_000_003));
        row.put("received_at", dice.text(received));
        LocalDateTime resolved =
                switch (dice.weighted(20, 10, 3, 67)) {
                    case 0 -> null;
                    case 1 -> dice.around(received.plusHours(72));
                    case 2 -> received.isBefore(END.minusSeconds(1)) ? dice.around(END) : received;
                    default -> received.plusSeconds(dice.mostlyFew(20 * 86_400));
                };
        row.put("resolved_at", dice.text(resolved));
        row.put("updated_at", dice.chance(0.3) ? "" : dice.text(received.plusDays(1)));
    }

    /** The same matter once more: in the same second, at the edge of 30 days, or in between. */
    private void again(Map<String, String> row, LocalDateTime received) {
        Map<String, String> next = new HashMap<>(row);
        if (dice.chance(0.2)) {
            next.remove("repair_id");
        }
        identify(
                next,
                switch (dice.below(3)) {
                    case 0 -> received;
                    case 1 -> dice.around(received.plusDays(30));
                    default -> received.plusSeconds(dice.between(1, 35 * 86_400));
                });
        rows.add(next);
    }

    private Map<String, String> refused(Map<String, String> row, LocalDateTime received) {
        Map<String, String> bad = new HashMap<>(row);
        bad.put("updated_at", dice.text(END.plusYears(1)));
        switch (dice.below(5)) {
            case 0 -> bad.put("cause", "weather");
            case 1 -> bad.put("severity", "4");
            case 2 -> bad.put("reopened", "-1");
            case 3 -> bad.put("resolved_at", dice.text(received.minusSeconds(1)));
            default -> bad.put("complaint_id", "");
        }
        return bad;
    }

    void write(Path folder) throws IOException {
        try (LandingFile out = LandingFile.plain(folder.resolve("complaints.csv"), COLUMNS)) {
            for (Map<String, String> row : rows) {
                out.row(row);
            }
            out.line("K-LONG" + ",".repeat(30));
        }
    }
}
