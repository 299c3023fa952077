package aftercare.serve.metabase;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What can go wrong with Metabase, in words for a person. None of them ever holds a key or a password. */
final class MetabaseErrors {
    private static final int LONGEST_ANSWER = 300;

    private MetabaseErrors() {}

    static AftercareException noAddress(String address) {
        return new AftercareException(
                ErrorCode.BAD_OPTION,
                "The address of Metabase (--metabase) is not understood: " + address + ".",
                "It has not the form http(s)://HOST[:PORT][/PATH], or holds a user or password.",
                "Give it as http://metabase:3000; user and password belong into the environment.");
    }

    static AftercareException noCredentials() {
        return new AftercareException(
                ErrorCode.METABASE_REFUSES_US,
                "Metabase was not asked for anything.",
                "There is neither an API key nor a user with a password.",
                "Set " + Credentials.KEY
                        + " to a key of the group Administrators (Admin, Authentication, API keys), or "
                        + Credentials.USER + " and " + Credentials.PASSWORD + ".");
    }

    static AftercareException unreachable(URI base, String reason, @Nullable Throwable cause) {
        return new AftercareException(
                ErrorCode.METABASE_UNREACHABLE,
                "Metabase cannot be reached at " + base + ".",
                sentence(reason),
                "Check that it runs and that --metabase is right: aftercare doctor --metabase URL.",
                cause);
    }

    static AftercareException notStarted(URI base, Duration waited, String seen) {
        return new AftercareException(
                ErrorCode.METABASE_UNREACHABLE,
                "Metabase at " + base + " did not become ready within " + waited.toSeconds() + " seconds.",
                sentence("Last seen: " + seen),
                "Check its log; a first start takes a few minutes. Then run this again.");
    }

    static AftercareException refused(Credentials credentials, int status) {
        return new AftercareException(
                ErrorCode.METABASE_REFUSES_US,
                "Metabase does not let " + credentials + " in.",
                "It answered " + status + ".",
                "Check " + Credentials.KEY + ", or " + Credentials.USER + " and " + Credentials.PASSWORD + ".");
    }

    static AftercareException noAdministrator(Credentials credentials) {
        return new AftercareException(
                ErrorCode.METABASE_REFUSES_US,
                "Metabase lets us in, but not as an administrator.",
                "Connections, groups and permissions are the administrator's, and " + credentials + " is none.",
                "Use a key of the group Administrators, or an administrator's user and password.");
    }

    static AftercareException needsUser() {
        return new AftercareException(
                ErrorCode.METABASE_REFUSES_US,
                "Metabase has no user yet, so no API key can be right.",
                "Its first user is made with an e-mail address and a password.",
                "Set " + Credentials.USER + " and " + Credentials.PASSWORD + " for the first run.");
    }

    static AftercareException tooOld(String version) {
        return new AftercareException(
                ErrorCode.METABASE_TOO_OLD,
                "Metabase " + version + " is too old.",
                "Queries are written in the form of 0.57 and later.",
                "Update Metabase; the dashboards are proven against " + MetabaseVersion.PROVEN + ".");
    }

    static AftercareException failed(String request, int status, String answer) {
        return new AftercareException(
                ErrorCode.METABASE_FAILED,
                "Metabase refused " + request + " (" + status + ").",
                sentence(answer.isBlank() ? "It gave no reason" : "It said: " + shortened(answer)),
                "Fix what it names, then run this again: what was done stays, and the rest follows.");
    }

    static AftercareException noMetabase(URI base, String request, Throwable cause) {
        return new AftercareException(
                ErrorCode.METABASE_FAILED,
                "The answer to " + request + " is no JSON.",
                "Something other than Metabase seems to answer at " + base + ", such as a proxy's log-in page.",
                "Give the address of Metabase itself in --metabase.",
                cause);
    }

    static AftercareException brokenOff(String request, String reason, @Nullable Throwable cause) {
        return new AftercareException(
                ErrorCode.METABASE_FAILED,
                "Metabase broke off " + request + " again and again.",
                sentence(shortened(reason)),
                "See the log of Metabase, then run this again: what was done stays, and the rest follows.",
                cause);
    }

    static AftercareException stillChanging(String graph) {
        return new AftercareException(
                ErrorCode.METABASE_FAILED,
                "The permissions (" + graph + ") could not be written.",
                "Somebody else kept changing them meanwhile.",
                "Wait until others have finished, then run this again.");
    }

    static AftercareException notSynced(String role, Duration waited, Collection<String> missing) {
        return new AftercareException(
                ErrorCode.METABASE_NOT_SYNCED,
                "Metabase has not read the marts within " + waited.toSeconds() + " seconds.",
                missing.isEmpty()
                        ? "It is still reading the tables for the first time."
                        : "It does not know " + String.join(", ", missing) + ".",
                "Check that the role " + role
                        + " may read the schema marts, see Admin, Databases in Metabase, then run this again.");
    }

    static AftercareException noSuchColumn(String card, String column) {
        return new AftercareException(
                ErrorCode.METABASE_NOT_SYNCED,
                "The filter of the card " + card + " cannot be wired.",
                "Metabase knows no column " + column + " in the schema marts.",
                "Publish the marts (aftercare publish), or fix the card under dashboards/.");
    }

    static AftercareException martsUnread(String marts, Exception cause) {
        return new AftercareException(
                ErrorCode.POSTGRES_FAILED,
                "The tables of the marts at " + marts + " cannot be listed.",
                sentence(String.valueOf(cause.getMessage())),
                "Check --marts: aftercare doctor --marts URL.",
                cause);
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_ANSWER ? line : line.substring(0, LONGEST_ANSWER) + "...";
    }

    private static String sentence(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped : stripped + ".";
    }
}
