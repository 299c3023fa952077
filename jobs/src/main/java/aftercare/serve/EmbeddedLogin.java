package aftercare.serve;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/**
 * Who may enter the Postgres of a folder: whoever can read its file {@code password}, which only the user can who runs
 * Aftercare. Both roles have this password: the superuser {@code postgres}, for starting and stopping alone, and
 * {@code aftercare}, which publishes and is no superuser, so that no statement of a publication reaches the machine.
 */
final class EmbeddedLogin {
    static final String SUPERUSER = "postgres";
    static final String PUBLISHER = "aftercare";

    private static final int PASSWORD_BYTES = 32;
    private static final String ACCESS = """
            # Written by Aftercare: nobody enters without a password, see the file password beside the data.
            local all all scram-sha-256
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    private final Path file;
    private final String password;

    private EmbeddedLogin(Path file, String password) {
        this.file = file;
        this.password = password;
    }

    /** The login of a server's folder, made when there is none. */
    static EmbeddedLogin ofOwner(Path home) throws IOException {
        Path file = file(home);
        if (!Files.exists(file)) {
            Files.createFile(file, readableByOwnerAlone());
        }
        // Empty, too, after a start that was killed just here.
        if (Files.size(file) == 0) {
            byte[] secret = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(secret);
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        }
        return of(home);
    }

    /** The login of a folder whose server runs; without a password where it was started by an earlier version. */
    static EmbeddedLogin of(Path home) throws IOException {
        Path file = file(home);
        return new EmbeddedLogin(
                file, Files.exists(file) ? Files.readString(file).strip() : "");
    }

    private static Path file(Path home) {
        return home.resolve("password");
    }

    private static FileAttribute<?>[] readableByOwnerAlone() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    Path file() {
        return file;
    }

    String password() {
        return password;
    }

    /** A connection as the superuser. */
    Connection superuser(int port) throws SQLException {
        Properties login = new Properties();
        login.setProperty(PGProperty.USER.getName(), SUPERUSER);
        if (!password.isEmpty()) {
            login.setProperty(PGProperty.PASSWORD.getName(), password);
        }
        return DriverManager.getConnection(jdbcUrl(port), login);
    }

    static String jdbcUrl(int port) {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    /**
     * Lets in who has the password, and nobody else; also where an earlier version let everybody in. Sessions that are
     * open stay.
     *
     * @param data the data folder of the server that runs at the port
     */
    void enforce(Path data, int port) throws IOException, SQLException {
        try (Connection connection = superuser(port);
                Statement statement = connection.createStatement()) {
            if (!roleExists(statement, PUBLISHER)) {
                statement.execute("create role " + PUBLISHER + " login createrole");
            }
            // A string of base64 needs no escape.
            String passwords = Stream.of(SUPERUSER, PUBLISHER)
                    .map(role -> "alter role " + role + " password '" + password + "'")
                    .collect(Collectors.joining("; "));
            statement.execute("set log_statement = 'none'; " + passwords);
            statement.execute("alter database postgres owner to " + PUBLISHER);
            for (String role : MartsRoles.ALL) {
                if (roleExists(statement, role)) {
                    statement.execute("grant " + role + " to " + PUBLISHER + " with admin option");
                }
            }
            Path access = data.resolve("pg_hba.conf");
            if (!Files.readString(access).equals(ACCESS)) {
                Files.writeString(access, ACCESS);
                statement.execute("select pg_reload_conf()");
            }
        }
    }

    private static boolean roleExists(Statement statement, String role) throws SQLException {
        try (var found = statement.executeQuery("select 1 from pg_roles where rolname = '" + role + "'")) {
            return found.next();
        }
    }
}
