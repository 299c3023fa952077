package aftercare.serve;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can go wrong with the marts, in words for a person. None of them ever holds a password. */
final class ServeErrors {
    private static final String URL_FORM = "Say jdbc:postgresql://HOST:PORT/DATABASE?user=NAME, or embedded:DIR.";

    private ServeErrors() {}

    static AftercareException badTarget(String reason) {
        return new AftercareException(
                ErrorCode.BAD_OPTION, "The place of the marts (--marts) is not understood.", reason, URL_FORM);
    }

    static AftercareException passwordInUrl() {
        return new AftercareException(
                ErrorCode.BAD_OPTION,
                "The place of the marts (--marts) holds a password.",
                "A command line can be read by everyone on this machine and ends in logs.",
                "Take it out and set the environment variable AFTERCARE_MARTS_PASSWORD.");
    }

    /** Tells a failure of Postgres by its SQLSTATE. */
    static AftercareException postgres(String target, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state) {
            case "08001", "08003", "08006", "08P01", "57P01", "57P02", "57P03" -> unreachable(target, failure);
            case "08004", "28000", "28P01" ->
                failed(
                        target,
                        "does not let this user in",
                        failure,
                        "Check the user in the URL and the password in AFTERCARE_MARTS_PASSWORD or PGPASSWORD.");
            case "3D000" ->
                failed(target, "has no such database", failure, "Create the database, or name another one in --marts.");
            case "42501" ->
                failed(
                        target,
                        "does not permit this",
                        failure,
                        message(failure).contains("database")
                                ? "Publish as the owner of the database, or let its administrator run: GRANT CREATE ON DATABASE ... TO the user."
                                : "Publish as the owner of what is named, or let its administrator give this user the right.");
            case "53100" ->
                failed(
                        target,
                        "has no disk space left",
                        failure,
                        "Free space on the server; publishing needs room for the old and the new marts together.");
            case "53300" ->
                failed(target, "has no connection left", failure, "Close other connections, or raise max_connections.");
            case "23505", "23502" ->
                new AftercareException(
                        ErrorCode.MARTS_DIFFER,
                        "A table cannot be published to " + target
                                + ": two of its rows have the same key, or one has none.",
                        message(failure),
                        "Recompute the table with --full; if this stays, report it. Readers still see the former marts.",
                        failure);
            default -> failed(target, "refused a statement", failure, "Run again with --debug for the details.");
        };
    }

    private static AftercareException unreachable(String target, SQLException failure) {
        return new AftercareException(
                ErrorCode.POSTGRES_UNREACHABLE,
                "Postgres cannot be reached at " + target + ".",
                message(failure),
                "Check that the server runs and that host and port are right: aftercare doctor --marts URL.",
                failure);
    }

    private static AftercareException failed(String target, String what, SQLException failure, String fix) {
        return new AftercareException(
                ErrorCode.POSTGRES_FAILED, "Postgres at " + target + " " + what + ".", message(failure), fix, failure);
    }

    static AftercareException blockedByReader(String target, String holder, long seconds) {
        return new AftercareException(
                ErrorCode.POSTGRES_FAILED,
                "The new marts could not be swapped in at " + target + ".",
                "For " + seconds + " seconds a reader kept a transaction open on the old ones" + holder + ".",
                "End that session or its transaction, then publish again; readers still see the former marts.");
    }

    static AftercareException blockedBySame(String work, long seconds) {
        return new AftercareException(
                ErrorCode.POSTGRES_FAILED,
                "Another " + work + " is under way.",
                "It did not end within " + seconds + " seconds.",
                "Wait for it to end, then run this again.");
    }

    static AftercareException tooOld(String target, String version, int oldest) {
        return new AftercareException(
                ErrorCode.POSTGRES_TOO_OLD,
                "Postgres " + version + " at " + target + " is too old for the marts.",
                "They need what Postgres has since version " + oldest + ".",
                "Publish to Postgres " + oldest + " or later, or to embedded:DIR; nothing was changed.");
    }

    static AftercareException ofAnotherOwner(String target, String owner, String user) {
        return new AftercareException(
                ErrorCode.MARTS_OF_ANOTHER_OWNER,
                "The marts at " + target + " belong to " + owner + ", and " + user + " may not act as that role.",
                "Only who owns them may replace their rows.",
                "Publish as the user who published before, or let an administrator run: GRANT " + owner + " TO " + user
                        + ".");
    }

    /**
     * What others would lose.
     *
     * @param losses one part of a sentence each
     * @param replacing whether a table has to be replaced by another one, as once after an update
     */
    static AftercareException builtOn(String target, List<String> losses, boolean replacing) {
        String once =
                " A table of these has to be replaced, as those of an earlier version are once: keep the definitions of what"
                        + " is named (pg_dump --schema-only), drop it, publish, and make it again; later publications keep it.";
        return new AftercareException(
                ErrorCode.MARTS_BUILT_ON,
                "What others built on the marts at " + target + " would be lost, so nothing was published.",
                "It does not fit the new marts: " + String.join("; ", losses) + ".",
                "Change or drop what is named, then publish again; readers still see the former marts."
                        + (replacing ? once : ""));
    }

    static AftercareException foreignSchema(String target, String schema) {
        return new AftercareException(
                ErrorCode.POSTGRES_FAILED,
                "The schema " + schema + " at " + target + " is not Aftercare's.",
                "It holds tables and lacks the comment that publishing sets, and publishing would drop it.",
                "Rename that schema, or publish to another database.");
    }

    static AftercareException differs(String table, String what, @Nullable Object lake, @Nullable Object marts) {
        return new AftercareException(
                ErrorCode.MARTS_DIFFER,
                "The table " + table + " did not arrive as it was sent: " + what + " is " + marts + " in Postgres, "
                        + lake + " in the lake.",
                "Either the table changed while it was read, or rows were lost on the way.",
                "Publish again; if this stays, report it. Readers still see the former marts.");
    }

    static AftercareException embedded(Path directory, String reason, @Nullable Throwable cause) {
        return new AftercareException(
                ErrorCode.EMBEDDED_POSTGRES_FAILED,
                "The embedded Postgres in " + directory + " does not start.",
                reason,
                "See " + directory.resolve(EmbeddedServer.LOG_FILE)
                        + "; a Postgres server of your own works as well: --marts jdbc:postgresql://...",
                cause);
    }

    /** The server's first line, ended by a full stop; further lines repeat the statement. */
    private static String message(SQLException failure) {
        String text = failure.getMessage() == null ? "The server gave no reason" : failure.getMessage();
        String first = text.lines().findFirst().orElse("").strip();
        return first.endsWith(".") ? first : first + ".";
    }
}
