package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Spark standalone cluster on this machine: a master and workers, each a process of its own, as are the executors
 * they start.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int SECONDS_TO_START = 60;

    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    private StandaloneCluster(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts a master and its workers, of one core each, and waits until all are there. */
    static StandaloneCluster start(Path folder, int workers) throws IOException, InterruptedException {
        // A worker looks here for the libraries of Spark; the test gives executors its own class path instead.
        Files.createDirectories(folder.resolve("jars"));
        StandaloneCluster cluster = new StandaloneCluster(folder, freePort());
        try {
            cluster.node("master.Master", "--host", HOST, "--port", String.valueOf(cluster.port), "--webui-port", "0");
            cluster.await(cluster::answers);
            for (int i = 0; i < workers; i++) {
                cluster.node(
                        "worker.Worker",
                        "--host",
                        HOST,
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--webui-port",
                        "0",
                        "--work-dir",
                        folder.resolve("work-" + i).toString(),
                        cluster.master());
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            cluster.close();
            throw failed;
        }
    }

    String master() {
        return "spark://" + HOST + ":" + port;
    }

    /** On how many workers executors of an application have run. */
    long workersUsed() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals("stdout"))
                    .map(file -> folder.relativize(file).getName(0))
                    .distinct()
                    .count();
        }
    }

    private void node(String kind, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(ChildProcess.java("256m"));
        command.add("org.apache.spark.deploy." + kind);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("nodes.txt").toFile()));
        builder.environment().put("SPARK_HOME", folder.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        processes.add(builder.start());
    }

    private boolean answers() {
        try (Socket socket = new Socket(HOST, port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private void await(java.util.function.BooleanSupplier moment) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!moment.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(Files.readString(folder.resolve("nodes.txt")))
                    .isLessThan(until);
            Thread.sleep(100);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Workers end their executors when they are asked to end, so they are asked and not killed. */
    @Override
    public void close() throws InterruptedException {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).destroy();
            if (!processes.get(i).waitFor(10, TimeUnit.SECONDS)) {
                processes.get(i).destroyForcibly().waitFor();
            }
        }
    }
}
