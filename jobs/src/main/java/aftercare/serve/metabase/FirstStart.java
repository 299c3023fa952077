package aftercare.serve.metabase;

import aftercare.config.Language;
import aftercare.config.Retry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** From "somebody started Metabase" to "we are signed in as an administrator". */
final class FirstStart {
    private final MetabaseClient metabase;
    private final Language language;

    FirstStart(MetabaseClient metabase, Language language) {
        this.metabase = metabase;
        this.language = language;
    }

    /**
     * Waits until Metabase is up, sets it up where it is new, and signs in.
     *
     * @return what it tells of itself, and who we are there
     */
    Entry enter(Work work) {
        awaitHealth();
        JsonNode properties = metabase.get("/api/session/properties");
        MetabaseVersion version = MetabaseVersion.of(properties);
        if (version.tooOld()) {
            throw MetabaseErrors.tooOld(version.text());
        }
        if (!version.proven()) {
            work.plan()
                    .note("This Metabase is " + version.text() + "; the dashboards are proven against "
                            + MetabaseVersion.PROVEN + ".");
        }
        if (properties.has("email-configured?")
                && !properties.path("email-configured?").asBoolean()) {
            work.plan()
                    .note("Metabase cannot send mail yet (Admin, Settings, Email), so alerts and subscriptions wait.");
        }
        if (isNew(properties)) {
            work.plan().add(Change.create("first administrator", user().email()));
            if (!work.writes().real()) {
                return new Entry(properties, Work.NOBODY);
            }
            setUp(work.writes(), properties.path("setup-token").asText());
        }
        return new Entry(properties, signIn());
    }

    /**
     * A Metabase that was entered.
     *
     * @param properties what it tells of itself
     * @param self the id of the user as whom we are signed in
     */
    record Entry(JsonNode properties, long self) {}

    static boolean isNew(JsonNode properties) {
        return properties.has("has-user-setup")
                && !properties.path("has-user-setup").asBoolean();
    }

    private void awaitHealth() {
        Duration start = metabase.retry().start();
        AtomicInteger silent = new AtomicInteger();
        AtomicReference<String> seen = new AtomicReference<>("");
        boolean started = Retry.every(metabase.retry().look())
                .atMost(start)
                .until("Metabase to start", () -> {
                    String now = metabase.health();
                    seen.set(now);
                    silent.set(now.startsWith("no answer") ? silent.get() + 1 : 0);
                    if (silent.get() >= metabase.retry().attempts()) {
                        throw MetabaseErrors.unreachable(metabase.base(), now, null);
                    }
                    return "ok".equals(now) ? Optional.of(true) : Optional.empty();
                })
                .isPresent();
        if (!started) {
            throw MetabaseErrors.notStarted(metabase.base(), start, String.valueOf(seen.get()));
        }
    }

    private Credentials.User user() {
        if (metabase.credentials() instanceof Credentials.User user) {
            return user;
        }
        throw MetabaseErrors.needsUser();
    }

    private void setUp(Writes writes, String token) {
        ObjectNode body = Work.object().put("token", token);
        body.putObject("user")
                .put("email", user().email())
                .put("password", user().password())
                .put("first_name", "Aftercare")
                .put("last_name", "Administrator");
        body.putObject("prefs")
                .put("site_name", "Aftercare")
                .put("site_locale", language.locale().toString());
        writes.create("/api/setup", body, () -> {
            JsonNode properties = metabase.get("/api/session/properties");
            return isNew(properties) ? Optional.empty() : Optional.of(properties);
        });
    }

    private long signIn() {
        metabase.signIn();
        JsonNode user = metabase.get("/api/user/current");
        if (!user.path("is_superuser").asBoolean()) {
            throw MetabaseErrors.noAdministrator(metabase.credentials());
        }
        return user.path("id").asLong();
    }
}
