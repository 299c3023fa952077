package aftercare.referee;

import static aftercare.referee.AwkwardCompany.END;
import static aftercare.referee.AwkwardCompany.START;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Service orders, with their older and newer versions and the rows that must be refused. */
final class AwkwardOrders {

    private static final int FILES = 4;
    private static final List<String> COLUMNS = List.of(
            "repair_id",
            "outlet_id",
            "model_id",
            "service_type",
            "opened_at",
            "region_id",
            "technician_id",
            "serial_no",
            "customer_id",
            "promised_at",
            "arrived_at",
            "completed_at",
            "cancelled_at",
            "outcome",
            "symptom_code",
            "travel_km",
            "labour_cost",
            "parts_cost",
            "claimed_amount",
            "parts_requested_at",
            "parts_received_at",
            "updated_at");

    private final Dice dice;
    private final AwkwardNetwork network;
    private final List<ServiceOrder> orders = new ArrayList<>();
    /** Orders of units, to come back to; the longer the list, the likelier a third visit. */
    private final List<ServiceOrder> units = new ArrayList<>();

    AwkwardOrders(Dice dice, AwkwardNetwork network) {
        this.dice = dice;
        this.network = network;
    }

    List<ServiceOrder> orders() {
        return orders;
    }

    void add(ServiceOrder order) {
        orders.add(order);
    }

    void make(int number) {
        for (int i = 0; i < number; i++) {
            ServiceOrder order = new ServiceOrder();
            order.id = "A%07d".formatted(i);
            order.serviceType = dice.of("repair", "repair", "repair", "repair", "install", "maintenance", "exchange");
            order.outlet = network.outlet();
            order.model = network.model();
            order.opened = opening();
            unit(order);
            people(order);
            visit(order);
            parts(order);
            money(order);
            order.updated = dice.chance(0.1) ? null : order.opened.plusSeconds(dice.between(0, 5_000_000));
            orders.add(order);
            if (!order.serial.isEmpty()) {
                units.add(order);
            }
        }
    }

    private LocalDateTime opening() {
        if (dice.chance(0.94)) {
            LocalDateTime opened = START.plusSeconds(
                    dice.between(0, Duration.between(START, END.plusDays(12)).toSeconds()));
            return dice.chance(0.05) ? opened.plusNanos(dice.of(1L, 250L, 999L) * 1_000_000) : opened;
        }
        return switch (dice.below(5)) {
            case 0 -> dice.around(START.plusMonths(dice.below(26)));
            case 1 -> dice.around(END);
            case 2 -> dice.around(END.minusHours(24));
            case 3 -> dice.around(END.minusDays(7));
            default -> dice.around(START.plusMonths(1 + dice.below(25)).minusDays(7));
        };
    }

    private void unit(ServiceOrder order) {
        if (dice.chance(0.05)) {
            return;
        }
        if (dice.chance(0.003)) {
            order.serial = "0000000000";
            return;
        }
        order.serial = "S" + order.id;
        if (dice.chance(0.3) && !units.isEmpty()) {
            comeBack(order, dice.of(units));
        }
    }

    private void comeBack(ServiceOrder order, ServiceOrder earlier) {
        order.serial = earlier.serial;
        if (dice.chance(0.05)) {
            return;
        }
        order.model = earlier.model;
        if (dice.chance(0.5)) {
            order.outlet = earlier.outlet;
        }
        LocalDateTime completed = earlier.completed == null ? earlier.opened : earlier.completed;
        order.opened = switch (dice.below(7)) {
            case 0 -> dice.around(completed);
            case 1 -> completed;
            case 2 -> dice.around(completed.plusDays(30));
            case 3 -> completed.plusDays(30);
            // Opened while the earlier order was still under way.
            case 4 ->
                earlier.opened.plusSeconds(dice.between(
                        0, 1 + Duration.between(earlier.opened, completed).toSeconds()));
            default -> completed.plusSeconds(dice.between(1, 40 * 86_400));
        };
    }

    private void people(ServiceOrder order) {
        order.technician = network.technician(order.outlet);
        order.customer = dice.chance(0.1) ? "" : "C" + dice.below(3_000);
        order.region = dice.chance(0.1) ? network.region() : "";
    }

    private void visit(ServiceOrder order) {
        LocalDateTime day = order.opened.plusHours(24);
        order.arrived = switch (dice.weighted(8, 8, 4, 4, 76)) {
            case 0 -> null;
            case 1 -> dice.around(day);
            case 2 -> order.opened;
            case 3 -> order.opened.isBefore(END.minusSeconds(1)) ? dice.around(END) : day;
            default -> order.opened.plusSeconds(dice.mostlyFew(4 * 86_400));
        };
        if (dice.chance(0.06)) {
            cancel(order, day);
        }
        if (order.cancelled == null || dice.chance(0.1)) {
            complete(order);
        }
    }

    private void cancel(ServiceOrder order, LocalDateTime day) {
        LocalDateTime early = order.opened.plusSeconds(dice.between(0, 86_400));
        switch (dice.below(6)) {
            case 0 -> {
                order.cancelled = early;
                order.arrived = null;
            }
            case 1 -> {
                order.cancelled = notBefore(order.opened, dice.around(day));
                order.arrived = null;
            }
            case 2 -> {
                order.cancelled = early;
                order.arrived = early;
            }
            case 3 -> {
                order.cancelled = early;
                order.arrived = notBefore(order.opened, dice.around(early));
            }
            case 4 -> order.cancelled = notBefore(order.opened, dice.around(END));
            default -> order.cancelled = order.opened.plusSeconds(dice.mostlyFew(20 * 86_400));
        }
    }

    private void complete(ServiceOrder order) {
        LocalDateTime from = order.arrived == null ? order.opened : order.arrived;
        order.completed = switch (dice.weighted(4, 3, 3, 3, 3, 84)) {
            case 0 -> null;
            case 1 -> from;
            case 2 -> notBefore(order.opened, dice.around(END.minusDays(dice.of(0, 7, 30))));
            case 3 ->
                dice.around(order.opened
                        .toLocalDate()
                        .withDayOfMonth(1)
                        .plusMonths(1)
                        .atStartOfDay());
            // Completed before the arrival that was entered, which no rule forbids.
            case 4 -> order.opened.plusSeconds(dice.between(0, 3_600));
            default -> from.plusSeconds(dice.mostlyFew(30 * 86_400));
        };
        order.outcome = switch (dice.weighted(68, 8, 6, 5, 5, 1, 7)) {
            case 0 -> "fixed";
            case 1 -> "not_fixed";
            case 2 -> "end_of_life";
            case 3 -> "no_fault_found";
            case 4 -> "unknown";
            case 5 -> "FIXED";
            default -> "";
        };
    }

    private void parts(ServiceOrder order) {
        if (dice.chance(0.7)) {
            return;
        }
        order.partsRequested = order.opened.plusSeconds(dice.mostlyFew(86_400));
        if (dice.chance(0.9)) {
            order.partsReceived = order.partsRequested.plusSeconds(dice.chance(0.1) ? 0 : dice.mostlyFew(20 * 86_400));
        }
        if (dice.chance(0.05)) {
            order.partsRequested = null;
        }
    }

    private void money(ServiceOrder order) {
        // One outlet never states what it spends: unknown is not zero.
        if (!order.outlet.equals("O12")) {
            order.labourCost = dice.chance(0.2) ? "" : amount();
            order.partsCost = dice.chance(0.5) ? "" : amount();
            order.claimed = dice.chance(0.2) ? "" : amount();
        }
    }

    private String amount() {
        return dice.chance(0.1) ? "0" : "%d.%02d".formatted(dice.below(300), dice.below(100));
    }

    private static LocalDateTime notBefore(LocalDateTime earliest, LocalDateTime instant) {
        return instant.isBefore(earliest) ? earliest : instant;
    }

    /**
     * Rows go to files at random, so that the versions of an order lie in several, the latest not always in the last.
     */
    void write(Path folder) throws IOException {
        List<LandingFile> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve("repairs-" + i + ".csv");
            files.add(i == 2 ? LandingFile.windows(file, reversed()) : LandingFile.plain(file, COLUMNS));
        }
        try {
            for (ServiceOrder order : orders) {
                writeVersions(order, files);
            }
        } finally {
            for (LandingFile file : files) {
                file.close();
            }
        }
    }

    // Another order of columns, and one column missing altogether.
    private static List<String> reversed() {
        List<String> columns = new ArrayList<>(COLUMNS);
        Collections.reverse(columns);
        columns.remove("travel_km");
        return columns;
    }

    private void writeVersions(ServiceOrder order, List<LandingFile> files) throws IOException {
        Map<String, String> row = row(order);
        if (ScriptedCharts.outlets().contains(order.outlet)) {
            dice.of(files).row(row);
            return;
        }
        if (dice.chance(0.04)) {
            Map<String, String> other = new HashMap<>(row);
            other.put("outcome", dice.of("fixed", "not_fixed", ""));
            other.put("labour_cost", amount());
            other.put("outlet_id", network.outlet());
            other.put("updated_at", dice.text(otherVersion(order.updated)));
            dice.of(files).row(other);
        }
        dice.of(files).row(row);
        if (dice.chance(0.02)) {
            dice.of(files).row(row);
        }
        if (dice.chance(0.012)) {
            dice.of(files).row(refused(order, row));
        }
        if (dice.chance(0.002)) {
            dice.of(files).line(order.id + dice.of(",O01,M01", ",O01" + ",x".repeat(40)));
        }
    }

    private LocalDateTime otherVersion(LocalDateTime updated) {
        if (updated == null) {
            return dice.chance(0.5) ? null : END;
        }
        return switch (dice.below(4)) {
            case 0 -> null;
            case 1 -> updated;
            case 2 -> updated.plusSeconds(1);
            default -> updated.minusDays(1);
        };
    }

    /** A version newer than all others that breaks the contract in one way: it must not win. */
    private Map<String, String> refused(ServiceOrder order, Map<String, String> good) {
        Map<String, String> row = new HashMap<>(good);
        row.put("updated_at", dice.text(END.plusYears(1)));
        String before = dice.text(order.opened.minusSeconds(1));
        switch (dice.below(14)) {
            case 0 -> row.put("completed_at", before);
            case 1 -> row.put("arrived_at", before);
            case 2 -> row.put("cancelled_at", before);
            case 3 -> row.put("parts_requested_at", before);
            case 4 -> {
                row.put("parts_requested_at", dice.text(order.opened.plusDays(2)));
                row.put("parts_received_at", dice.text(order.opened.plusDays(1)));
            }
            case 5 -> row.put("service_type", "paint");
            case 6 -> row.put("outcome", "perhaps");
            case 7 -> row.put("opened_at", "not a date");
            case 8 -> row.put("arrived_at", "2026-02-30 10:00:00");
            case 9 -> row.put("labour_cost", "-0.01");
            case 10 -> row.put("claimed_amount", "much");
            case 11 -> row.put("repair_id", "");
            case 12 -> row.put("outlet_id", "");
            default -> row.put("opened_at", "1989-12-31 23:59:59");
        }
        return row;
    }

    private Map<String, String> row(ServiceOrder order) {
        Map<String, String> row = new HashMap<>();
        row.put("repair_id", order.id);
        row.put("outlet_id", order.outlet);
        row.put("model_id", order.model);
        row.put("service_type", dice.chance(0.01) ? order.serviceType.toUpperCase(Locale.ROOT) : order.serviceType);
        row.put("opened_at", dice.text(order.opened));
        row.put("region_id", order.region);
        row.put("technician_id", order.technician);
        row.put("serial_no", order.serial);
        row.put("customer_id", order.customer);
        row.put("arrived_at", dice.text(order.arrived));
        row.put("completed_at", dice.text(order.completed));
        row.put("cancelled_at", dice.text(order.cancelled));
        row.put("outcome", order.outcome);
        row.put("symptom_code", dice.chance(0.02) ? "noise, \"loud\"\nand \\ smell" : "E" + dice.below(9));
        row.put("travel_km", dice.chance(0.3) ? "" : String.valueOf(dice.below(400) / 10.0));
        row.put("labour_cost", order.labourCost);
        row.put("parts_cost", order.partsCost);
        row.put("claimed_amount", order.claimed);
        row.put("parts_requested_at", dice.text(order.partsRequested));
        row.put("parts_received_at", dice.text(order.partsReceived));
        row.put("updated_at", dice.text(order.updated));
        return row;
    }
}
