package aftercare.cli.doctor;

import java.util.Map;
import java.util.Optional;

/** Personal columns are hashed with a key; without one of your own, whoever knows the names can guess the hashes. */
final class PiiKeyCheck implements Check {
    static final String VARIABLE = "AFTERCARE_PII_KEY";

    private static final int SHORTEST = 16;

    private final Map<String, String> environment;

    PiiKeyCheck(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "pii key";
    }

    @Override
    public Optional<Finding> look() {
        String key = environment.getOrDefault(VARIABLE, "");
        if (key.isEmpty()) {
            return Optional.of(
                    Finding.warn(
                            VARIABLE + " is not set.",
                            "Before loading real data, set it to a long random text, and keep it: another key makes other hashes."));
        }
        return Optional.of(
                key.length() < SHORTEST
                        ? Finding.warn(
                                VARIABLE + " has " + key.length() + " characters.",
                                "Use at least " + SHORTEST + ", before loading real data.")
                        : Finding.ok(VARIABLE + " is set."));
    }
}
