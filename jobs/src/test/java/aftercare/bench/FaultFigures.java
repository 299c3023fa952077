package aftercare.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The table of docs/faults.md: what was done to Aftercare how often, and what came of it. Each torture writes its own
 * rows, where {@code -Daftercare.docs.write=true} says so, and leaves those of others as they are.
 */
public final class FaultFigures {
    private static final Path PAGE =
            Path.of(System.getProperty("aftercare.project", "..")).resolve("docs/faults.md");
    private static final String HEAD = """
            # Faults

            Written by `make torture`: what was done to Aftercare, how often, and what came of it. A lake or the marts count as
            equal when all rows of all tables are those of a run that nothing happened to, but for what tells the time and names
            the run. What was found was corrected, so each line is of the version after it.

            | what happens | how often | what came of it |
            | --- | ---: | --- |
            """;

    private FaultFigures() {}

    /**
     * Notes a row.
     *
     * @param what what happens
     * @param times how often it was made to happen
     * @param outcome what came of it, in numbers
     */
    public static synchronized void note(String what, long times, String outcome) {
        System.out.printf("faults: %s: %d: %s%n", what, times, outcome);
        if (!Boolean.getBoolean("aftercare.docs.write")) {
            return;
        }
        try {
            Map<String, String> rows = new TreeMap<>();
            if (Files.exists(PAGE)) {
                Files.readAllLines(PAGE).stream()
                        .filter(line ->
                                line.startsWith("| ") && !line.startsWith("| what ") && !line.startsWith("| ---"))
                        .forEach(line -> rows.put(line.substring(2, line.indexOf(" | ")), line));
            }
            rows.put(what, "| " + what + " | " + String.format("%,d", times) + " | " + outcome + " |");
            Files.writeString(PAGE, HEAD + String.join("\n", rows.values()) + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
