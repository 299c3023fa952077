package aftercare.cli.doctor;

import java.util.Optional;

/** Spark 4.2 runs on Java 17 and 21. */
final class JavaCheck implements Check {
    private final int feature;

    JavaCheck() {
        this(Runtime.version().feature());
    }

    JavaCheck(int feature) {
        this.feature = feature;
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public Optional<Finding> look() {
        if (feature < 17) {
            return Optional.of(
                    Finding.fail("Java " + feature + " is too old.", "Install Java 17 or 21 and set JAVA_HOME."));
        }
        return Optional.of(
                feature == 17 || feature == 21
                        ? Finding.ok("Java " + feature + ".")
                        : Finding.warn(
                                "Java " + feature + " is not one that Spark 4.2 is tested on.",
                                "If runs fail, set JAVA_HOME to Java 17 or 21."));
    }
}
