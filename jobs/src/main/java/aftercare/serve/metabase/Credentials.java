package aftercare.serve.metabase;

import java.util.Map;
import java.util.Optional;

/**
 * Who we are to Metabase. From the environment only: a command line can be read by everyone on the machine, and ends in
 * logs.
 */
sealed interface Credentials {
    String KEY = "AFTERCARE_METABASE_API_KEY";
    String USER = "AFTERCARE_METABASE_USER";
    String PASSWORD = "AFTERCARE_METABASE_PASSWORD";

    /** A key made in Metabase under Admin, Authentication, API keys. */
    record ApiKey(String key) implements Credentials {
        @Override
        public String toString() {
            return "the API key in " + KEY;
        }
    }

    /** A user who signs in; the first administrator where Metabase has none yet. */
    record User(String email, String password) implements Credentials {
        @Override
        public String toString() {
            return "the user " + email;
        }
    }

    /** The key where there is one, else user and password. */
    static Optional<Credentials> in(Map<String, String> environment) {
        String key = environment.getOrDefault(KEY, "");
        if (!key.isBlank()) {
            return Optional.of(new ApiKey(key.strip()));
        }
        String user = environment.getOrDefault(USER, "");
        String password = environment.getOrDefault(PASSWORD, "");
        return user.isBlank() || password.isEmpty() ? Optional.empty() : Optional.of(new User(user.strip(), password));
    }
}
