package aftercare.cli.engine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What two processes have in common that do the same with the same command: the program and its files, Java and what it
 * was told, the Spark master, the working directory, and the variables that libraries read by themselves. A command is
 * left to an engine of its own identity only, so that it makes no difference who runs it.
 */
public final class EngineIdentity {
    /** Ours travel with each command; a shell's own change from one window to the next and tell nothing. */
    private static final Pattern COUNTS =
            Pattern.compile("(SPARK|HADOOP|YARN|AWS|AZURE|GOOGLE|JAVA|JDK|KRB5)_?.*|TZ|LANG|LC_.*|HOME|PATH|TMPDIR");

    private static final List<String> SHIPPED = List.of("schemas", "locale", "dashboards");

    private EngineIdentity() {}

    /**
     * The identity of this process.
     *
     * @param master the Spark master that its commands are run on
     */
    public static String ofThisProcess(String master, Map<String, String> environment) {
        List<String> parts = new ArrayList<>(List.of(
                "master " + master,
                "java " + System.getProperty("java.home") + " " + Runtime.version(),
                "in " + Path.of("").toAbsolutePath()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(told -> !told.startsWith("-Daftercare.terminal="))
                .forEach(parts::add);
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(library -> stamp(Path.of(library)))
                .forEach(parts::add);
        String home = System.getProperty("aftercare.home");
        if (home != null) {
            SHIPPED.forEach(folder -> parts.add(contents(Path.of(home, folder))));
        }
        new TreeMap<>(environment).forEach((name, value) -> {
            if (COUNTS.matcher(name).matches()) {
                parts.add(name + "=" + value);
            }
        });
        return DigestUtils.sha256Hex(String.join("\n", parts));
    }

    private static String stamp(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException notThere) {
            return file + " is not there";
        }
    }

    private static String contents(Path folder) {
        if (!Files.isDirectory(folder)) {
            return folder + " is not there";
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return DigestUtils.sha256Hex(
                    files.map(EngineIdentity::stamp).sorted().toList().toString());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
