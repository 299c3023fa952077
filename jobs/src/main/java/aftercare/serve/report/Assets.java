package aftercare.serve.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Properties;

/**
 * What the page carries within itself: its style, its scripts, and their hashes, by which a browser knows that nobody
 * added to them.
 */
final class Assets {
    private static final String WEBJAR = "/META-INF/maven/org.webjars/echarts/pom.properties";

    private Assets() {}

    static String style() {
        return text("/report/style.css");
    }

    /** What letters change of the style, for one sheet of paper. */
    static String letterStyle() {
        return text("/report/letter.css");
    }

    static String charts() {
        return text("/report/charts.js");
    }

    /** Apache ECharts, from its webjar. */
    static String echarts() {
        return text("/META-INF/resources/webjars/echarts/" + version() + "/echarts.min.js");
    }

    static String version() {
        try (InputStream file = open(WEBJAR)) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new IllegalStateException(WEBJAR, unreadable);
        }
    }

    /** The hash by which a content security policy allows an inline element. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(String resource) {
        try (InputStream file = open(resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException unreadable) {
            throw new IllegalStateException(resource, unreadable);
        }
    }

    private static InputStream open(String resource) {
        InputStream file = Assets.class.getResourceAsStream(resource);
        if (file == null) {
            throw new IllegalStateException("the program was packed without " + resource);
        }
        return file;
    }
}
