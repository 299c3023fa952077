package aftercare.referee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sources the KPIs need and the columns their contracts name. */
enum LandingSource {
    REPAIRS("repair_id, outlet_id, model_id, service_type, opened_at, region_id, technician_id, serial_no, promised_at,"
            + " arrived_at, completed_at, cancelled_at, outcome, sold_on, manufactured_on, travel_km, labour_hours,"
            + " labour_cost, parts_cost, customer_paid, claimed_amount, parts_requested_at, parts_received_at,"
            + " updated_at"),
    CALLBACKS("callback_id, repair_id, called_at, result, satisfaction, recommend, effort, resolved, on_time,"
            + " visit_confirmed, updated_at"),
    COMPLAINTS("complaint_id, received_at, repair_id, outlet_id, model_id, region_id, customer_id, cause, severity,"
            + " first_reply_at, resolved_at, reopened, satisfied, updated_at"),
    OUTLETS("outlet_id, valid_from, region_id, name, kind, status, opened_on, latitude, longitude"),
    MODELS("model_id, name, category, warranty_months, design_repair_rate, standard_hours, launched_on"),
    REGIONS("region_id, name, tier, latitude, longitude"),
    TECHNICIANS("technician_id, valid_from, outlet_id, hired_on, left_on");

    /** Headers that the generated company spells in Chinese; in no other source does it leave the contracts' names. */
    private static final Map<String, String> CHINESE = Map.of(
            "region_id", "区域编号",
            "name", "区域名称",
            "tier", "区域等级",
            "latitude", "纬度",
            "longitude", "经度");

    private final List<String> columns;

    LandingSource(String columns) {
        this.columns = List.of(columns.split(", "));
    }

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * SQL of a view {@code raw_<table>} over the landing files with every contract column as text; a column no file has
     * is null. Files come in the order of their names, which the later-file-wins rule rests on.
     */
    String rawView(Path landing, Function<String, List<String>> headers) {
        List<Path> files = files(landing.resolve(table()));
        if (files.isEmpty()) {
            return "CREATE OR REPLACE TEMP VIEW raw_" + table() + " AS SELECT " + nulls() + " LIMIT 0";
        }
        String csv = readCsv(files);
        List<String> present =
                headers.apply(csv).stream().map(h -> h.toLowerCase(Locale.ROOT)).toList();
        String projection =
                columns.stream().map(column -> projected(column, present)).collect(Collectors.joining(", "));
        return "CREATE OR REPLACE TEMP VIEW raw_" + table() + " AS SELECT " + projection + " FROM " + csv;
    }

    private String projected(String column, List<String> present) {
        if (present.contains(column)) {
            return column;
        }
        String chinese = CHINESE.get(column);
        return this == REGIONS && present.contains(chinese)
                ? '"' + chinese + "\" AS " + column
                : "NULL::VARCHAR AS " + column;
    }

    private String nulls() {
        return columns.stream().map(column -> "NULL::VARCHAR AS " + column).collect(Collectors.joining(", "));
    }

    // A row with too few or too many fields is an error to DuckDB, and errors are skipped.
    private static String readCsv(List<Path> files) {
        String names =
                files.stream().map(file -> Referee.literal(file.toString())).collect(Collectors.joining(", "));
        return "read_csv([" + names + "], all_varchar = true, header = true, union_by_name = true, skip = 0,"
                + " delim = ',', quote = '\"', escape = '\"', comment = '', null_padding = false, ignore_errors = true)";
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(".csv"))
                    .filter(file -> !Referee.empty(file))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
