package aftercare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aftercare.config.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake that is damaged, full or read-only is told in one error that names the file and what to do. */
class DamagedLakeTest {
    private static final int ENOUGH = 8 << 20;

    @TempDir
    static Path whole;

    @TempDir
    private Path folder;

    @BeforeAll
    static void aLake() throws IOException {
        models(whole, "M1", "M2");
        CommandLineUnderTest line = new CommandLineUnderTest(whole, Map.of());
        assertThat(line.withEveryCommand()
                        .run(
                                "ingest",
                                "--input",
                                whole.resolve("in").toString(),
                                "--lake",
                                whole.resolve("lake").toString()))
                .as(line.err())
                .isEqualTo(ExitStatus.DONE);
    }

    @BeforeEach
    void aCopy() throws IOException {
        DeltaLog.clearCache();
        models(folder, "M3", "M4");
    }

    @Test
    void aLogThatIsCutShortIsNamedWithTheCommandThatMakesItAnew() throws IOException {
        Path lake = copy(folder.resolve("lake"));
        Path log = newest(lake.resolve("silver/models/_delta_log"), ".json");
        cut(log, 100);

        CommandLineUnderTest line = run("compute", lake, "--only", "dim_model");

        assertThat(line.err()).contains("AFC-2080", log.getFileName().toString(), "aftercare rebuild");
        assertOneError(line);
    }

    @Test
    void aLogOfWhichAPartIsGoneIsNamed() throws IOException {
        Path lake = copy(folder.resolve("lake"));
        Files.delete(newest(lake.resolve("silver/models/_delta_log"), ".json"));

        CommandLineUnderTest line = run("compute", lake, "--only", "dim_model", "--full");

        assertThat(line.err()).contains("AFC-2080", "silver/models/_delta_log", "aftercare rebuild");
        assertOneError(line);
    }

    @Test
    void aFileThatIsGoneIsNamedAndNothingIsAddedToItsTable() throws IOException {
        Path lake = copy(folder.resolve("lake"));
        Path file = newest(lake.resolve("silver/models"), ".parquet");
        Files.delete(file);

        CommandLineUnderTest compute = run("compute", lake, "--only", "dim_model", "--full");
        assertThat(compute.err()).contains("AFC-2081", file.getFileName().toString(), "aftercare rebuild");
        assertOneError(compute);

        CommandLineUnderTest ingest =
                run("ingest", lake, "--input", folder.resolve("in").toString());
        assertThat(ingest.err()).contains("AFC-2081", file.getFileName().toString(), "nothing was added");
        assertOneError(ingest);
        assertThat(newest(lake.resolve("silver"), ".parquet")).isNull();
    }

    @Test
    void aFileThatIsCutShortIsNamed() throws IOException {
        Path lake = copy(folder.resolve("lake"));
        Path file = newest(lake.resolve("silver/models"), ".parquet");
        cut(file, 300);

        CommandLineUnderTest line = run("compute", lake, "--only", "dim_model", "--full");

        assertThat(line.err()).contains("AFC-2081", file.getFileName().toString(), "aftercare rebuild");
        assertOneError(line);
    }

    @Test
    void aFullDiskIsTold() throws Exception {
        Path lake = mounted("tmpfs", "-t", "tmpfs", "-o", "size=4m");
        try {
            copy(lake);
            fill(lake.resolve("filling"));
            CommandLineUnderTest line =
                    run("ingest", lake, "--input", folder.resolve("in").toString());
            assertThat(line.err()).contains("AFC-3021", "aftercare maintain");
            assertOneError(line);

            Files.delete(lake.resolve("filling"));
            DeltaLog.clearCache();
            assertThat(run("ingest", lake, "--input", folder.resolve("in").toString())
                            .err())
                    .doesNotContain("error");
        } finally {
            mount("umount", lake.toString());
        }
    }

    @Test
    void aReadOnlyLakeIsTold() throws Exception {
        Path origin = copy(folder.resolve("origin"));
        Path lake = mounted(origin.toString(), "-o", "bind");
        try {
            assumeTrue(mount("mount", "-o", "remount,ro,bind", lake.toString()), "nothing can be mounted read-only");
            CommandLineUnderTest line =
                    run("ingest", lake, "--input", folder.resolve("in").toString());
            assertThat(line.err()).contains("AFC-2082", lake.toString());
            assertOneError(line);
        } finally {
            mount("umount", lake.toString());
        }
    }

    private static void assertOneError(CommandLineUnderTest line) {
        assertThat(line.err().lines().filter(text -> text.startsWith("error")))
                .as(line.err())
                .hasSize(1);
        assertThat(line.err()).doesNotContain("AFC-9001", "\tat ");
    }

    private CommandLineUnderTest run(String command, Path lake, String... more) {
        CommandLineUnderTest line = new CommandLineUnderTest(folder, Map.of()).withEveryCommand();
        List<String> arguments = new ArrayList<>(List.of(command, "--lake", lake.toString()));
        arguments.addAll(List.of(more));
        line.run(arguments.toArray(String[]::new));
        return line;
    }

    private static void models(Path folder, String... models) throws IOException {
        Path input = Files.createDirectories(folder.resolve("in/models"));
        StringBuilder rows = new StringBuilder("model_id,name,category\n");
        for (String model : models) {
            rows.append(model).append(",Cold,fridge\n");
        }
        Files.writeString(input.resolve(models[0] + ".csv"), rows);
    }

    private static Path copy(Path to) throws IOException {
        Path from = whole.resolve("lake");
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
        return to;
    }

    /** The last file below a folder by its name; null when there is none. */
    private static Path newest(Path folder, String end) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(path -> path.getFileName().toString().endsWith(end)
                            && !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .reduce((one, other) -> other)
                    .orElse(null);
        }
    }

    private static void cut(Path file, int bytes) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }

    private static void fill(Path file) {
        byte[] block = new byte[1024];
        try (var out = Files.newOutputStream(file)) {
            for (int written = 0; written < ENOUGH; written += block.length) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }

    /** A folder on which something is mounted; where that is not possible the test is skipped. */
    private Path mounted(String what, String... options) throws IOException, InterruptedException {
        Path place = Files.createDirectories(folder.resolve("mounted"));
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(options));
        command.addAll(List.of(what, place.toString()));
        assumeTrue(mount(command.toArray(String[]::new)), "nothing can be mounted here");
        return place;
    }

    private static boolean mount(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
