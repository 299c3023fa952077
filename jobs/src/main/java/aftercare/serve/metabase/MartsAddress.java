package aftercare.serve.metabase;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where Metabase finds the marts. It logs in with roles that may read them and nothing else.
 *
 * @param host as seen from Metabase
 * @param ssl whether the connection is encrypted
 * @param passwords of the logins; none where Postgres asks for none
 */
public record MartsAddress(String host, int port, String database, boolean ssl, Map<Login, String> passwords) {
    /** What Metabase shows in place of a password it has stored, and takes back as "the one you have". */
    private static final String STORED = "**MetabasePass**";

    static final List<String> COMPARED =
            List.of("host", "port", "dbname", "user", "ssl", "schema-filters-type", "schema-filters-patterns");

    /**
     * Reads a JDBC URL.
     *
     * @param environment holds the passwords: AFTERCARE_READER_PASSWORD and AFTERCARE_HR_PASSWORD
     *
     * @throws AftercareException AFC-1002 when it is no URL of Postgres
     */
    public static MartsAddress of(String jdbcUrl, Map<String, String> environment) {
        Properties parsed = Driver.parseURL(jdbcUrl, null);
        if (parsed == null) {
            throw new AftercareException(
                    ErrorCode.BAD_OPTION,
                    "The place of the marts is not understood.",
                    "The URL has not the form that the Postgres driver reads.",
                    "Say jdbc:postgresql://HOST:PORT/DATABASE.");
        }
        String sslMode = PGProperty.SSL_MODE.getOrDefault(parsed);
        boolean ssl = sslMode != null && !List.of("disable", "allow", "prefer").contains(sslMode);
        return new MartsAddress(
                PGProperty.PG_HOST.getOrDefault(parsed),
                Integer.parseInt(PGProperty.PG_PORT.getOrDefault(parsed)),
                PGProperty.PG_DBNAME.getOrDefault(parsed),
                ssl,
                passwords(environment));
    }

    private static Map<Login, String> passwords(Map<String, String> environment) {
        Map<Login, String> passwords = new EnumMap<>(Login.class);
        for (Login login : Login.values()) {
            String password = environment.getOrDefault(login.passwordVariable(), "");
            if (!password.isEmpty()) {
                passwords.put(login, password);
            }
        }
        return passwords;
    }

    /** The details of the connection; without a password of ours Metabase keeps the one it has. */
    ObjectNode details(Login login, boolean known) {
        ObjectNode details = Work.object()
                .put("host", host)
                .put("port", port)
                .put("dbname", database)
                .put("user", login.role())
                .put("ssl", ssl)
                .put("schema-filters-type", "inclusion")
                .put("schema-filters-patterns", MartsCatalog.SCHEMA);
        if (passwords.containsKey(login)) {
            details.put("password", passwords.get(login));
        } else if (known) {
            details.put("password", STORED);
        }
        return details;
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
