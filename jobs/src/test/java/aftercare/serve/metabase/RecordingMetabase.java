package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Behaves as Metabase's API does where it matters to us, over HTTP, and remembers every request and what its own API
 * description has to say against it. Written after Metabase's description of 0.58, its sources, and what a live 0.63.2
 * answered; it runs no query and keeps no history.
 */
final class RecordingMetabase implements AutoCloseable {
    static final String EMAIL = "admin@example.com";
    static final String PASSWORD = "correct horse 42";
    static final String API_KEY = "mb_key";
    /** How late an answer is that comes too late. */
    static final Duration LATE = Duration.ofMillis(1500);

    /** Waits for nothing that this stand-in does at once, and long enough for what it does of whole dashboards. */
    static final RetryPolicy QUICK = new RetryPolicy(
            3,
            Duration.ofMillis(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(1));

    static {
        // The JDK's server sends head and body apart; unless told so, the second waits 40 ms for the first to be
        // acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** The user as whom we sign in. */
    static final long SELF = 1;

    private static final long ALL_USERS = 1;
    private static final long ADMINISTRATORS = 2;
    /** In the graph of permissions, and not in the list of groups: "All tenant users" and "Data analysts". */
    private static final long TENANTS = 3;

    private static final long ANALYSTS = 4;
    private static final String FREE_SQL = "query-builder-and-native";

    private static final AnswerCheck ANSWERS = AnswerCheck.ofTheLiveServer();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ITEM = Pattern.compile("/api/([a-z]+)/(\\d+)");

    /** One request. */
    record Request(String method, String path, JsonNode body) {
        boolean writes() {
            return !method.equals("GET") && !path.startsWith("/api/session");
        }
    }

    /** What befalls a request. */
    enum Fate {
        SERVED,
        /** Answered 503, without effect. */
        UNAVAILABLE,
        /** The connection breaks before anything happened. */
        LOST,
        /** Done, but the connection breaks before the answer. */
        DONE_UNHEARD,
        /** Done, and answered when nobody listens any more. */
        TOO_LATE
    }

    /** How this Metabase tells queries. */
    enum Form {
        MBQL5,
        MBQL5_WITH_TAG_LIST,
        LEGACY
    }

    private final List<Request> requests = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final MartsCatalog catalog;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final Map<String, Map<Long, ObjectNode>> things = new TreeMap<>();
    private final Map<String, Long> lastIds = new TreeMap<>();
    private final ObjectNode collectionGraph = graph();
    private final ObjectNode dataGraph = graph();
    private final Map<String, Long> expected = new TreeMap<>();
    private boolean setUp;
    private int starting;
    private boolean letters = true;
    private int pollsUntilSynced = 3;
    private final Map<Long, Integer> pollsLeft = new TreeMap<>();
    private String version = "v0.63.2";
    private Form form = Form.MBQL5_WITH_TAG_LIST;
    private Predicate<Request> rival = request -> false;
    private java.util.function.Function<Request, Fate> fate = request -> Fate.SERVED;

    /** A server of this machine alone, at a port that was free. */
    static HttpServer served(HttpHandler handler, ExecutorService threads) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", handler);
            server.setExecutor(threads);
            server.start();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    RecordingMetabase(MartsCatalog catalog) {
        this.catalog = catalog;
        server = served(this::serve, threads);
        put("group", ALL_USERS, node().put("name", "All Users").put("magic_group_type", "all-internal-users"));
        put("group", ADMINISTRATORS, node().put("name", "Administrators").put("magic_group_type", "admin"));
        ObjectNode collections = collectionGraph.withObjectProperty("groups");
        collections.putObject(String.valueOf(ALL_USERS)).put("root", "write");
        collections.putObject(String.valueOf(ADMINISTRATORS)).put("root", "write");
        ObjectNode data = dataGraph.withObjectProperty("groups");
        for (long group : List.of(ALL_USERS, ADMINISTRATORS, TENANTS, ANALYSTS)) {
            data.putObject(String.valueOf(group));
        }
    }

    /** A group that was there before us, may ask a database of its own anything, and write in all collections. */
    synchronized RecordingMetabase withAnalysts() {
        put("group", 5, node().put("name", "Analysts").putNull("magic_group_type"));
        put("database", 5, node().put("name", "Warehouse").put("initial_sync_status", "complete"));
        dataGraph.path("groups").fieldNames().forEachRemaining(group -> mayAsk(group, "5", "no"));
        mayAsk("5", "5", FREE_SQL);
        collectionGraph.withObjectProperty("groups").putObject("5").put("root", "write");
        return this;
    }

    private static ObjectNode graph() {
        ObjectNode graph = node().put("revision", 1);
        graph.putObject("groups");
        return graph;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    RecordingMetabase alreadySetUp() {
        setUp = true;
        return this;
    }

    /** Answers 503 to so many requests for its health. */
    RecordingMetabase starting(int requests) {
        starting = requests;
        return this;
    }

    /** A later release, which has no letters any more. */
    RecordingMetabase withoutLetters() {
        letters = false;
        return this;
    }

    /** It never ends reading the marts. */
    RecordingMetabase neverSyncs() {
        pollsUntilSynced = Integer.MAX_VALUE;
        return this;
    }

    /** Something that somebody else made. */
    synchronized void add(String kind, ObjectNode thing) {
        put(kind, nextId(kind), thing);
    }

    synchronized void answers(Form next) {
        form = next;
    }

    synchronized void version(String tag) {
        version = tag;
    }

    synchronized void befalls(java.util.function.Function<Request, Fate> next) {
        fate = next;
    }

    /** Before such a request to change a graph is served, somebody else changes it. */
    synchronized void rival(Predicate<Request> before) {
        rival = before;
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    synchronized List<Request> writes() {
        return requests.stream().filter(Request::writes).toList();
    }

    /** The bodies of the requests of a kind. */
    synchronized List<JsonNode> bodies(String method, String path) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().matches(path))
                .map(Request::body)
                .toList();
    }

    synchronized void forget() {
        requests.clear();
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    synchronized List<ObjectNode> all(String kind) {
        return new ArrayList<>(of(kind).values());
    }

    synchronized ObjectNode named(String kind, String name) {
        return of(kind).values().stream()
                .filter(thing -> name.equals(thing.path("name").asText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    /** A card, as it is told. */
    synchronized ObjectNode card(long id) {
        return ((ObjectNode) told("card", of("card").get(id))).deepCopy();
    }

    /** A dashboard with its tiles. */
    synchronized ObjectNode dashboard(long id) {
        return of("dashboard").get(id).deepCopy();
    }

    synchronized String collectionPermission(String group, String collection) {
        return collectionGraph
                .path("groups")
                .path(named("group", group).path("id").asText())
                .path(named("collection", collection).path("id").asText())
                .asText("none");
    }

    /** A group may ask a database anything. */
    synchronized void opened(String group, String database) {
        mayAsk(
                named("group", group).path("id").asText(),
                named("database", database).path("id").asText(),
                FREE_SQL);
    }

    /** An administrator gives a group a collection. */
    synchronized void share(String group, String collection, String permission) {
        collectionGraph
                .withObjectProperty("groups")
                .withObjectProperty(named("group", group).path("id").asText())
                .put(named("collection", collection).path("id").asText(), permission);
    }

    synchronized JsonNode dataPermission(String group) {
        return dataGraph.path("groups").path(named("group", group).path("id").asText());
    }

    synchronized void join(String group, long user) {
        join(named("group", group), user);
    }

    private static void join(ObjectNode group, long user) {
        group.withArray("members").addObject().put("user_id", user).put("email", "u" + user + "@example.com");
    }

    synchronized void leave(String group) {
        named("group", group).putArray("members");
    }

    /** A single sign-on puts the user into the group as soon as it is there. */
    synchronized RecordingMetabase expects(String group, long user) {
        expected.put(group, user);
        return this;
    }

    /** Everything it holds, for comparison; ids included, since other things refer to them. */
    synchronized String state() {
        Map<String, Object> state = new LinkedHashMap<>(things);
        state.put("collections seen by", collectionGraph.path("groups"));
        state.put("data seen by", dataGraph.path("groups"));
        return JSON.valueToTree(state).toPrettyString();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode body = text.isEmpty() ? null : JSON.readTree(text);
        Request request = new Request(
                exchange.getRequestMethod(), exchange.getRequestURI().getPath().replaceFirst("/$", ""), body);
        Answer answer;
        Fate befalls;
        synchronized (this) {
            requests.add(request);
            RequestCheck.shared().check(request.method(), request.path(), body).forEach(violations::add);
            befalls = fate.apply(request);
            answer = switch (befalls) {
                case SERVED, DONE_UNHEARD, TOO_LATE -> answer(request, exchange);
                case UNAVAILABLE -> new Answer(503, node().put("message", "busy"));
                case LOST -> null;
            };
        }
        if (answer != null && answer.status() == 200 && answer.body() != null) {
            synchronized (this) {
                ANSWERS.invented(request.method(), request.path(), answer.body())
                        .forEach(violations::add);
            }
        }
        if (befalls == Fate.LOST || befalls == Fate.DONE_UNHEARD) {
            // The server closes the connection of a handler that fails.
            throw new IOException("broken on purpose");
        }
        if (befalls == Fate.TOO_LATE) {
            pause(LATE);
        }
        byte[] bytes =
                answer.body() == null ? new byte[0] : answer.body().toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private record Answer(int status, JsonNode body) {
        static Answer ok(JsonNode body) {
            return new Answer(200, body);
        }
    }

    private Answer answer(Request request, HttpExchange exchange) {
        String key = request.method() + " " + request.path();
        switch (key) {
            case "GET /api/health":
                return starting-- > 0
                        ? new Answer(503, node().put("status", "initializing"))
                        : Answer.ok(node().put("status", "ok"));
            case "GET /api/session/properties":
                return Answer.ok(properties());
            case "POST /api/setup":
                return doSetUp(request.body());
            case "POST /api/session":
                boolean known = setUp
                        && EMAIL.equals(request.body().path("username").asText())
                        && PASSWORD.equals(request.body().path("password").asText());
                return known
                        ? Answer.ok(node().put("id", "session-1"))
                        : new Answer(401, node().put("errors", "did not match"));
            default:
                break;
        }
        boolean in = setUp
                && ("session-1".equals(exchange.getRequestHeaders().getFirst("X-Metabase-Session"))
                        || API_KEY.equals(exchange.getRequestHeaders().getFirst("x-api-key")));
        if (!in) {
            return new Answer(401, null);
        }
        return signedIn(
                request,
                key,
                Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
    }

    private ObjectNode properties() {
        ObjectNode properties = node().put("has-user-setup", setUp).put("email-configured?", true);
        properties.put("setup-token", setUp ? null : "token-1");
        properties.putObject("version").put("tag", version);
        return properties;
    }

    private Answer doSetUp(JsonNode body) {
        if (setUp) {
            return new Answer(403, node().put("message", "a user currently exists"));
        }
        if (!"token-1".equals(body.path("token").asText())) {
            return new Answer(400, node().put("message", "Token does not match the setup token."));
        }
        setUp = true;
        return Answer.ok(node().put("id", "session-1"));
    }

    private Answer signedIn(Request request, String key, String query) {
        Matcher item = ITEM.matcher(request.path());
        if (!letters && request.path().startsWith("/api/pulse")) {
            return new Answer(404, null);
        }
        return switch (key) {
            case "GET /api/user/current" -> Answer.ok(node().put("id", SELF).put("is_superuser", true));
            case "GET /api/database" -> page("database");
            case "GET /api/collection" -> list("collection", isArchived(query.contains("archived=true")));
            case "GET /api/permissions/group" -> list("group", any -> true);
            case "GET /api/card" -> cards(query);
            case "GET /api/dashboard" -> dashboards(query);
            case "GET /api/notification" -> list("notification", any -> true);
            case "GET /api/pulse" ->
                list(
                        "pulse",
                        isArchived(false)
                                .and(pulse -> query.equals("dashboard_id="
                                        + pulse.path("dashboard_id").asLong())));
            case "GET /api/collection/graph" -> Answer.ok(collectionGraph);
            case "GET /api/permissions/graph" -> Answer.ok(dataGraph);
            case "PUT /api/collection/graph" -> changeGraph(request, collectionGraph);
            case "PUT /api/permissions/graph" -> changeGraph(request, dataGraph);
            case "POST /api/permissions/group" -> makeGroup(request.body());
            case "POST /api/database" -> makeDatabase(request.body());
            case "POST /api/collection" -> makeCollection(request.body());
            case "POST /api/card" -> makeCard(request.body());
            case "POST /api/dashboard" -> makeDashboard(request.body());
            case "POST /api/notification" -> makeNotification(request.body());
            case "POST /api/pulse" -> make("pulse", ((ObjectNode) request.body().deepCopy()).put("creator_id", SELF));
            default -> item.matches() ? item(request, item) : other(request);
        };
    }

    private Answer other(Request request) {
        if (request.path().startsWith("/api/permissions/group/")) {
            return Answer.ok(of("group").get(Long.valueOf(request.path().replaceFirst(".*/", ""))));
        }
        if (request.path().matches("/api/field/\\d+/dimension")) {
            ObjectNode field = of("field").get(Long.valueOf(request.path().replaceAll("\\D", "")));
            field.putArray("dimensions").add(request.body());
            return Answer.ok(request.body());
        }
        if (request.path().endsWith("/sync_schema")) {
            pollsLeft.put(databaseIn(request.path()), pollsUntilSynced);
            return Answer.ok(node().put("status", "ok"));
        }
        if (request.path().endsWith("/metadata")) {
            return Answer.ok(metadata(databaseIn(request.path())));
        }
        if (request.path().matches("/api/table/\\d+/query_metadata")) {
            return Answer.ok(table(Long.parseLong(request.path().replaceAll("\\D", "")), true));
        }
        return new Answer(404, null);
    }

    private Answer item(Request request, Matcher path) {
        String kind = path.group(1);
        long id = Long.parseLong(path.group(2));
        ObjectNode thing = of(kind).get(id);
        if (thing == null) {
            return new Answer(404, null);
        }
        if (request.method().equals("GET")) {
            return Answer.ok(kind.equals("database") ? database(thing) : told(kind, thing));
        }
        if (kind.equals("dashboard") && request.body().has("dashcards")) {
            return replaceTiles(thing, request.body());
        }
        if (kind.equals("notification") && request.body().path("id").asLong() != id) {
            return new Answer(500, node().put("message", "an update without ids would make another"));
        }
        ObjectNode change = ((ObjectNode) request.body()).deepCopy();
        if (kind.equals("card")) {
            withUuids(change);
        }
        thing.setAll(change);
        if (kind.equals("notification")) {
            identify(thing);
        }
        return Answer.ok(told(kind, thing));
    }

    // ---- the marts

    /**
     * Each group but administrators gets the lowest level that it has on another database, and the highest without one.
     */
    private Answer makeDatabase(JsonNode body) {
        Answer answer = make("database", body);
        String database = answer.body().path("id").asText();
        List<String> groups = new ArrayList<>();
        dataGraph.path("groups").fieldNames().forEachRemaining(groups::add);
        for (String group : groups) {
            boolean open = Work.list(dataGraph.path("groups").path(group)).stream()
                    .allMatch(known -> known.has("create-queries"));
            if (Long.parseLong(group) == ANALYSTS) {
                dataGraph.withObjectProperty("groups").withObjectProperty(group).putObject(database);
            } else {
                mayAsk(group, database, open ? FREE_SQL : "no");
            }
        }
        return answer;
    }

    private void mayAsk(String group, String database, String level) {
        ObjectNode entry = dataGraph
                .withObjectProperty("groups")
                .withObjectProperty(group)
                .putObject(database)
                .put("view-data", "unrestricted");
        // The narrowest permission is left out.
        if (!"no".equals(level)) {
            entry.put("create-queries", level);
        }
    }

    /** A new group may ask what everybody may. */
    private Answer makeGroup(JsonNode body) {
        Answer answer = make("group", ((ObjectNode) body.deepCopy()).putNull("magic_group_type"));
        Long user = expected.get(body.path("name").asText());
        if (user != null) {
            join(of("group").get(answer.body().path("id").asLong()), user);
        }
        ObjectNode groups = dataGraph.withObjectProperty("groups");
        groups.set(
                answer.body().path("id").asText(),
                groups.path(String.valueOf(ALL_USERS)).deepCopy());
        return answer;
    }

    private static long databaseIn(String path) {
        return Long.parseLong(path.replaceFirst("/api/database/(\\d+)/.*", "$1"));
    }

    private ObjectNode database(ObjectNode database) {
        long id = database.path("id").asLong();
        int left = pollsLeft.getOrDefault(id, -1);
        ObjectNode told = database.deepCopy().put("initial_sync_status", left == 0 ? "complete" : "incomplete");
        if (left > 0) {
            pollsLeft.put(id, left - 1);
            if (left == 1) {
                readMarts(id);
            }
        }
        if (told.path("details").has("password")) {
            told.withObjectProperty("details").put("password", "**MetabasePass**");
        }
        return told;
    }

    private void readMarts(long database) {
        catalog.columns().forEach((table, columns) -> {
            long id = nextId("table");
            put("table", id, node().put("name", table).put("schema", "marts").put("db_id", database));
            columns.forEach(column -> put(
                    "field",
                    nextId("field"),
                    node().put("name", column)
                            .put("table_id", id)
                            .put("database_id", database)
                            .putNull("semantic_type")));
        });
    }

    private ObjectNode metadata(long database) {
        ObjectNode metadata = node();
        ArrayNode tables = metadata.putArray("tables");
        of("table").forEach((id, table) -> {
            if (table.path("db_id").asLong() == database) {
                tables.add(table(id, false));
            }
        });
        return metadata;
    }

    /** By whose values those of a key are shown is told of a table for queries, and of a single field, only. */
    private ObjectNode table(long id, boolean forQueries) {
        ObjectNode told = of("table").get(id).deepCopy();
        ArrayNode fields = told.putArray("fields");
        of("field").values().stream()
                .filter(field -> field.path("table_id").asLong() == id)
                .forEach(field -> {
                    ObjectNode one = field.deepCopy();
                    one.remove("database_id");
                    if (!forQueries) {
                        one.remove("dimensions");
                    }
                    fields.add(one);
                });
        return told;
    }

    // ---- permissions

    private Answer changeGraph(Request request, ObjectNode graph) {
        if (rival.test(request)) {
            rival = any -> false;
            graph.put("revision", graph.path("revision").asLong() + 1);
        }
        if (request.body().path("revision").asLong() != graph.path("revision").asLong()) {
            return new Answer(409, node().put("message", "stale"));
        }
        graph.put("revision", graph.path("revision").asLong() + 1);
        ObjectNode groups = graph.withObjectProperty("groups");
        request.body().path("groups").properties().forEach(group -> group.getValue()
                .properties()
                .forEach(entry -> {
                    ObjectNode of = groups.withObjectProperty(group.getKey());
                    // The narrowest permission is left out.
                    if (entry.getValue().isObject()) {
                        ObjectNode narrow = entry.getValue().deepCopy();
                        if ("no".equals(narrow.path("create-queries").asText())) {
                            narrow.remove("create-queries");
                        }
                        of.set(entry.getKey(), narrow);
                    } else if ("none".equals(entry.getValue().asText())) {
                        of.remove(entry.getKey());
                    } else {
                        of.set(entry.getKey(), entry.getValue());
                    }
                }));
        return Answer.ok(graph);
    }

    private Answer makeCollection(JsonNode body) {
        Answer answer = make("collection", body);
        // A new collection is seen by those who see its parent.
        collectionGraph.path("groups").forEach(group -> {
            if (group.has("root")) {
                ((ObjectNode) group).set(answer.body().path("id").asText(), group.path("root"));
            }
        });
        return answer;
    }

    // ---- cards and dashboards

    private Answer makeCard(JsonNode body) {
        foreignFields(body.path("dataset_query")).forEach(violations::add);
        ObjectNode card =
                withUuids((ObjectNode) body.deepCopy()).put("archived", false).putNull("cache_ttl");
        card.set("database_id", card.path("dataset_query").path("database"));
        card.put("entity_id", "NOT-THE-CLIENTS-ONE-01");
        return make("card", card);
    }

    /** A field filter on a column of another database cannot be written into the query. */
    private List<String> foreignFields(JsonNode query) {
        List<String> foreign = new ArrayList<>();
        query.path("stages").path(0).path("template-tags").forEach(tag -> {
            long field = tag.path("dimension").path(2).asLong();
            ObjectNode known = of("field").getOrDefault(field, node());
            if (tag.has("dimension")
                    && known.path("database_id").asLong()
                            != query.path("database").asLong()) {
                foreign.add("the tag " + tag.path("name") + " names a column of another database");
            }
        });
        return foreign;
    }

    /** Field references come back with an id of their own, as MBQL 5 wants it. */
    private ObjectNode withUuids(ObjectNode card) {
        card.path("dataset_query").path("stages").path(0).path("template-tags").forEach(tag -> {
            if (tag.path("dimension").path(1) instanceof ObjectNode options) {
                options.put("lib/uuid", "00000000-0000-4000-8000-000000000001");
            }
        });
        return card;
    }

    private Answer cards(String query) {
        Predicate<JsonNode> which = query.equals("f=archived")
                ? isArchived(true)
                : isArchived(false)
                        .and(card -> query.endsWith(
                                "model_id=" + card.path("database_id").asLong()));
        return list("card", which);
    }

    private Answer makeDashboard(JsonNode body) {
        ObjectNode dashboard = ((ObjectNode) body.deepCopy())
                .put("archived", false)
                .putNull("caveats")
                .put("width", "fixed");
        dashboard.putArray("parameters");
        dashboard.putArray("tabs");
        dashboard.putArray("dashcards");
        return make("dashboard", dashboard);
    }

    /** Lists of dashboards do not say what stands on them. */
    private Answer dashboards(String query) {
        ArrayNode list = JSON.createArrayNode();
        of("dashboard").values().stream()
                .filter(isArchived(query.equals("f=archived")))
                .forEach(dashboard -> {
                    ObjectNode told = dashboard.deepCopy();
                    told.remove(List.of("dashcards", "tabs"));
                    list.add(told);
                });
        return Answer.ok(list);
    }

    private Answer replaceTiles(ObjectNode dashboard, JsonNode body) {
        if (dashboard.path("archived").asBoolean()) {
            return new Answer(404, node().put("message", "The object has been archived."));
        }
        Map<Long, Long> tabs = new TreeMap<>();
        ObjectNode next = ((ObjectNode) body.deepCopy());
        for (JsonNode tab : next.path("tabs")) {
            long given = tab.path("id").asLong();
            if (given > 0 && !hasId(dashboard.path("tabs"), given)) {
                return new Answer(400, node().put("message", "no such tab"));
            }
            tabs.put(given, given > 0 ? given : nextId("tab"));
            ((ObjectNode) tab)
                    .put("id", tabs.get(given))
                    .put("dashboard_id", dashboard.path("id").asLong());
        }
        for (JsonNode tile : next.path("dashcards")) {
            long given = tile.path("id").asLong();
            boolean lost = given > 0 && !hasId(dashboard.path("dashcards"), given);
            if (lost
                    || (!tabs.isEmpty()
                            && !tabs.containsKey(tile.path("dashboard_tab_id").asLong()))) {
                return new Answer(
                        400, node().put("message", "This dashboard has tab, makes sure every card has a tab"));
            }
            if (tile.path("card_id").isNumber()
                    && !of("card").containsKey(tile.path("card_id").asLong())) {
                return new Answer(404, node().put("message", "Card does not exist"));
            }
            ((ObjectNode) tile).put("id", given > 0 ? given : nextId("tile")).put("entity_id", "tile");
            if (!tabs.isEmpty()) {
                ((ObjectNode) tile)
                        .put(
                                "dashboard_tab_id",
                                tabs.get(tile.path("dashboard_tab_id").asLong()));
            }
        }
        dashboard.setAll(next);
        renameLetters(dashboard);
        return Answer.ok(told("dashboard", dashboard));
    }

    /** A subscription is called as its dashboard as soon as that is saved. */
    private void renameLetters(ObjectNode dashboard) {
        of("pulse").values().stream()
                .filter(pulse -> pulse.path("dashboard_id").asLong()
                        == dashboard.path("id").asLong())
                .forEach(pulse -> pulse.set("name", dashboard.path("name")));
    }

    /** The users whom an alert is mailed to: those that it names. One to a group is kept, and nobody is mailed. */
    synchronized List<Long> mailed(String card) {
        long id = named("card", card).path("id").asLong();
        return of("notification").values().stream()
                .filter(alert -> alert.path("active").asBoolean()
                        && alert.path("payload").path("card_id").asLong() == id)
                .flatMap(alert -> Work.list(alert.path("handlers")).stream())
                .flatMap(handler -> Work.list(handler.path("recipients")).stream())
                .filter(recipient -> recipient.path("type").asText().equals("notification-recipient/user"))
                .map(recipient -> recipient.path("user_id").asLong())
                .toList();
    }

    private static boolean hasId(JsonNode list, long id) {
        return Work.list(list).stream().anyMatch(item -> item.path("id").asLong() == id);
    }

    private Answer makeNotification(JsonNode body) {
        ObjectNode notification = body.deepCopy();
        long payload = nextId("payload");
        notification
                .put("payload_id", payload)
                .put("creator_id", SELF)
                .withObjectProperty("payload")
                .put("id", payload);
        Answer answer = make("notification", notification);
        identify(of("notification").get(answer.body().path("id").asLong()));
        return answer;
    }

    private void identify(ObjectNode notification) {
        notification.path("subscriptions").forEach(part -> identify(part, "notification_id", notification));
        notification.path("handlers").forEach(handler -> {
            identify(handler, "notification_id", notification);
            ((ObjectNode) handler).put("active", true);
            handler.path("recipients").forEach(part -> identify(part, "notification_handler_id", handler));
        });
    }

    private void identify(JsonNode part, String parent, JsonNode whole) {
        ((ObjectNode) part).put("id", part.path("id").asLong(nextId(parent))).set(parent, whole.path("id"));
    }

    /** The same thing as this version of Metabase tells it. */
    private JsonNode told(String kind, ObjectNode thing) {
        switch (kind) {
            case "dashboard":
                return withCards(thing);
            case "group":
                return thing.deepCopy().without("members");
            case "field":
                return thing.deepCopy().without("database_id");
            default:
                break;
        }
        if (!kind.equals("card") || form == Form.MBQL5) {
            return thing;
        }
        ObjectNode told = thing.deepCopy();
        JsonNode stage = told.path("dataset_query").path("stages").path(0);
        ArrayNode list = JSON.createArrayNode();
        stage.path("template-tags").forEach(list::add);
        if (form == Form.MBQL5_WITH_TAG_LIST) {
            ((ObjectNode) stage).set("template-tags", list);
            return told;
        }
        ObjectNode tags = node();
        list.forEach(tag -> {
            ObjectNode legacy = tag.deepCopy();
            if (legacy.has("dimension")) {
                JsonNode field = legacy.path("dimension").path(2);
                legacy.putArray("dimension").add("field").add(field).addNull();
            }
            tags.set(tag.path("name").asText(), legacy);
        });
        ObjectNode query = node().put("type", "native");
        query.set("database", told.path("dataset_query").path("database"));
        query.putObject("native").put("query", stage.path("native").asText()).set("template-tags", tags);
        told.set("dataset_query", query);
        return told;
    }

    /** Tiles come with their cards. */
    private ObjectNode withCards(ObjectNode dashboard) {
        ObjectNode told = dashboard.deepCopy();
        told.path("dashcards").forEach(tile -> {
            ObjectNode card = of("card").get(tile.path("card_id").asLong());
            if (card != null) {
                ((ObjectNode) tile).set("card", card);
            }
        });
        return told;
    }

    // ---- things

    private static ObjectNode node() {
        return JSON.createObjectNode();
    }

    private Map<Long, ObjectNode> of(String kind) {
        return things.computeIfAbsent(kind, any -> new TreeMap<>());
    }

    private long nextId(String kind) {
        return lastIds.merge(kind, 10L, (last, ten) -> last + 1);
    }

    private void put(String kind, long id, ObjectNode thing) {
        of(kind).put(id, thing.put("id", id));
    }

    private Answer make(String kind, JsonNode body) {
        ObjectNode thing = body.deepCopy();
        put(kind, nextId(kind), thing);
        return Answer.ok(told(kind, thing));
    }

    private static Predicate<JsonNode> isArchived(boolean archived) {
        return thing -> thing.path("archived").asBoolean() == archived;
    }

    private Answer list(String kind, Predicate<JsonNode> which) {
        ArrayNode list = JSON.createArrayNode();
        of(kind).values().stream().filter(which).forEach(thing -> list.add(told(kind, thing)));
        return Answer.ok(list);
    }

    private Answer page(String kind) {
        ObjectNode page = node();
        page.set("data", list(kind, any -> true).body());
        return Answer.ok(page.put("total", of(kind).size()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
