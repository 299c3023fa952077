package aftercare.pipeline;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The command line in a process of its own, which a test may kill. */
final class ChildProcess {
    private static final int POLLED_EVERY_MILLIS = 2;

    private final Process process;
    private final Path output;

    private ChildProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a command of Aftercare.
     *
     * @param output where its words go
     */
    static ChildProcess start(Path output, String... arguments) {
        List<String> command = new ArrayList<>(java("1g"));
        command.add("aftercare.cli.Main");
        command.addAll(List.of(arguments));
        return start(output, command);
    }

    /** The same by another program, which starts it. */
    static ChildProcess startBy(List<String> program, Path output, String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(java("1g"));
        command.add("aftercare.cli.Main");
        command.addAll(List.of(arguments));
        return start(output, command);
    }

    /**
     * Starts a class of the tests on a cluster; executors find their classes where this process finds its own.
     *
     * @param output where its words go
     * @param master the cluster
     */
    static ChildProcess startTest(Path output, String master, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(java("1g"));
        command.add("-Dspark.master=" + master);
        command.add("-Dspark.driver.host=127.0.0.1");
        command.add("-Dspark.driver.bindAddress=127.0.0.1");
        command.add("-Dspark.executor.memory=768m");
        command.add("-Dspark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1");
        command.add("-Dspark.executor.extraClassPath=" + classPath());
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return start(output, command);
    }

    /**
     * Starts a class of the tests.
     *
     * @param output where its words go
     * @param heap the most memory it may take, such as 2g
     */
    static ChildProcess startClass(Path output, String heap, Class<?> main, String... arguments) {
        return startClass(output, heap, List.of(), main, arguments);
    }

    /** The same with flags for its Java. */
    static ChildProcess startClass(Path output, String heap, List<String> flags, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(java(heap));
        command.addAll(flags);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return start(output, command);
    }

    /** A Java like this one, with its class path, up to the class to start. */
    static List<String> java(String heap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-")
                        || argument.startsWith("-Djdk.")
                        || argument.startsWith("-Daftercare."))
                .forEach(command::add);
        command.add("-Xmx" + heap);
        command.add("-XX:TieredStopAtLevel=1");
        // Without the second compiler the default is 48 MB, which Spark's generated code fills.
        command.add("-XX:ReservedCodeCacheSize=256m");
        command.add("-Dspark.sql.shuffle.partitions=2");
        command.add("-cp");
        command.add(classPath());
        return command;
    }

    /** Executors work in folders of their own, so nothing in it may be relative to ours. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static ChildProcess start(Path output, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        try {
            return new ChildProcess(builder.start(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The exit status, once it has ended. */
    int status() throws InterruptedException {
        return process.waitFor();
    }

    /**
     * Kills it without warning at a moment.
     *
     * @param moment asked every few milliseconds
     * @return whether the moment came before it ended by itself
     */
    boolean killWhen(BooleanSupplier moment) throws InterruptedException {
        boolean came = false;
        while (!came && !process.waitFor(POLLED_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            came = moment.getAsBoolean();
        }
        process.destroyForcibly().waitFor();
        return came;
    }

    /** Tells it to end, as a terminal or an operator does, at a moment; returns whether the moment came. */
    boolean signalWhen(String signal, BooleanSupplier moment) throws IOException, InterruptedException {
        boolean came = false;
        while (!came && !process.waitFor(POLLED_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            came = moment.getAsBoolean();
        }
        new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(pid()))
                .start()
                .waitFor();
        return came;
    }

    long pid() {
        return process.pid();
    }

    String words() {
        try {
            return Files.readString(output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
