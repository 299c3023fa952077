package aftercare.serve.metabase;

import aftercare.config.AftercareException;
import aftercare.config.Retry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Speaks JSON with one Metabase. A request that may be repeated (GET, PUT) is sent again, with growing pauses, after a
 * time-out, a broken connection or an answer that says the server is in trouble. One that makes something (POST) is
 * sent again only where it surely never arrived; else it ends in {@link UnclearOutcome}.
 */
final class MetabaseClient {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<Integer> TROUBLE = Set.of(429, 500, 502, 503, 504);
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final URI base;
    private final Credentials credentials;
    private final RetryPolicy retry;
    private final HttpClient http;
    /** Null until we have signed in. */
    private @Nullable String session;

    /**
     * @param base http(s)://HOST[:PORT][/PATH]
     */
    MetabaseClient(URI base, Credentials credentials, RetryPolicy retry) {
        this.base = base;
        this.credentials = credentials;
        this.retry = retry;
        // HTTP/2 by upgrade confuses some proxies and gains nothing here.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    /**
     * The address, checked.
     *
     * @throws AftercareException AFC-1002 when it is none
     */
    static URI address(String text) {
        try {
            URI address = URI.create(text.replaceAll("/+$", ""));
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (web && address.getHost() != null && address.getUserInfo() == null && address.getQuery() == null) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            // Not logged, and said below without the text that could not be read: it may hold a password.
        }
        throw MetabaseErrors.noAddress(text.replaceAll("//[^/@]*@", "//***@"));
    }

    URI base() {
        return base;
    }

    Credentials credentials() {
        return credentials;
    }

    RetryPolicy retry() {
        return retry;
    }

    JsonNode get(String path) {
        return repeatable("GET", path, null);
    }

    JsonNode put(String path, JsonNode body) {
        return repeatable("PUT", path, body);
    }

    /** Asks for work that may be asked for twice. */
    JsonNode order(String path) {
        return order(path, null);
    }

    JsonNode order(String path, @Nullable JsonNode body) {
        return repeatable("POST", path, body);
    }

    /**
     * Makes something.
     *
     * @throws UnclearOutcome when it may have been made
     */
    JsonNode post(String path, JsonNode body) {
        try {
            return tries().call(
                            "POST " + path,
                            () -> read("POST", path, send("POST", path, body)),
                            ConnectException.class::isInstance);
        } catch (ConnectException neverArrived) {
            throw unreachable(neverArrived);
        } catch (IOException | ServerTrouble failure) {
            throw new UnclearOutcome(failure);
        }
    }

    /** Whether it answers at all, and what; nothing is repeated. */
    String health() {
        try {
            HttpResponse<String> answer = send("GET", "/api/health", null);
            return answer.statusCode() == 200 ? "ok" : "status " + answer.statusCode() + " " + answer.body();
        } catch (IOException failure) {
            return "no answer (" + failure + ")";
        }
    }

    /** Whether its API knows a path: not every release has every part. Without an answer it is taken to. */
    boolean knows(String path) {
        try {
            return send("GET", path, null).statusCode() != HttpURLConnection.HTTP_NOT_FOUND;
        } catch (IOException failure) {
            return true;
        }
    }

    /**
     * Signs in where the credentials need it.
     *
     * @throws AftercareException AFC-4102 when Metabase does not let us in
     */
    void signIn() {
        if (credentials instanceof Credentials.User user) {
            session = null;
            ObjectNode body = JSON.createObjectNode();
            body.put("username", user.email()).put("password", user.password());
            session = repeatable("POST", "/api/session", body).path("id").asText();
        } else {
            session = "";
        }
    }

    private JsonNode repeatable(String method, String path, @Nullable JsonNode body) {
        String what = method + " " + path;
        try {
            return tries().call(
                            what,
                            () -> read(method, path, send(method, path, body)),
                            failure -> failure instanceof IOException || failure instanceof ServerTrouble);
        } catch (ConnectException failure) {
            throw unreachable(failure);
        } catch (IOException failure) {
            throw MetabaseErrors.brokenOff(what, failure.toString(), failure);
        } catch (ServerTrouble trouble) {
            throw MetabaseErrors.brokenOff(what, String.valueOf(trouble.getMessage()), null);
        }
    }

    private Retry tries() {
        return Retry.times(retry.attempts(), retry.firstPause());
    }

    private AftercareException unreachable(ConnectException failure) {
        return MetabaseErrors.unreachable(base, "Nothing listens there: " + failure, failure);
    }

    private HttpResponse<String> send(String method, String path, @Nullable JsonNode body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(retry.answer())
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        authorise(request);
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw MetabaseErrors.brokenOff(method + " " + path, "It was interrupted", interrupted);
        }
    }

    private void authorise(HttpRequest.Builder request) {
        if (session == null) {
            return;
        }
        if (credentials instanceof Credentials.ApiKey key) {
            request.header("x-api-key", key.key());
        } else {
            request.header("X-Metabase-Session", session);
        }
    }

    private JsonNode read(String method, String path, HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return parse(method, path, answer);
        }
        if (status == 409) {
            throw new StaleRevision(path);
        }
        if (TROUBLE.contains(status)) {
            throw new ServerTrouble("It answered " + status + " " + answer.body());
        }
        if (status == 401) {
            throw MetabaseErrors.refused(credentials, status);
        }
        throw MetabaseErrors.failed(method + " " + path, status, answer.body());
    }

    private JsonNode parse(String method, String path, HttpResponse<String> answer) {
        if (answer.body().isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException noJson) {
            throw MetabaseErrors.noMetabase(base, method + " " + path, noJson);
        }
    }

    /** Somebody changed a permission graph between our reading and our writing it (409): read it anew and try again. */
    static final class StaleRevision extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StaleRevision(String path) {
            super("stale revision of " + path);
        }
    }

    /**
     * A request that makes something was sent, and nobody knows whether it was made: check before you send it again.
     */
    static final class UnclearOutcome extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnclearOutcome(Throwable cause) {
            super(cause instanceof ServerTrouble ? cause.getMessage() : cause.toString(), cause);
        }
    }

    /** The server answered, and said it cannot at the moment. */
    private static final class ServerTrouble extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ServerTrouble(String message) {
            super(message);
        }
    }
}
