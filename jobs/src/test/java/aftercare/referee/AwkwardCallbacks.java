package aftercare.referee;

import static aftercare.referee.AwkwardCompany.END;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Callbacks: early, late, doubled, contradicting each other, about orders nobody knows. */
final class AwkwardCallbacks {

    private static final List<String> COLUMNS = List.of(
            "callback_id",
            "repair_id",
            "called_at",
            "result",
            "satisfaction",
            "recommend",
            "effort",
            "resolved",
            "comment",
            "updated_at");

    private final Dice dice;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private int made;

    AwkwardCallbacks(Dice dice) {
        this.dice = dice;
    }

    void make(List<ServiceOrder> orders) {
        for (ServiceOrder order : orders) {
            // Scripted orders have their one callback already.
            if (!order.id.startsWith("A") || dice.chance(0.25)) {
                continue;
            }
            int calls = 1 + dice.weighted(70, 20, 10);
            for (int i = 0; i < calls; i++) {
                call(order);
            }
        }
    }

    /** A reached callback a day after completion with the given satisfaction. */
    void rate(ServiceOrder order, int satisfaction) {
        rows.add(row(order.id, order.completed.plusDays(1), "reached", String.valueOf(satisfaction), ""));
    }

    private void call(ServiceOrder order) {
        LocalDateTime called = calledAt(order);
        String result = dice.chance(0.75) ? "reached" : dice.of("no_answer", "refused", "wrong_number", "Reached");
        // A rating that came with a call nobody answered must not count.
        boolean asked = result.equals("reached") ? dice.chance(0.9) : dice.chance(0.1);
        String repair = dice.chance(0.01) ? "NOBODY-" + dice.below(99) : order.id;
        Map<String, String> row =
                row(repair, called, result, asked ? satisfaction(order) : "", dice.chance(0.6) ? recommend() : "");
        rows.add(row);
        if (dice.chance(0.04)) {
            rows.add(row(repair, called, "reached", satisfaction(order), dice.chance(0.5) ? recommend() : ""));
        }
        if (dice.chance(0.02)) {
            rows.add(otherVersion(row, order));
        }
        if (dice.chance(0.01)) {
            rows.add(refused(row));
        }
    }

    private LocalDateTime calledAt(ServiceOrder order) {
        LocalDateTime done = order.completed == null ? order.opened : order.completed;
        return switch (dice.weighted(5, 5, 5, 3, 82)) {
            case 0 -> dice.around(done);
            case 1 -> dice.around(done.plusDays(7));
            case 2 -> done.minusSeconds(dice.between(1, 3 * 86_400));
            case 3 -> dice.around(END);
            default -> done.plusSeconds(dice.mostlyFew(15 * 86_400)).plusNanos(dice.chance(0.05) ? 500_000_000 : 0);
        };
    }

    // Outlets differ, and change at midway, so that charts have something to find.
    private String satisfaction(ServiceOrder order) {
        int outlet = Math.floorMod(order.outlet.hashCode(), 7);
        boolean later = order.opened.isAfter(LocalDateTime.of(2025, 6, 1, 0, 0));
        double satisfied = 0.6 + 0.04 * outlet + (later && outlet % 3 == 0 ? -0.12 : 0);
        if (dice.chance(satisfied)) {
            return dice.of("4", "5");
        }
        return dice.of("1", "2", "3");
    }

    private String recommend() {
        return String.valueOf(dice.below(11));
    }

    private Map<String, String> row(
            String repair, LocalDateTime called, String result, String satisfaction, String recommend) {
        Map<String, String> row = new HashMap<>();
        // Numbers that do not follow time, so that the id decides ties on its own.
        row.put("callback_id", "B%08d".formatted(made++ * 7_919L % 100_000_007L));
        row.put("repair_id", repair);
        row.put("called_at", dice.text(called));
        row.put("result", result);
        row.put("satisfaction", satisfaction);
        row.put("recommend", recommend);
        row.put("resolved", dice.of("true", "false", ""));
        row.put("comment", dice.chance(0.02) ? "said: \"fine\",\nthen hung up" : "");
        row.put("updated_at", dice.chance(0.2) ? "" : dice.text(called.plusHours(1)));
        return row;
    }

    private Map<String, String> otherVersion(Map<String, String> row, ServiceOrder order) {
        Map<String, String> other = new HashMap<>(row);
        other.put("satisfaction", satisfaction(order));
        other.put("result", dice.of("reached", "refused"));
        other.put("updated_at", dice.of("", row.get("updated_at"), "2026-03-01 00:00:00"));
        return other;
    }

    private Map<String, String> refused(Map<String, String> row) {
        Map<String, String> bad = new HashMap<>(row);
        bad.put("updated_at", dice.text(END.plusYears(1)));
        switch (dice.below(7)) {
            case 0 -> bad.put("satisfaction", dice.of("0", "6", "4.5", "good"));
            case 1 -> bad.put("recommend", dice.of("-1", "11"));
            case 2 -> bad.put("result", "maybe");
            case 3 -> bad.put("called_at", "");
            case 4 -> bad.put("repair_id", "");
            case 5 -> bad.put("resolved", "perhaps");
            default -> bad.put("effort", "8");
        }
        return bad;
    }

    void write(Path folder) throws IOException {
        shuffle();
        int half = rows.size() / 2;
        try (LandingFile first = LandingFile.plain(folder.resolve("callbacks-a.csv"), COLUMNS);
                LandingFile second = LandingFile.windows(folder.resolve("callbacks-b.csv"), COLUMNS)) {
            for (int i = 0; i < rows.size(); i++) {
                (i < half ? first : second).row(rows.get(i));
            }
            second.line("B-SHORT,A0000001,2026-01-01 00:00:00");
        }
    }

    private void shuffle() {
        for (int i = rows.size() - 1; i > 0; i--) {
            Collections.swap(rows, i, dice.below(i + 1));
        }
    }
}
