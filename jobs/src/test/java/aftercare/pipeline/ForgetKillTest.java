package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AllBytes;
import aftercare.config.Progress;
import aftercare.ingest.Erasure;
import aftercare.ingest.Ingest;
import aftercare.lake.Lake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An erasure that is killed and started again ends in the lake of one that was never killed. */
class ForgetKillTest {
    private static final String CUSTOMER = "KX-4711-77";
    private static final String HEADER =
            "repair_id,outlet_id,model_id,service_type,opened_at,completed_at,customer_id,customer_phone";
    private static final Timestamp NOW = Timestamp.from(Instant.parse("2026-11-01T06:00:00Z"));

    @TempDir
    private Path folder;

    private Path landing;
    private Path lake;

    @BeforeEach
    void load() {
        landing = folder.resolve("landing");
        lake = folder.resolve("lake");
        Delivered.text(
                landing,
                "repairs/1.csv",
                HEADER,
                "1,S,M,repair,2026-05-01,2026-05-02," + CUSTOMER + ",0170-1",
                "2,S,M,polish,2026-05-01,," + CUSTOMER + ",0170-1",
                "3,S,M,repair,2026-05-01,2026-05-03,OTHER,0170-2");
        Delivered.text(landing, "repairs/2.csv", HEADER, "4,S,M,repair,2026-05-07,," + CUSTOMER + ",0170-1");
        Delivered.text(
                landing,
                "complaints/1.csv",
                "complaint_id,received_at,customer_id,text",
                "C1,2026-05-08," + CUSTOMER + ",my words");
        Pipeline pipeline = new Pipeline(lake);
        new Ingest(pipeline.lake(), Pipeline.contracts(), Progress.SILENT, NOW).load(landing, List.of(), 0.9, "first");
    }

    @Test
    void killedBetweenFilesAndTablesItGoesOn() throws Exception {
        killedOnce(() -> rewritten() >= 2);
    }

    @Test
    @Tag("torture")
    void killedAtAnyBoundaryItGoesOn() throws Exception {
        kill(() -> Files.isDirectory(lake.resolve("ops/forgotten")));
        kill(() -> rewritten() >= 1);
        kill(() -> versions("silver/repairs") > 1);
        kill(() -> versions("ops/ledger") > 1);
        killedOnce(() -> versions("quarantine/repairs") > 3);
    }

    private void killedOnce(BooleanSupplier moment) throws Exception {
        kill(moment);
        Pipeline pipeline = new Pipeline(lake);
        Ingest.Report between = new Ingest(pipeline.lake(), Pipeline.contracts(), Progress.SILENT, NOW)
                .load(landing, List.of(), 0.9, "between");
        assertThat(between.entries())
                .as("the same files, between the kill and the next run")
                .isEmpty();
        Erasure erasure = new Erasure(pipeline.lake(), Pipeline.contracts(), Progress.SILENT, NOW, "aftercare test");
        erasure.end(erasure.forget(
                CUSTOMER, Optional.empty(), Optional.of(LocalDate.parse("2026-11-01")), "started-again"));
        for (String marker : List.of(CUSTOMER, "0170-1", "my words")) {
            assertThat(AllBytes.holding(lake, marker)).as(marker).isEmpty();
        }
        assertThat(rows(pipeline.lake(), "silver/repairs")).containsExactly("1 M 1", "3 O 3", "4 M 1");
        assertThat(rows(pipeline.lake(), "silver/complaints")).containsExactly("C1 M 1");
        try (Stream<Path> bronze = Files.list(lake.resolve("bronze"))) {
            assertThat(bronze.filter(Files::isRegularFile).count()).isEqualTo(3);
        }
        assertThat(pipeline.lake().read(pipeline.lake().at("ops", "ledger")).count())
                .isEqualTo(3);
        assertThat(pipeline.lake().read(pipeline.lake().quarantine("repairs")).count())
                .isEqualTo(1);
        try (Stream<Path> people = Files.list(lake.resolve("ops/forgotten"))) {
            assertThat(people.filter(file -> file.toString().endsWith(".json")).count())
                    .as("one erasure, which went on")
                    .isEqualTo(1);
        }
    }

    private void kill(BooleanSupplier moment) throws InterruptedException {
        ChildProcess child = ChildProcess.start(
                folder.resolve("words.txt"),
                "forget",
                "--customer",
                CUSTOMER,
                "--until",
                "2026-11-01",
                "--lake",
                lake.toString(),
                "--master",
                "local[2]",
                "--wait");
        assertThat(child.killWhen(moment)).as(child.words()).isTrue();
    }

    private long rewritten() {
        return Delivered.count(lake.resolve("ops/forgotten/files"), "(?!\\.).*\\.json");
    }

    private long versions(String table) {
        return Delivered.count(lake.resolve(table).resolve("_delta_log"), "\\d+\\.json");
    }

    /** Key of each row, whether its customer is the one of the mark, and the key of the first row of that customer. */
    private static List<String> rows(Lake lake, String table) {
        Map<String, String> first = new TreeMap<>();
        List<String> rows = new ArrayList<>();
        String key = table.endsWith("repairs") ? "repair_id" : "complaint_id";
        for (Row row : lake.read(lake.at(table))
                .orderBy(key)
                .select(key, "customer_id")
                .collectAsList()) {
            String known = first.computeIfAbsent(row.getString(1), any -> row.getString(0));
            rows.add(row.getString(0) + (known.equals("3") ? " O " : " M ") + known.replace("C1", "1"));
        }
        return rows;
    }
}
