package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.contract.Contract;
import aftercare.ingest.Ingest;
import aftercare.lake.Lake;
import aftercare.lake.LedgerEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that tell the day of an event, not its time: nothing is refused, lost or judged by a time nobody wrote. */
class DayOnlyTest {
    private static final String REPAIRS =
            "repair_id,outlet_id,model_id,service_type,opened_at,arrived_at,completed_at,outcome,serial_no";

    @TempDir
    private Path folder;

    private Path landing;
    private Pipeline pipeline;

    @BeforeEach
    void openLake() {
        landing = folder.resolve("landing");
        pipeline = new Pipeline(folder.resolve("lake"));
    }

    @Test
    void silverNamesTheInstantsOfWhichOnlyTheDayIsKnown() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                REPAIRS,
                "R1,O1,M1,repair,2026-10-01 14:00,2026-10-01,2026/10/2,fixed,S1",
                "R2,O1,M1,repair,2026-10-01,2026-10-01 00:00,,,S2",
                "R3,O1,M1,repair,2026-10-01 14:00,2026-10-01 15:00,,,S3");
        pipeline.load(landing);

        assertThat(silver("repairs").select("repair_id", Contract.DAYS).collectAsList())
                .extracting(row -> row.getString(0), row -> row.getString(1))
                .containsExactlyInAnyOrder(
                        tuple("R1", "arrived_at,completed_at"), tuple("R2", "opened_at"), tuple("R3", null));
    }

    @Test
    void workDoneOnTheDayOfTheCallIsNotDoneBeforeIt() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                REPAIRS,
                "R1,O1,M1,repair,2026-10-01 14:00,2026-10-01,2026-10-01,fixed,S1",
                "R2,O1,M1,repair,2026-10-02 14:00,2026-10-02,2026-10-02,fixed,S2",
                "R3,O1,M1,repair,2026-10-03 14:00,2026-10-03,2026-10-03,fixed,S3",
                "R4,O1,M1,repair,2026-10-04 14:00,2026-10-05,2026-10-05,fixed,S4");

        assertThat(pipeline.load(landing).entries())
                .extracting(LedgerEntry::accepted, LedgerEntry::quarantined)
                .containsExactly(tuple(4L, 0L));
    }

    @Test
    void workDoneOnTheDayBeforeTheCallIsRefused() throws IOException {
        Delivered.text(
                landing,
                "repairs/a.csv",
                REPAIRS,
                "R1,O1,M1,repair,2026-10-01 14:00,,2026-09-30,fixed,S1",
                "R2,O1,M1,repair,2026-10-02 14:00,,2026-10-02 13:59,fixed,S2",
                "R3,O1,M1,repair,2026-10-03 14:00:30,,2026-10-03 14:00,fixed,S3");
        Ingest.Report report = pipeline.tryLoad(landing, List.of(), 1);

        assertThat(report.entries())
                .extracting(LedgerEntry::accepted, LedgerEntry::quarantined)
                .containsExactly(tuple(1L, 2L));
        assertThat(silver("repairs").select("repair_id").collectAsList())
                .extracting(row -> row.getString(0))
                .as("a time without seconds is compared by the minute")
                .containsExactly("R3");
    }

    private org.apache.spark.sql.Dataset<Row> silver(String source) {
        Lake lake = pipeline.lake();
        return lake.read(lake.silver(source));
    }
}
