package aftercare.referee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A few rows written by hand, each as {@code column=value} with the rest left to defaults, and what they come to. */
final class TinyLanding {

    private final Path folder;
    private final Map<String, List<Map<String, String>>> files = new LinkedHashMap<>();
    private int made;

    TinyLanding(Path folder) {
        this.folder = folder;
    }

    /** A repair of model M by outlet A, unless told otherwise. */
    TinyLanding order(String... values) {
        return row("repairs/1", "outlet_id=A", "model_id=M", "service_type=repair", values);
    }

    TinyLanding callback(String... values) {
        return row("callbacks/1", "callback_id=B" + made, "result=reached", "satisfaction=", values);
    }

    TinyLanding complaint(String... values) {
        return row("complaints/1", "complaint_id=K" + made, "cause=late", "outlet_id=", values);
    }

    TinyLanding outlet(String... values) {
        return row("outlets/1", "name=N", "kind=", "status=", values);
    }

    TinyLanding model(String id, String category) {
        return row("models/1", "model_id=" + id, "name=N", "category=" + category);
    }

    /** The same columns in a file of another name. */
    TinyLanding orderInFile(String file, String... values) {
        return row("repairs/" + file, "outlet_id=A", "model_id=M", "service_type=repair", values);
    }

    /** Orders of outlet and service type, completed on a day, of which some are rated, of which some are satisfied. */
    TinyLanding rated(String outlet, String serviceType, LocalDate day, int completed, int rated, int satisfied) {
        LocalDateTime noon = day.atTime(12, 0);
        for (int i = 0; i < completed; i++) {
            String id = "R" + made;
            order(
                    "repair_id=" + id,
                    "outlet_id=" + outlet,
                    "service_type=" + serviceType,
                    "opened_at=" + noon,
                    "completed_at=" + noon.plusHours(1));
            if (i < rated) {
                callback("repair_id=" + id, "called_at=" + noon.plusDays(1), "satisfaction=" + (i < satisfied ? 5 : 2));
            }
        }
        return this;
    }

    private TinyLanding row(String file, String first, String second, String third, String... values) {
        made++;
        Map<String, String> row = new LinkedHashMap<>();
        put(row, first, second, third);
        put(row, values);
        files.computeIfAbsent(file, absent -> new ArrayList<>()).add(row);
        return this;
    }

    private static void put(Map<String, String> row, String... values) {
        for (String value : values) {
            int equals = value.indexOf('=');
            row.put(value.substring(0, equals), value.substring(equals + 1));
        }
    }

    void write() {
        files.forEach((file, rows) -> {
            Set<String> columns = new LinkedHashSet<>();
            rows.forEach(row -> columns.addAll(row.keySet()));
            try (LandingFile out = LandingFile.plain(folder.resolve(file + ".csv"), List.copyOf(columns))) {
                for (Map<String, String> row : rows) {
                    out.row(row);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Writes, loads and computes in UTC as of a day. */
    Result asOf(String day) {
        return asOf(day, ZoneOffset.UTC);
    }

    Result asOf(String day, ZoneId zone) {
        write();
        try (Referee referee = Referee.open(null, 1, "1GB", zone)) {
            referee.load(folder);
            referee.compute(LocalDate.parse(day));
            return new Result(
                    referee.rows("outlet_kpi_month"),
                    referee.rows("satisfaction_month"),
                    referee.rows("complaint_month"));
        }
    }

    /** The three tables. */
    record Result(
            List<Map<String, Object>> kpis,
            List<Map<String, Object>> satisfaction,
            List<Map<String, Object>> complaints) {

        Map<String, Object> kpi(String month, String outlet) {
            return only(kpis.stream()
                    .filter(row -> row.get("month").equals(LocalDate.parse(month + "-01")))
                    .filter(row -> row.get("outlet_id").equals(outlet))
                    .toList());
        }

        Map<String, Object> satisfaction(String month, String cut, String id) {
            return only(satisfaction.stream()
                    .filter(row -> row.get("month").equals(LocalDate.parse(month + "-01")))
                    .filter(row ->
                            row.get("cut").equals(cut) && row.get("cut_id").equals(id))
                    .toList());
        }

        Map<String, Object> complaint(String month, String cut, String id) {
            return only(complaints.stream()
                    .filter(row -> row.get("month").equals(LocalDate.parse(month + "-01")))
                    .filter(row ->
                            row.get("cut").equals(cut) && row.get("cut_id").equals(id))
                    .toList());
        }

        private static Map<String, Object> only(List<Map<String, Object>> rows) {
            if (rows.size() != 1) {
                throw new AssertionError("one row was expected, there are " + rows);
            }
            return rows.get(0);
        }
    }
}
