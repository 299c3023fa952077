package aftercare.serve;

import aftercare.contract.Contracts;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.serve.MartTable.MartColumn;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements that make marts of the gold contracts, with a few invented rows: each table holds all combinations of
 * some values of its key, and what else stands in a row follows from its name and type. Figures make no sense together,
 * but numerators stay below denominators.
 */
final class InventedMarts {
    private static final List<String> MONTHS = IntStream.rangeClosed(0, 25)
            .mapToObj(i -> LocalDate.of(2024, 8, 1).plusMonths(i).toString())
            .toList();
    private static final List<String> SOURCES = Contracts.load().sources().stream()
            .map(contract -> contract.source())
            .toList();
    private static final List<String> NOTHING = Arrays.asList((String) null);
    private static final List<String> COUNTED = List.of(
            "rated_n",
            "recommend_n",
            "completed_n",
            "callback_due_n",
            "due_n",
            "onsite_due_n",
            "first_fix_d",
            "first_fix_provisional_d",
            "outcome_known_n",
            "complaint_closed_n",
            "rows_read",
            "d");

    /** Values of columns by name, or by table and name. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("month", MONTHS),
            Map.entry("restatement.month", List.of("2026-08-01")),
            Map.entry("quarter", List.of("2026-04-01", "2026-07-01")),
            Map.entry("dim_month.quarter", List.of("2026-Q3")),
            Map.entry("cut", List.of("company", "region", "outlet", "model", "category")),
            Map.entry("cut_id", List.of("all", "R1", "O1", "O2", "M1", "C1")),
            Map.entry("region_id", List.of("R1", "R2")),
            Map.entry("servqual.region_id", List.of("all", "R1")),
            Map.entry("outlet_id", List.of("O1", "O2")),
            Map.entry("model_id", List.of("M1", "M2")),
            Map.entry("category", List.of("C1", "C2")),
            Map.entry("scenario", List.of("base", "tight")),
            Map.entry("origin", List.of("2026-08-01")),
            Map.entry("as_of", List.of("2026-08-31")),
            Map.entry("first_seen", List.of("2026-08-31")),
            Map.entry("emerging_issue.level", List.of("red", "yellow")),
            Map.entry("level", List.of("model_region", "region", "model", "company")),
            Map.entry("segment", List.of("all")),
            Map.entry("span", List.of("month", "months")),
            Map.entry("horizon", List.of("1", "12")),
            Map.entry("method", List.of("combined", "ets")),
            Map.entry("year", List.of("2027", "2028")),
            Map.entry("months_n", List.of("12")),
            Map.entry("window_days", List.of("90", "180")),
            Map.entry("window_months", List.of("12")),
            Map.entry("driver", List.of("late_on_site", "not_fixed")),
            Map.entry("age_month", List.of("0", "1")),
            Map.entry("lag_months", List.of("0")),
            Map.entry("rank", List.of("1", "2")),
            Map.entry("warranty_months", List.of("12", "24")),
            Map.entry(
                    "metric",
                    List.of(
                            "satisfaction_rate",
                            "dissatisfaction_rate",
                            "coverage_rate",
                            "called_back",
                            "first_fix_rate",
                            "first_fix_provisional_rate",
                            "onsite_rate",
                            "onsite_visit",
                            "complaints_per_1000")),
            Map.entry("training_need.metric", List.of("first_fix")),
            Map.entry("scope", List.of("all")),
            Map.entry("scope_id", List.of("all")),
            Map.entry("valid_from", List.of("1970-01-01")),
            Map.entry("valid_to", NOTHING),
            Map.entry("left_on", NOTHING),
            Map.entry("floor", List.of("0.95")),
            Map.entry("promise", List.of("onsite_visit", "install_visit", "hotline_answered", "called_back")),
            Map.entry("cause", List.of("late", "fee")),
            Map.entry("source", List.of("repairs", "callbacks")),
            Map.entry("load_ledger.source", SOURCES),
            Map.entry("load_ledger.status", List.of("loaded", "refused")),
            Map.entry("source_month.state", List.of("silent", "partial")),
            Map.entry("source_month.rows_n", List.of("0", "1")),
            Map.entry("source_month.expected_n", List.of("30.5", "40.5")),
            Map.entry("training_effect.status", List.of("worked")),
            Map.entry("position", List.of("low", "in")),
            Map.entry("competitor_position.position", List.of("behind", "ahead")),
            Map.entry("recommendation", List.of("watch")),
            Map.entry("funnel", List.of("low")),
            Map.entry("service_type", List.of("repair", "install")),
            Map.entry("outcome", List.of("fixed", "not_fixed", "no_fault_found")),
            Map.entry("item", List.of("hotline", "on_site")),
            Map.entry("unit", List.of("share", "hours")),
            Map.entry("quality_position", List.of("behind")),
            Map.entry("binding_limit", List.of("capacity_and_radius", "no_jobs")),
            Map.entry("action", List.of("keep", "give_up")),
            Map.entry("basis", List.of("performance", "level")),
            Map.entry("step", List.of("diagnosis", "manner")),
            Map.entry("training_job.metric", List.of("first_fix")),
            Map.entry("forecast_warning.rule", List.of("short_history")),
            Map.entry("plan_warning.rule", List.of("no_rates")),
            Map.entry("settlement_flag.rule", List.of("claimed_twice", "out_of_warranty")),
            Map.entry("quarantine_summary.rule", List.of("required", "completed_before_opened")),
            Map.entry("table_name", List.of(Tables.COMPLAINT_MONTH)),
            Map.entry("action_effect.what", List.of("driver")),
            Map.entry("action_effect.owner", List.of("quality")),
            Map.entry("months", List.of("all")),
            Map.entry("not_delivered.state", List.of("never_filled")),
            Map.entry("pinned_value", List.of("1")),
            Map.entry("current_value", List.of("2")),
            Map.entry("refers_to", List.of("repairs.repair_id")),
            Map.entry("field", List.of("serial_no")),
            Map.entry("signal", List.of("beyond_3_sigma")),
            Map.entry("problems", List.of("late,came_back")),
            Map.entry("service_gap_quarter.gap", List.of("procedure", "behaviour")),
            Map.entry("dimension", List.of("reliability")),
            Map.entry("respondent", List.of("consumer")),
            Map.entry("company", List.of("us", "Other")),
            Map.entry("plan", List.of("annual", "special")),
            Map.entry("action_id", List.of("driver/late_on_site", "outlet/O1", "claims/O2")),
            Map.entry("action.advice", List.of("Reach customers in time")),
            Map.entry("action.what", List.of("driver")),
            Map.entry("action.owner", List.of("quality")),
            // One that keeps customers, one of which only money is known, one of which nothing is.
            Map.entry("action.rank", List.of("1", "2", "3")),
            Map.entry("action.gain", Arrays.asList("5.5", null, null)),
            Map.entry("action.money", Arrays.asList(null, "608", null)),
            Map.entry("action_order.repair_id", List.of("A1", "A2")),
            Map.entry("action_effect.state", List.of("overdue")),
            Map.entry("action_effect.verdict", List.of("helped")),
            Map.entry("chart_note.cut", List.of("company")),
            Map.entry("chart_note.cut_id", List.of("all")),
            Map.entry("noted_on", List.of("2026-08-12")),
            Map.entry("chart_note.month", List.of("2026-08-01")),
            Map.entry("advice", List.of("book", "try", "review")),
            Map.entry("training_effect.advice", List.of("review")),
            Map.entry("skill", List.of("S1", "S2")),
            Map.entry("technician_id", List.of("T1", "T2")));

    private InventedMarts() {}

    /** Tables and rows of some tables. */
    static List<String> statements(Contracts contracts, Collection<String> tables) {
        List<String> statements =
                new ArrayList<>(List.of("create schema marts", "create schema marts_next", "create schema marts_data"));
        for (String table : tables) {
            GoldContract contract = contracts.gold(table);
            MartDdl mart = new MartDdl(mart(contract), contract.sparkType());
            statements.add(mart.create());
            statements.add("insert into marts_next." + table + " values " + rows(contract));
            statements.addAll(mart.finish());
            statements.addAll(List.of(mart.parent(), mart.attach(), mart.file()));
        }
        return statements;
    }

    private static MartTable mart(GoldContract contract) {
        List<MartColumn> columns = contract.columns().stream()
                .map(column ->
                        new MartColumn(column.name(), column.description().en()))
                .toList();
        // Invented rows may share a key: their number is what tests ask for.
        return new MartTable(contract.table(), null, columns, List.of(), "", MartTable.NOBODY);
    }

    private static String rows(GoldContract contract) {
        List<List<String>> keys = List.of(List.of());
        for (String key : contract.key()) {
            GoldColumn column = contract.columns().stream()
                    .filter(one -> one.name().equals(key))
                    .findFirst()
                    .orElseThrow();
            keys = keys.stream()
                    .flatMap(begun -> values(contract, column).stream().map(value -> with(begun, value)))
                    .toList();
        }
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            rows.add(row(contract, keys.get(i), i));
        }
        return String.join(", ", rows);
    }

    private static List<String> with(List<String> begun, String value) {
        List<String> longer = new ArrayList<>(begun);
        longer.add(value);
        return longer;
    }

    private static String row(GoldContract contract, List<String> key, int number) {
        return contract.columns().stream()
                .map(column -> {
                    int place = contract.key().indexOf(column.name());
                    List<String> values = values(contract, column);
                    return literal(place >= 0 ? key.get(place) : value(column, values, number));
                })
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String value(GoldColumn column, List<String> values, int number) {
        if (values.size() > 1 || VALUES.containsKey(column.name())) {
            return values.get(number % values.size());
        }
        return switch (column.type().kind()) {
            case INT, LONG -> Integer.toString(COUNTED.contains(column.name()) ? 50 + number % 9 : 20 + number % 7);
            case DOUBLE, DECIMAL -> Double.toString(0.3 + number % 5 * 0.1);
            case BOOLEAN -> Boolean.toString(number % 2 == 0);
            default -> values.get(0);
        };
    }

    private static List<String> values(GoldContract contract, GoldColumn column) {
        List<String> own = VALUES.get(contract.table() + "." + column.name());
        if (own != null) {
            return own;
        }
        return VALUES.getOrDefault(
                column.name(),
                List.of(
                        switch (column.type().kind()) {
                            case DATE -> "2026-08-31";
                            case TIMESTAMP -> "2026-08-31T08:00:00Z";
                            default -> column.name();
                        }));
    }

    private static String literal(String value) {
        return value == null ? "null" : Sql.text(value);
    }
}
