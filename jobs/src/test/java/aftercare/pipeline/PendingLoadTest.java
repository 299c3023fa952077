package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.ExitStatus;
import aftercare.config.Progress;
import aftercare.ingest.Ingest;
import aftercare.ingest.QuarantineTable;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load that was killed is finished by the next one, wherever the lake is by then, or told of and set aside. */
class PendingLoadTest {
    private static final String HEADER = "repair_id,outlet_id,model_id,service_type,opened_at";

    @TempDir
    private Path folder;

    private Path lake;
    private final List<String> warnings = new ArrayList<>();

    /** A lake whose bronze holds what a killed load was to load, and whose landing folder holds other files by now. */
    @BeforeEach
    void begin() throws IOException {
        lake = folder.resolve("lake");
        Path before = folder.resolve("before");
        Delivered.text(before, "repairs/a.csv", HEADER, "A1,O1,M1,repair,2026-10-01");
        new Pipeline(folder.resolve("elsewhere")).load(before);
        new Pipeline(lake);
        try (Stream<Path> bronze = Files.list(folder.resolve("elsewhere/bronze"))) {
            for (Path file : bronze.filter(Files::isRegularFile).toList()) {
                Delivered.copy(file, lake.resolve("bronze").resolve(file.getFileName()));
            }
        }
        Delivered.text(folder.resolve("landing"), "repairs/b.csv", HEADER, "B1,O1,M1,repair,2026-10-01");
    }

    @Test
    void ofALakeThatWasMovedMeanwhileTheLoadIsFinishedAsItWasBegun() throws IOException {
        String name = bronzeName();
        pending(
                "old.json",
                "repairs",
                "{\"name\":\"repairs/a.csv\",\"sha256\":\"" + name.replace(".csv", "")
                        + "\",\"path\":\"file:/gone/lake/bronze/" + name + "\",\"bytes\":90,\"mapping\":null}");
        lake = Files.move(lake, folder.resolve("moved"));

        assertThat(load().failure()).isNull();
        assertThat(ledger()).containsExactlyInAnyOrder("repairs/a.csv loaded 1 of 1", "repairs/b.csv loaded 1 of 1");
        assertThat(lake.resolve("ops/pending/old.json")).doesNotExist();
    }

    @Test
    void whyFilesOfItWereNotTakenIsReportedAndTheRunEndsAccordingly() throws IOException {
        pending(
                "old.json",
                "repairs",
                "{\"name\":\"repairs/gone.csv\",\"sha256\":\"unreadable:repairs/gone.csv\","
                        + "\"path\":\"\",\"bytes\":0,\"mapping\":null,\"delivery\":1,\"unopened\":\"it cannot be opened\"}");

        assertThat(load().failure()).satisfies(failure -> {
            assertThat(failure.code().exitStatus()).isEqualTo(ExitStatus.REFUSED);
            assertThat(failure).hasMessageContaining("repairs/gone.csv: it cannot be opened");
        });
        assertThat(ledger())
                .containsExactlyInAnyOrder("repairs/gone.csv unreadable 0 of 0", "repairs/b.csv loaded 1 of 1");
        assertThat(load().failure()).as("nothing of it is left for later runs").isNull();
    }

    @Test
    void oneThatIsCutShortOrOfASourceThatHasGoneIsSetAsideAndOthersGoOn() throws IOException {
        pending("cut.json", "repairs", "{\"name\":\"repai");
        pending("gone.json", "fridges", "{\"name\":\"fridges/a.csv\",\"sha256\":\"x\",\"path\":\"x.csv\",\"bytes\":1}");

        assertThat(load().failure()).isNull();
        assertThat(ledger()).containsExactly("repairs/b.csv loaded 1 of 1");
        assertThat(warnings)
                .anyMatch(warning -> warning.contains("AFC-3071") && warning.contains("cut.json"))
                .anyMatch(warning -> warning.contains("AFC-3071") && warning.contains("no source fridges"));
        try (Stream<Path> setAside = Files.list(lake.resolve("ops/pending/set-aside"))) {
            assertThat(setAside.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("cut.json", "gone-fridges.json");
        }
        warnings.clear();
        assertThat(load().failure()).isNull();
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatIsRefusedOfManyFilesIsSetAsideTogether() {
        for (int i = 0; i < 5; i++) {
            Delivered.text(folder.resolve("landing"), "repairs/broken" + i + ".csv", "nothing" + i);
        }
        Delivered.text(folder.resolve("landing"), "repairs/bad.csv", HEADER, "C1,O1", "C2,O1,M1,repair,2026-10-01");

        assertThat(load().failure()).hasMessageContaining("5 files were not taken");
        Pipeline pipeline = new Pipeline(lake);
        assertThat(new QuarantineTable(pipeline.lake(), "repairs").rows().count())
                .isEqualTo(6);
        assertThat(pipeline.lake().version(pipeline.lake().quarantine("repairs")))
                .isZero();
        assertThat(pipeline.lake().version(new Ledger(pipeline.lake()).path())).isZero();
    }

    private String bronzeName() throws IOException {
        try (Stream<Path> bronze = Files.list(lake.resolve("bronze"))) {
            return bronze.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".csv"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void pending(String name, String source, String item) throws IOException {
        Path file = lake.resolve("ops/pending").resolve(name);
        Files.createDirectories(file.getParent());
        String load =
                "{\"runId\":\"" + name.replace(".json", "") + "\",\"maxRejectShare\":0.05,\"batches\":[{\"source\":\""
                        + source + "\",\"silverVersion\":-1,\"files\":[" + item;
        Files.writeString(file, item.endsWith("}") ? load + "]}]}" : load);
    }

    private Ingest.Report load() {
        Progress told = new Progress() {
            @Override
            public Step step(String name) {
                return Progress.SILENT.step(name);
            }

            @Override
            public void note(String message) {
                Progress.SILENT.note(message);
            }

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
        Timestamp now = Timestamp.from(Instant.now());
        return new Ingest(new Pipeline(lake).lake(), Pipeline.contracts(), told, now)
                .load(folder.resolve("landing"), List.of(), 0.05, "run-" + now.getTime());
    }

    private List<String> ledger() {
        return new Ledger(new Pipeline(lake).lake())
                .entries().stream().map(PendingLoadTest::told).toList();
    }

    private static String told(LedgerEntry entry) {
        return entry.path() + " " + entry.status() + " " + entry.accepted() + " of " + entry.read();
    }
}
