package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.AllBytes;
import aftercare.bench.FaultFigures;
import aftercare.config.Progress;
import aftercare.ingest.Ingest;
import aftercare.ingest.LoadHistory;
import aftercare.ingest.QuarantineReplay;
import aftercare.ingest.QuarantineTable;
import aftercare.ingest.Retention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What names people goes when it is old; what was counted stays counted, and what cannot be done is said. */
class RetentionTest {
    private static final String HEADER = "repair_id,outlet_id,model_id,service_type,opened_at,customer_id";
    private static final String MAPPING = """
            match: "old/*.csv"
            into:
              repairs:
                repair_id: nr
                outlet_id: {lookup: shops.csv, on: shop, take: outlet}
                model_id: type
                service_type: {constant: repair}
                opened_at: day
            """;

    @TempDir
    private Path folder;

    @Test
    void oldFilesAndTextsGoAndEverythingStillCounts() throws Exception {
        Path lake = folder.resolve("lake");
        Path mapping = Files.writeString(folder.resolve("m.yaml"), MAPPING);
        Pipeline pipeline = new Pipeline(lake);
        Path first = folder.resolve("first");
        Delivered.text(
                first,
                "repairs/1.csv",
                HEADER,
                "1,S,M,repair,2026-05-01,Ann-old",
                "2,S,M,Bob-shifted,2026-05-01,Bob-old");
        Delivered.text(first, "old/x.csv", "nr,shop,type,day", "3,One,M,2026-05-02");
        Delivered.text(first, "shops.csv", "shop,outlet", "One,S");
        Path second = folder.resolve("second");
        Delivered.text(
                second, "repairs/2.csv", HEADER, "4,S,M,repair,2026-06-01,Cy-new", "5,S,M,polish,2026-06-01,Di-new");
        load(pipeline, first, mapping, "2026-05-10T06:00:00Z");
        load(pipeline, second, mapping, "2026-06-10T06:00:00Z");
        assertThat(rights(lake.resolve("bronze"))).isEqualTo("rwx------");
        assertThat(rights(lake.resolve("quarantine"))).isEqualTo("rwx------");
        for (String layer : List.of("bronze", "quarantine")) {
            try (Stream<Path> files = Files.walk(lake.resolve(layer))) {
                assertThat(files.filter(Files::isRegularFile).map(RetentionTest::rights))
                        .isNotEmpty()
                        .containsOnly("rw-------");
            }
        }

        Retention retention =
                new Retention(pipeline.lake(), Pipeline.contracts(), Progress.SILENT, at("2026-06-20T06:00:00Z"));
        assertThat(AllBytes.holding(lake, "Bob-shifted")).anyMatch(file -> file.startsWith("quarantine/"));
        assertThat(retention.quarantine(30)).isEqualTo(1);
        assertThat(retention.bronze(30, "run-r")).isEqualTo(2);

        assertThat(AllBytes.holding(lake, "Bob-old")).isEmpty();
        assertThat(AllBytes.holding(lake, "Bob-shifted")).isEmpty();
        assertThat(AllBytes.holding(lake, "Ann-old")).isEmpty();
        assertThat(AllBytes.holding(lake, "Di-new")).isNotEmpty();
        assertThat(new QuarantineTable(pipeline.lake(), "repairs").open().count())
                .isEqualTo(2);
        assertThat(AllBytes.holding(lake, "One,S")).as("lookups are read again").isNotEmpty();
        assertThat(retention.bronze(30, "run-s")).isZero();
        assertThatThrownBy(() -> new LoadHistory(pipeline.lake(), Pipeline.contracts(), Progress.SILENT))
                .hasMessageContaining("AFC-3093")
                .hasMessageContaining("2 of its");
        assertThat(load(pipeline, first, mapping, "2026-06-21T06:00:00Z").entries())
                .isEmpty();
        assertThat(new QuarantineReplay(
                                pipeline.lake(), Pipeline.contracts(), Progress.SILENT, at("2026-06-22T06:00:00Z"))
                        .replay("repairs", List.of(), "replayed"))
                .isEmpty();
    }

    @Test
    void killedAfterTheRowsAreEmptiedTheNextOneEmptiesOlderVersionsToo() throws Exception {
        FaultyFileSystem.install();
        try {
            // A quarter of its changes empty the rows, all others take the past away.
            assertThat(holdingAfterADeath(changes() / 4)).isEmpty();
        } finally {
            FaultyFileSystem.uninstall();
        }
    }

    @Test
    @Tag("torture")
    void killedBeforeAnyChangeTheNextOneEndsIt() throws Exception {
        FaultyFileSystem.install();
        try {
            long changes = changes();
            for (long change = 1; change <= changes; change++) {
                assertThat(holdingAfterADeath(change))
                        .as("killed before change %d", change)
                        .isEmpty();
            }
            FaultFigures.note(
                    "Retention of quarantine dies before a change it makes on disk, and is started again",
                    changes,
                    "no byte of the lake holds the refused text, older versions included");
        } finally {
            FaultyFileSystem.uninstall();
        }
    }

    private long changes() throws Exception {
        Path lake = Delivered.tree(refused(), folder.resolve("counted"));
        FaultyFileSystem.arm(lake, FaultyFileSystem.Fault.DEATH, 0);
        expire(lake);
        return FaultyFileSystem.disarm();
    }

    /** The files that hold what was refused after retention died on its way, and was started again. */
    private List<String> holdingAfterADeath(long change) throws Exception {
        Path lake = Delivered.tree(refused(), folder.resolve("killed-" + change));
        FaultyFileSystem.arm(lake, FaultyFileSystem.Fault.DEATH, change);
        assertThatThrownBy(() -> expire(lake)).isNotNull();
        FaultyFileSystem.disarm();
        expire(lake);
        return AllBytes.holding(lake.resolve("quarantine"), "Bob-shifted");
    }

    private static void expire(Path lake) {
        new Retention(new Pipeline(lake).lake(), Pipeline.contracts(), Progress.SILENT, at("2026-06-20T06:00:00Z"))
                .quarantine(30);
    }

    /** A lake with a refused row that is old. */
    private Path refused() {
        Path lake = folder.resolve("refused");
        if (!Files.exists(lake)) {
            Path landing = folder.resolve("landing");
            Delivered.text(landing, "repairs/1.csv", HEADER, "2,S,M,Bob-shifted,2026-05-01,Bob-old");
            new Ingest(new Pipeline(lake).lake(), Pipeline.contracts(), Progress.SILENT, at("2026-05-10T06:00:00Z"))
                    .load(landing, List.of(), 1, "run-1");
        }
        return lake;
    }

    private static Ingest.Report load(Pipeline pipeline, Path landing, Path mapping, String now) {
        return new Ingest(pipeline.lake(), Pipeline.contracts(), Progress.SILENT, at(now))
                .load(landing, List.of(mapping), 0.9, "run-" + now.substring(0, 10));
    }

    private static Timestamp at(String instant) {
        return Timestamp.from(Instant.parse(instant));
    }

    private static String rights(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
