package aftercare.serve.metabase;

import aftercare.serve.MartsTarget;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Metabase's front end asks for a dashboard: the dashboard and its cards as {@code apply} left them in the
 * stand-in, and rows of the marts. What it does not know it answers with 404 and remembers.
 */
final class FrontEndServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OPTIONAL = Pattern.compile("\\[\\[(.*?)]]", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([a-z0-9_]+)\\s*}}");
    private static final Pattern QUERY = Pattern.compile("/api/dashboard/\\d+/dashcard/\\d+/card/(\\d+)/query");
    private static final Pattern DASHBOARD = Pattern.compile("/api/dashboard/(\\d+)(/query_metadata)?");
    private static final Pattern VALUES = Pattern.compile("/api/dashboard/(\\d+)/params/([a-z_]+)/(values|remapping)");
    private static final Pattern FONT = Pattern.compile("/app/fonts/Lato/lato-v16-latin-(regular|700|900)\\.woff2");
    /** Metabase measures the words of tables when it draws them, so its font has to be there before. */
    private static final String PAGE = """
            <!doctype html>
            <meta charset=utf-8>
            <link rel=icon href=data:,>
            <style>
            body { margin: 0; font-family: Lato; font-weight: 700 }
            [data-testid=sdk-usage-problem-indicator] { display: none }
            @font-face { font-family: Lato; font-weight: 400; src: url(/app/fonts/Lato/lato-v16-latin-regular.woff2) }
            @font-face { font-family: Lato; font-weight: 700; src: url(/app/fonts/Lato/lato-v16-latin-700.woff2) }
            @font-face { font-family: Lato; font-weight: 900; src: url(/app/fonts/Lato/lato-v16-latin-900.woff2) }
            </style>
            <div id=root></div>
            <script type=module>
            await Promise.all([400, 700, 900].map(weight => document.fonts.load(weight + " 12px Lato")));
            await import("/main.js");
            </script>
            """;

    private static final int OK = 200;
    private static final int MISSING = 404;
    private static final int FAILED = 500;

    private final RecordingMetabase metabase;
    private final MartsTarget marts;
    private final Path bundle;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final TreeSet<String> unknown = new TreeSet<>();

    FrontEndServer(RecordingMetabase metabase, MartsTarget marts, Path bundle) {
        this.metabase = metabase;
        this.marts = marts;
        this.bundle = bundle;
        server = RecordingMetabase.served(this::serve, threads);
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** What was asked for and is not known here. */
    synchronized List<String> unknown() {
        return List.copyOf(unknown);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (path.equals("/")) {
                send(exchange, OK, "text/html", PAGE.getBytes(StandardCharsets.UTF_8));
            } else if (path.equals("/main.js") || path.equals("/main.css")) {
                send(exchange, OK, path.endsWith("js") ? "text/javascript" : "text/css", file(path));
            } else if (FONT.matcher(path).matches()) {
                Matcher font = FONT.matcher(path);
                font.matches();
                String weight = font.group(1).equals("regular") ? "400" : font.group(1);
                send(exchange, OK, "font/woff2", file("/lato-latin-" + weight + "-normal.woff2"));
            } else {
                JsonNode answer = answer(
                        exchange.getRequestMethod(),
                        path,
                        text,
                        Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
                if (answer == null) {
                    synchronized (this) {
                        unknown.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    }
                }
                send(
                        exchange,
                        answer == null ? MISSING : OK,
                        "application/json",
                        answer == null ? new byte[0] : answer.toString().getBytes(StandardCharsets.UTF_8));
            }
        } catch (SQLException | RuntimeException failure) {
            failure.printStackTrace();
            send(exchange, FAILED, "text/plain", String.valueOf(failure).getBytes(StandardCharsets.UTF_8));
        }
    }

    private byte[] file(String path) throws IOException {
        return Files.readAllBytes(bundle.resolve(path.substring(1)));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private JsonNode answer(String method, String path, String text, String asked) throws SQLException {
        Matcher query = QUERY.matcher(path);
        Matcher dashboard = DASHBOARD.matcher(path);
        Matcher values = VALUES.matcher(path);
        if (path.equals("/api/session/properties")) {
            return properties();
        }
        if (path.equals("/api/user/current")) {
            return JSON.createObjectNode()
                    .put("id", 1)
                    .put("is_superuser", false)
                    .put("common_name", "Reader")
                    .put("locale", (String) null);
        }
        if (query.matches()) {
            return answerQuery(
                    metabase.card(Long.parseLong(query.group(1))), read(text).path("parameters"));
        }
        if (dashboard.matches() && method.equals("GET")) {
            return dashboard.group(2) == null
                    ? dashboard(Long.parseLong(dashboard.group(1)))
                    : metadata(Long.parseLong(dashboard.group(1)));
        }
        if (path.matches("/api/collection/\\d+")) {
            return metabase.all("collection").stream()
                    .filter(one -> path.endsWith("/" + one.path("id").asText()))
                    .findFirst()
                    .orElseThrow();
        }
        if (path.equals("/api/database")) {
            return JSON.createObjectNode().put("total", 0).set("data", JSON.createArrayNode());
        }
        if (path.equals("/api/pulse/form_input")) {
            ObjectNode channels = JSON.createObjectNode();
            channels.putObject("channels");
            return channels;
        }
        if (values.matches()) {
            return values(Long.parseLong(values.group(1)), values.group(2), values.group(3), asked);
        }
        return null;
    }

    /** What a filter offers, or what one of its values is called. */
    private JsonNode values(long dashboard, String filter, String what, String asked) {
        JsonNode parameter = null;
        for (JsonNode one : metabase.dashboard(dashboard).path("parameters")) {
            parameter = one.path("id").asText().equals(filter) ? one : parameter;
        }
        JsonNode offered = parameter.path("values_source_config").path("values");
        if (what.equals("values")) {
            return JSON.createObjectNode()
                    .put("has_more_values", false)
                    .set("values", offered.isArray() ? offered : JSON.createArrayNode());
        }
        String value = asked.replaceFirst("value=", "");
        for (JsonNode pair : offered) {
            if (pair.path(0).asText().equals(value)) {
                return pair;
            }
        }
        return JSON.createArrayNode().add(value);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ObjectNode properties() {
        ObjectNode properties = JSON.createObjectNode()
                .put("has-user-setup", true)
                .put("site-locale", "en")
                .put("report-timezone-short", "UTC")
                .put("report-timezone-long", "UTC")
                .put("system-timezone", "UTC")
                .put("start-of-week", "monday")
                .put("application-font", "Lato")
                .put("map-tile-server-url", "/tiles/{z}/{x}/{y}.png")
                .put("humanization-strategy", "simple")
                .put("show-metabase-links", true)
                .putNull("application-font-files");
        properties.putObject("version").put("tag", "v0.56.3");
        properties.putObject("token-features").put("embedding_sdk", true);
        properties.putObject("custom-formatting");
        properties.putObject("application-colors");
        properties.putObject("custom-geojson");
        properties.putObject("engines");
        properties.putArray("available-locales").addArray().add("en").add("English");
        return properties;
    }

    private ObjectNode dashboard(long id) {
        ObjectNode dashboard = metabase.dashboard(id);
        dashboard.put("auto_apply_filters", true).put("can_write", false).put("archived", false);
        dashboard.putObject("last_used_param_values");
        ObjectNode fields = dashboard.putObject("param_fields");
        for (JsonNode tile : dashboard.path("dashcards")) {
            ObjectNode one = (ObjectNode) tile;
            one.put("dashboard_id", id);
            if (one.path("series").isMissingNode()) {
                one.putArray("series");
            }
            if (one.path("card_id").isNumber()) {
                one.set("card", metabase.card(one.path("card_id").asLong()));
            }
        }
        dashboard
                .path("parameters")
                .forEach(parameter -> fields.putArray(parameter.path("id").asText()));
        return dashboard;
    }

    private ObjectNode metadata(long id) {
        ObjectNode metadata = JSON.createObjectNode();
        ArrayNode databases = metadata.putArray("databases");
        metabase.all("database").forEach(database -> databases
                .addObject()
                .put("id", database.path("id").asLong())
                .put("name", database.path("name").asText())
                .put("engine", "postgres")
                .put("native_permissions", "none")
                .putArray("features")
                .add("native-parameters"));
        metadata.putArray("tables");
        metadata.putArray("fields");
        metadata.putArray("cards");
        metadata.putArray("dashboards");
        metadata.putArray("snippets");
        metabase.all("dashboard").forEach(dashboard -> metadata.withArray("dashboards")
                .add(dashboard(dashboard.path("id").asLong())));
        return metadata;
    }

    // ---- queries

    private ObjectNode answerQuery(JsonNode card, JsonNode parameters) throws SQLException {
        Map<String, JsonNode> chosen = new LinkedHashMap<>();
        parameters.forEach(parameter -> {
            JsonNode value = parameter.path("value");
            if (!value.isNull() && !value.isMissingNode() && !(value.isArray() && value.isEmpty())) {
                chosen.put(parameter.path("target").path(1).path(1).asText(), value);
            }
        });
        JsonNode query = card.path("dataset_query").path("native");
        query.path("template-tags").forEach(tag -> {
            JsonNode standing = tag.path("default");
            if (!standing.isMissingNode() && !standing.isNull()) {
                chosen.putIfAbsent(tag.path("name").asText(), standing);
            }
        });
        String sql = filled(query, chosen);
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode data = answer.putObject("data");
        try (Connection connection = marts.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            fill(data, rows);
        }
        insights(data);
        data.put("results_timezone", "UTC");
        data.putObject("native_form").put("query", sql);
        answer.put("status", "completed")
                .put("row_count", data.path("rows").size())
                .put("running_time", 1)
                .put("database_id", card.path("database_id").asLong());
        answer.set("json_query", card.path("dataset_query"));
        return answer;
    }

    private String filled(JsonNode query, Map<String, JsonNode> chosen) {
        String kept = OPTIONAL.matcher(query.path("query").asText()).replaceAll(optional -> {
            Matcher names = PLACEHOLDER.matcher(optional.group(1));
            while (names.find()) {
                if (!chosen.containsKey(names.group(1))) {
                    return "";
                }
            }
            return Matcher.quoteReplacement(optional.group(1));
        });
        return PLACEHOLDER.matcher(kept).replaceAll(name -> {
            JsonNode tag = query.path("template-tags").path(name.group(1));
            JsonNode value = chosen.get(name.group(1));
            return Matcher.quoteReplacement(value == null ? "1 = 1" : condition(tag, value));
        });
    }

    private String condition(JsonNode tag, JsonNode value) {
        JsonNode field = one("field", tag.path("dimension").path(1).asLong());
        String column = "marts."
                + one("table", field.path("table_id").asLong()).path("name").asText()
                + "."
                + field.path("name").asText();
        List<String> values = new ArrayList<>();
        (value.isArray() ? value : JSON.createArrayNode().add(value)).forEach(one -> values.add(one.asText()));
        if (tag.path("widget-type").asText().startsWith("date")) {
            LocalDate first = YearMonth.parse(values.get(0)).atDay(1);
            return column + " between '" + first + "' and '"
                    + first.plusMonths(1).minusDays(1) + "'";
        }
        return column + " in "
                + values.stream()
                        .map(one -> "'" + one.replace("'", "''") + "'")
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private JsonNode one(String kind, long id) {
        return metabase.all(kind).stream()
                .filter(thing -> thing.path("id").asLong() == id)
                .findFirst()
                .orElseThrow();
    }

    private static void fill(ObjectNode data, ResultSet rows) throws SQLException {
        ResultSetMetaData about = rows.getMetaData();
        ArrayNode columns = data.putArray("cols");
        for (int i = 1; i <= about.getColumnCount(); i++) {
            String type = baseType(about.getColumnType(i));
            ObjectNode column = columns.addObject()
                    .put("name", about.getColumnLabel(i))
                    .put("display_name", about.getColumnLabel(i))
                    .put("base_type", type)
                    .put("effective_type", type)
                    .put("source", "native");
            column.putArray("field_ref")
                    .add("field")
                    .add(about.getColumnLabel(i))
                    .addObject()
                    .put("base-type", type);
        }
        ArrayNode told = data.putArray("rows");
        while (rows.next()) {
            ArrayNode row = told.addArray();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                row.addPOJO(cell(rows.getObject(i)));
            }
        }
    }

    private static Object cell(Object value) {
        if (value instanceof Date day) {
            return day.toLocalDate() + "T00:00:00Z";
        }
        if (value instanceof Timestamp time) {
            return time.toInstant().toString();
        }
        return value instanceof Number || value instanceof Boolean || value == null ? value : value.toString();
    }

    private static String baseType(int type) {
        return switch (type) {
            case Types.SMALLINT, Types.INTEGER -> "type/Integer";
            case Types.BIGINT -> "type/BigInteger";
            case Types.NUMERIC -> "type/Decimal";
            case Types.REAL, Types.DOUBLE -> "type/Float";
            case Types.DATE -> "type/Date";
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> "type/DateTimeWithLocalTZ";
            case Types.BOOLEAN, Types.BIT -> "type/Boolean";
            default -> "type/Text";
        };
    }

    /** Told only of a result that has one day column, and else numbers. */
    private static void insights(ObjectNode data) {
        data.putArray("insights");
        List<Integer> days = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < data.path("cols").size(); i++) {
            String type = data.path("cols").path(i).path("base_type").asText();
            if (type.contains("Date")) {
                days.add(i);
            } else if (List.of("type/Integer", "type/BigInteger", "type/Decimal", "type/Float")
                    .contains(type)) {
                numbers.add(i);
            } else {
                return;
            }
        }
        int rows = data.path("rows").size();
        if (days.size() != 1 || rows < 2) {
            return;
        }
        Optional<String> unit = unit(
                data.path("rows").path(rows - 2).path(days.get(0)).asText(),
                data.path("rows").path(rows - 1).path(days.get(0)).asText());
        for (int number : numbers) {
            ObjectNode insight = data.withArray("insights").addObject();
            insight.put("col", data.path("cols").path(number).path("name").asText());
            unit.ifPresent(known -> insight.put("unit", known));
            insight.set("previous-value", data.path("rows").path(rows - 2).path(number));
            insight.set("last-value", data.path("rows").path(rows - 1).path(number));
        }
    }

    private static Optional<String> unit(String from, String to) {
        if (from.length() < 10 || to.length() < 10) {
            return Optional.empty();
        }
        LocalDate first = LocalDate.parse(from.substring(0, 10));
        LocalDate last = LocalDate.parse(to.substring(0, 10));
        return switch ((int) ChronoUnit.DAYS.between(first, last)) {
            case 1 -> Optional.of("day");
            case 7 -> Optional.of("week");
            case 28, 29, 30, 31 -> Optional.of("month");
            case 365, 366 -> Optional.of("year");
            default -> Optional.empty();
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
