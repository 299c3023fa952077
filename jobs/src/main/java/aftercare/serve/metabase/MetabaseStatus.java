package aftercare.serve.metabase;

import aftercare.config.AftercareException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/**
 * The state of a Metabase, asked for without changing anything.
 *
 * @param version its release
 * @param proven whether the dashboards are proven against it
 * @param isNew whether it has no user yet
 */
public record MetabaseStatus(String version, boolean proven, boolean isNew) {
    private static final Duration BRIEF = Duration.ofSeconds(5);
    private static final RetryPolicy ONE_ATTEMPT = new RetryPolicy(1, BRIEF, BRIEF, BRIEF, BRIEF, BRIEF);

    /**
     * Asks for it.
     *
     * @param environment holds who we are
     * @throws AftercareException AFC-1002, AFC-4101, AFC-4102 or AFC-4105: what would keep apply from its work
     */
    public static MetabaseStatus of(String address, Map<String, String> environment) {
        Credentials credentials = Credentials.in(environment).orElseThrow(MetabaseErrors::noCredentials);
        MetabaseClient metabase = new MetabaseClient(MetabaseClient.address(address), credentials, ONE_ATTEMPT);
        String health = metabase.health();
        if (!"ok".equals(health)) {
            throw MetabaseErrors.unreachable(metabase.base(), health, null);
        }
        JsonNode properties = metabase.get("/api/session/properties");
        MetabaseVersion version = MetabaseVersion.of(properties);
        if (version.tooOld()) {
            throw MetabaseErrors.tooOld(version.text());
        }
        if (FirstStart.isNew(properties)) {
            return new MetabaseStatus(version.text(), version.proven(), true);
        }
        metabase.signIn();
        if (!metabase.get("/api/user/current").path("is_superuser").asBoolean()) {
            throw MetabaseErrors.noAdministrator(credentials);
        }
        return new MetabaseStatus(version.text(), version.proven(), false);
    }

    /** The release that the dashboards are proven against. */
    public static String provenVersion() {
        return MetabaseVersion.PROVEN;
    }
}
