package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.config.Progress;
import aftercare.ingest.Ingest;
import aftercare.ingest.LoadHistory;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in which others look values up is a delivery like they are: known, kept, and found again in a rebuild. */
class JoinedFilesTest {
    private static final String MAPPING = """
            match: "none.csv"
            into: {regions: {region_id: a, name: a}}
            ---
            match: "visits*.csv"
            into:
              repairs:
                where: "state <> 'void'"
                repair_id: id
                outlet_id: {constant: o}
                model_id: {constant: m}
                service_type: {constant: repair}
                opened_at: day
                serial_no: {lookup: vehicles.csv, on: {vehicle: vehicle_id}, take: vin}
            """;

    @TempDir
    private Path folder;

    private Path landing;
    private Path mapping;
    private Pipeline pipeline;

    @BeforeEach
    void begin() throws IOException {
        landing = folder.resolve("landing");
        mapping = Files.writeString(folder.resolve("m.yaml"), MAPPING);
        pipeline = new Pipeline(folder.resolve("lake"));
        Delivered.text(
                landing,
                "visits1.csv",
                "id,day,state,vehicle",
                "1,2026-10-01,ok,V1",
                "2,2026-10-01,void,V1",
                "3,2026-10-01,ok,V2");
    }

    @Test
    void aFileThatWasNeverDeliveredIsNamedAndTheVisitsWaitForIt() throws IOException {
        Ingest.Report report = pipeline.tryLoad(landing, List.of(mapping), 0.5);
        assertThat(report.failure())
                .hasMessageContaining("visits1.csv: its header lacks the file vehicles.csv")
                .hasMessageContaining("none was ever delivered");
        Delivered.text(landing, "vehicles.csv", "vehicle_id,vin", "V1,VIN0000001");
        assertThat(pipeline.tryLoad(landing, List.of(mapping), 0.5).failure()).isNull();
        assertThat(silver()).containsExactly("1 VIN0000001", "3 null");
    }

    @Test
    void laterVisitsFindTheLatestDeliveryAndARebuildFindsWhatEachLoadFound() throws IOException {
        Delivered.text(landing, "vehicles.csv", "vehicle_id,vin", "V1,VIN0000001");
        assertThat(load("2026-10-01T06:00:00Z").entries())
                .extracting(
                        LedgerEntry::path,
                        LedgerEntry::status,
                        LedgerEntry::read,
                        LedgerEntry::accepted,
                        LedgerEntry::skipped,
                        LedgerEntry::readAs)
                .containsExactly(
                        tuple("vehicles.csv", "joined", 1L, 0L, 1L, null),
                        tuple("visits1.csv", "loaded", 3L, 2L, 1L, "lookup vehicles.csv: 1 of 2 rows found nothing"));
        Files.delete(landing.resolve("vehicles.csv"));
        Files.delete(landing.resolve("visits1.csv"));
        Delivered.text(landing, "visits2.csv", "id,day,state,vehicle", "4,2026-10-02,ok,V1");
        load("2026-10-02T06:00:00Z");
        Delivered.text(landing, "vehicles.csv", "vehicle_id,vin", "V1,VIN0000009");
        Delivered.text(landing, "visits3.csv", "id,day,state,vehicle", "5,2026-10-03,ok,V1");
        load("2026-10-03T06:00:00Z");
        Files.delete(landing.resolve("visits2.csv"));
        Files.delete(landing.resolve("visits3.csv"));
        Delivered.text(landing, "vehicles.csv", "vehicle_id,vin", "V1,VIN0000001");
        load("2026-10-04T06:00:00Z");
        assertThat(silver()).containsExactly("1 VIN0000001", "3 null", "4 VIN0000001", "5 VIN0000009");

        Pipeline again = new Pipeline(folder.resolve("again"));
        LoadHistory history = new LoadHistory(pipeline.lake(), Pipeline.contracts(), Progress.SILENT);
        history.copyBronze(again.lake());
        history.repeatInto(again.lake());
        assertThat(silver(again)).isEqualTo(silver());
        assertThat(ledger(again)).isEqualTo(ledger(pipeline)).hasSize(6);
    }

    @Test
    void theLatestDeliveryIsUsedAlsoWhereTheClockWentBack() throws IOException {
        Delivered.text(landing, "vehicles.csv", "vehicle_id,vin", "V1,VIN0000001");
        load("2026-10-03T06:00:00Z");
        Files.delete(landing.resolve("visits1.csv"));
        Delivered.text(landing, "vehicles.csv", "vehicle_id,vin", "V1,VIN0000009");
        Delivered.text(landing, "visits2.csv", "id,day,state,vehicle", "4,2026-10-02,ok,V1");
        assertThat(load("2026-10-02T06:00:00Z").entries())
                .extracting(LedgerEntry::path, LedgerEntry::delivery)
                .containsExactly(tuple("vehicles.csv", 2), tuple("visits2.csv", 1));
        assertThat(silver()).containsExactly("1 VIN0000001", "3 null", "4 VIN0000009");
    }

    private Ingest.Report load(String at) {
        Ingest.Report report = new Ingest(
                        pipeline.lake(), Pipeline.contracts(), Progress.SILENT, Timestamp.from(Instant.parse(at)))
                .load(landing, List.of(mapping), 0.5, "run of " + at.substring(0, 10));
        assertThat(report.failure()).isNull();
        return report;
    }

    private List<String> silver() {
        return silver(pipeline);
    }

    private static List<String> silver(Pipeline of) {
        return of
                .lake()
                .read(of.lake().silver("repairs"))
                .orderBy("repair_id")
                .select("repair_id", "serial_no")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0) + " " + row.getString(1))
                .toList();
    }

    private static List<String> ledger(Pipeline of) {
        return new Ledger(of.lake())
                .rows().drop("silver_version").collectAsList().stream()
                        .map(Row::toString)
                        .sorted()
                        .toList();
    }
}
