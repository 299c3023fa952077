package aftercare.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Aftercare this is. */
final class VersionText {
    private static final String WRITTEN_BY_THE_BUILD = "/META-INF/maven/io.aftercare/aftercare-jobs/pom.properties";

    private VersionText() {}

    /** Such as {@code aftercare 0.1.0 (Java 17.0.15)}. */
    static String text() {
        return "aftercare " + number() + " (Java " + System.getProperty("java.version") + ")";
    }

    private static String number() {
        try (InputStream properties = VersionText.class.getResourceAsStream(WRITTEN_BY_THE_BUILD)) {
            Properties build = new Properties();
            if (properties != null) {
                build.load(properties);
            }
            return build.getProperty("version", "development");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
