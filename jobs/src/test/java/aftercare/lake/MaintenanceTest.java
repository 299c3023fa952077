package aftercare.lake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.config.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {
    @TempDir
    private Path folder;

    @Test
    void whatKilledRunsLeftOfCommitsIsRemovedOnceNobodyCanStillWriteIt() throws Exception {
        Lake lake = Lake.openOrCreate(TestSpark.session(), folder.toString(), ZoneId.of("UTC"));
        TestSpark.session()
                .range(3)
                .write()
                .format("delta")
                .save(folder.resolve("silver/models").toString());
        Path log = folder.resolve("silver/models/_delta_log");
        Path old = Files.writeString(log.resolve(".00000000000000000001.json.a.tmp"), "half");
        Path young = Files.writeString(log.resolve(".00000000000000000001.json.b.tmp"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(8))));

        new Maintenance(lake, Progress.SILENT).run();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(lake.read(lake.silver("models")).count()).isEqualTo(3);
    }
}
