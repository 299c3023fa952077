package aftercare.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process of its own for each step, so that its peak memory is its own. The peak is the VmHWM that Linux keeps; it
 * only rises, so the last look before the end misses at most what came in the last 20 milliseconds.
 */
final class Child {
    private static final int LOOK_EVERY_MILLIS = 20;

    /**
     * What a process left.
     *
     * @param seconds from start to end
     * @param peakMegabytes largest resident memory; -1 where there is no /proc
     * @param output the lines it printed
     */
    record Outcome(double seconds, long peakMegabytes, List<String> output) {

        Step step(String name, long rows) {
            return new Step(name, rows, seconds, peakMegabytes);
        }
    }

    private Child() {}

    /**
     * Runs to the end.
     *
     * @param logs folder for what is printed
     * @param name of the log
     * @throws IllegalStateException when it ends with another status than 0
     */
    static Outcome run(Path logs, String name, Map<String, String> variables, List<String> command) {
        Path out = logs.resolve(name + ".out");
        Path err = logs.resolve(name + ".err");
        try {
            Files.createDirectories(logs);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(variables);
            long started = System.nanoTime();
            Process process = builder.start();
            long peak = -1;
            while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peakKilobytes(process.pid()));
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            if (process.exitValue() != 0) {
                throw new IllegalStateException(name + " ended with status " + process.exitValue() + ":\n"
                        + String.join("\n", Files.readAllLines(err)));
            }
            return new Outcome(seconds, peak < 0 ? -1 : peak / 1024, Files.readAllLines(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a main class of the benchmark itself in a Java of its own. */
    static Outcome java(Path logs, String name, Path temporary, String heap, Class<?> main, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseParallelGC",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        return run(logs, name, Map.of(), command);
    }

    private static long peakKilobytes(long pid) {
        try (Stream<String> status = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return status.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException | UncheckedIOException ended) {
            return -1;
        }
    }
}
