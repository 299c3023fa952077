package aftercare.measure.forecast;

import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The histories of an invented company's categories, read from its clean files without Spark. */
final class InventedHistories {
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final List<String> EVENTS = List.of(
            "opened_at", "arrived_at", "completed_at", "cancelled_at", "parts_requested_at", "parts_received_at");

    final List<CategoryHistory> categories = new ArrayList<>();
    final Delays delays;
    final int firstMonth;

    private final Path folder;

    private record Repair(String model, String region, int month, int age, int delay) {}

    InventedHistories(Path folder, int months, long seed) {
        this(folder, GenerateOptions.into(folder).withMonths(months).withSeed(seed));
    }

    InventedHistories(Path folder, GenerateOptions asked) {
        this.folder = folder;
        GenerateOptions options = asked.withDirtyShare(0);
        int months = options.months();
        CompanyGenerator.generate(options);
        int last = number(options.lastDay());
        firstMonth = last - months + 1;
        List<Repair> repairs = repairs(last);
        long[][] counts = new long[months][CategoryHistory.DELAYS];
        repairs.forEach(
                repair -> counts[repair.month() - firstMonth][Math.min(repair.delay(), CategoryHistory.DELAYS - 1)]++);
        delays = new Delays(counts);
        fill(months, repairs);
    }

    private void fill(int months, List<Repair> repairs) {
        TreeMap<String, String> zoneOf = new TreeMap<>();
        rows("regions").forEach(row -> zoneOf.put(row.get("区域编号"), row.get("气候区")));
        List<String> zones = List.copyOf(new TreeSet<>(zoneOf.values()));
        List<CategoryFleet.Region> regions = zoneOf.entrySet().stream()
                .map(region -> new CategoryFleet.Region(region.getKey(), zones.indexOf(region.getValue())))
                .toList();
        TreeMap<String, TreeMap<String, CategoryFleet.Model>> models = new TreeMap<>();
        rows("models").forEach(row -> models.computeIfAbsent(row.get("category"), category -> new TreeMap<>())
                .put(
                        row.get("model_id"),
                        new CategoryFleet.Model(
                                row.get("model_id"), Double.parseDouble(row.get("design_repair_rate")), 24)));
        List<Map<String, String>> sales = rows("shipments");
        List<Map<String, String>> plans = rows("sales_forecasts");
        int before = firstMonth
                - sales.stream().mapToInt(row -> number(row.get("month"))).min().orElseThrow();
        models.forEach((category, byId) -> {
            List<String> ids = List.copyOf(byId.keySet());
            List<String> places = List.copyOf(zoneOf.keySet());
            CategoryHistory history = new CategoryHistory(new CategoryFleet(
                    category, List.copyOf(byId.values()), regions, zones, firstMonth, months, before, new double[0]));
            for (Map<String, String> row : sales) {
                if (byId.containsKey(row.get("model_id"))) {
                    history.sold(
                            ids.indexOf(row.get("model_id")),
                            places.indexOf(row.get("region_id")),
                            number(row.get("month")) - firstMonth,
                            Double.parseDouble(row.get("units")));
                }
            }
            for (Map<String, String> row : plans) {
                if (byId.containsKey(row.get("model_id"))) {
                    history.planned(
                            ids.indexOf(row.get("model_id")),
                            places.indexOf(row.get("region_id")),
                            number(row.get("month")) - firstMonth,
                            (int) LocalDate.parse(row.get("issued_on")).toEpochDay(),
                            row.get("plan_id"),
                            Double.parseDouble(row.get("units")));
                }
            }
            for (Repair repair : repairs) {
                if (byId.containsKey(repair.model())) {
                    history.repaired(
                            ids.indexOf(repair.model()),
                            places.indexOf(repair.region()),
                            repair.month() - firstMonth,
                            repair.age(),
                            repair.delay(),
                            1);
                }
            }
            categories.add(history);
        });
    }

    /** How the forecasts of all levels did on the company's past. */
    Scores scores() {
        Scores scores = new Scores();
        TreeMap<String, Totals> sums = new TreeMap<>();
        for (CategoryHistory history : categories) {
            TrackRecord record = TrackRecord.of(history, delays);
            record.scores().byKey.forEach((key, score) -> scores.byKey
                    .computeIfAbsent(key, absent -> new Score())
                    .add(score));
            for (Totals part : record.totals()) {
                sums.merge(part.level() + part.id() + part.origin(), part, (sum, other) -> {
                    sum.add(other);
                    return sum;
                });
            }
        }
        sums.values().forEach(sum -> sum.score(scores, "all"));
        return scores;
    }

    private List<Repair> repairs(int last) {
        Map<String, String> regionOf = new HashMap<>();
        rows("outlets").forEach(row -> regionOf.putIfAbsent(row.get("outlet_id"), row.get("region_id")));
        Map<String, Map<String, String>> latest = new TreeMap<>();
        rows("repairs")
                .forEach(row -> latest.merge(
                        row.get("repair_id"),
                        row,
                        (one, other) -> one.get("updated_at").compareTo(other.get("updated_at")) > 0 ? one : other));
        List<Repair> repairs = new ArrayList<>();
        for (Map<String, String> row : latest.values()) {
            boolean cancelled = !row.get("cancelled_at").isEmpty()
                    && row.get("completed_at").isEmpty();
            if (row.get("service_type").equals("repair") && !cancelled) {
                String region =
                        row.get("region_id").isEmpty() ? regionOf.get(row.get("outlet_id")) : row.get("region_id");
                int month = number(row.get("opened_at"));
                int delay = delay(row, month);
                if (month + delay <= last) {
                    int age = row.get("sold_on").isEmpty() ? -1 : month - number(row.get("sold_on"));
                    repairs.add(new Repair(row.get("model_id"), region, month, age, delay));
                }
            }
        }
        return repairs;
    }

    private static int delay(Map<String, String> row, int month) {
        LocalDateTime last = EVENTS.stream()
                .map(row::get)
                .filter(text -> !text.isEmpty())
                .map(text -> LocalDateTime.parse(text, INSTANT))
                .max(LocalDateTime::compareTo)
                .orElseThrow();
        LocalDateTime updated = LocalDateTime.parse(row.get("updated_at"), INSTANT);
        return updated.isAfter(last.plusHours(24)) ? number(row.get("updated_at")) - month : 0;
    }

    private List<Map<String, String>> rows(String source) {
        List<Map<String, String>> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve(source))) {
            for (Path file : files.sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                String[] names = lines.get(0).replace("\uFEFF", "").split(",", -1);
                for (String line : lines.subList(1, lines.size())) {
                    String[] cells = line.split(",", -1);
                    Map<String, String> row = new HashMap<>();
                    for (int i = 0; i < names.length; i++) {
                        row.put(names[i], cells[i]);
                    }
                    rows.add(row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static int number(String day) {
        return Integer.parseInt(day.substring(0, 4)) * 12 + Integer.parseInt(day.substring(5, 7)) - 1;
    }

    private static int number(LocalDate day) {
        return day.getYear() * 12 + day.getMonthValue() - 1;
    }
}
