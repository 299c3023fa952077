package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.cli.engine.EngineAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands typed one after the other are run by one process that stays, and whoever kills it loses nothing. */
@Timeout(600)
class EngineCommandTest {
    private static final String OUTLETS = "outlet_id,name,region_id,valid_from";

    @TempDir
    private Path folder;

    private Path lake;
    private ChildProcess engine;

    @AfterEach
    void endIt() throws InterruptedException {
        if (engine != null) {
            engine.killWhen(() -> true);
        }
    }

    @Test
    void commandsAreRunByTheEngineAsTheyWouldRunThemselves() throws Exception {
        lake = folder.resolve("lake");
        engine = ChildProcess.start(
                folder.resolve("engine.txt"), "engine", "serve", "--lake", lake.toString(), "--master", "local[2]");
        Path socket = EngineAddress.of(lake.toString(), EngineAddress.folderOfThisUser())
                .orElseThrow()
                .socket();
        await(socket);

        Path landing = folder.resolve("first");
        Delivered.text(landing, "outlets/1.csv", OUTLETS, "O1,North,R1,2020-01-01");
        assertThat(run("ingest", "--input", landing.toString())).as(words()).isZero();
        assertThat(lake.resolve("ops/lease")).isDirectory();
        assertThat(Files.readString(exported("first.csv"))).contains("North");
        String holder = Files.readString(exported("ops.lease", "lease.csv"));
        assertThat(holder).as("who held the lake").contains("process " + engine.pid());

        // Somebody puts another lake in its place.
        FileUtils.deleteDirectory(lake.toFile());
        Path other = folder.resolve("second");
        Delivered.text(other, "outlets/1.csv", OUTLETS, "O2,South,R1,2020-01-01");
        assertThat(run("ingest", "--no-engine", "--input", other.toString())).isZero();
        assertThat(Files.readString(exported("second.csv"))).contains("South").doesNotContain("North");

        assertThat(run("ingest", "--input", folder.resolve("nowhere").toString()))
                .as("a folder that is not there")
                .isEqualTo(2);
        assertThat(words()).contains("AFC-2001");

        ChildProcess asking = start("compute", "--as-of", "2026-10-31");
        assertThat(engine.killWhen(() -> Files.exists(lake.resolve("gold")))).isTrue();
        assertThat(asking.status()).isEqualTo(5);
        assertThat(words()).contains("AFC-4401");
        assertThat(run("compute", "--as-of", "2026-10-31", "--only", "dim_outlet"))
                .isZero();
        assertThat(Files.readString(exported("gold.dim_outlet", "dim.csv"))).contains("South");
    }

    private Path exported(String name) throws InterruptedException {
        return exported("silver.outlets", name);
    }

    private Path exported(String table, String name) throws InterruptedException {
        Path file = folder.resolve(name);
        assertThat(run("export", "--table", table, "--format", "csv", "--out", file.toString()))
                .as(words())
                .isZero();
        return file;
    }

    private int run(String... arguments) throws InterruptedException {
        return start(arguments).status();
    }

    private ChildProcess start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--lake", lake.toString(), "--master", "local[2]"));
        return ChildProcess.start(folder.resolve("words.txt"), all.toArray(String[]::new));
    }

    private String words() {
        try {
            return Files.readString(folder.resolve("words.txt"));
        } catch (IOException none) {
            return "";
        }
    }

    private static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(20);
        }
    }
}
