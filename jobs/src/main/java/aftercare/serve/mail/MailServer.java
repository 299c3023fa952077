package aftercare.serve.mail;

import java.net.URI;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A mail server, by {@code smtp://HOST[:PORT]}, where TLS begins as soon as the server offers it, or
 * {@code smtps://HOST[:PORT]}, where it is there from the first byte. User and password come from
 * AFTERCARE_SMTP_USER and AFTERCARE_SMTP_PASSWORD; they are in no URL and no log, and are not sent without TLS except
 * to this machine.
 */
public final class MailServer {
    private static final String TIMEOUT_MILLIS = "30000";

    private final URI address;
    private final @Nullable String user;
    private final @Nullable String password;

    private MailServer(URI address, @Nullable String user, @Nullable String password) {
        this.address = address;
        this.user = user;
        this.password = password;
    }

    /** The server at an address, whose form the setting has checked. */
    public static MailServer at(String address, Map<String, String> environment) {
        return new MailServer(
                URI.create(address),
                said(environment, "AFTERCARE_SMTP_USER"),
                said(environment, "AFTERCARE_SMTP_PASSWORD"));
    }

    /** A blank one is none, as for settings. */
    private static @Nullable String said(Map<String, String> environment, String variable) {
        String text = environment.getOrDefault(variable, "");
        return text.isBlank() ? null : text;
    }

    String protocol() {
        return address.getScheme();
    }

    String host() {
        return address.getHost();
    }

    /** The port; -1 for the usual one. */
    int port() {
        return address.getPort();
    }

    @Nullable
    String user() {
        return user;
    }

    @Nullable
    String password() {
        return password;
    }

    Properties properties() {
        String name = "mail." + protocol() + ".";
        Properties properties = new Properties();
        for (String timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty(name + timeout, TIMEOUT_MILLIS);
        }
        properties.setProperty(name + "ssl.checkserveridentity", "true");
        properties.setProperty(name + "auth", Boolean.toString(user != null));
        if ("smtp".equals(protocol())) {
            properties.setProperty(name + "starttls.enable", "true");
            properties.setProperty(name + "starttls.required", Boolean.toString(user != null && !isHere()));
        }
        return properties;
    }

    private boolean isHere() {
        return "localhost".equals(host()) || host().startsWith("127.") || "[::1]".equals(host());
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
