package aftercare.config;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of the command that runs: this process's own, or, in an engine that runs commands for other
 * processes, those that came with the command. What reads a variable that is no setting, such as a password, asks here.
 */
public final class EnvironmentVariables {
    private static volatile @Nullable Map<String, String> ofTheCommand;

    private EnvironmentVariables() {}

    /** All of them, by name. */
    public static Map<String, String> all() {
        Map<String, String> given = ofTheCommand;
        return given == null ? System.getenv() : given;
    }

    /** Does something by other variables than this process's own. */
    public static <T> T during(Map<String, String> variables, Supplier<T> work) {
        Map<String, String> before = ofTheCommand;
        ofTheCommand = Map.copyOf(variables);
        try {
            return work.get();
        } finally {
            ofTheCommand = before;
        }
    }
}
