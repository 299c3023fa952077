package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.lake.Lake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units in service as a company delivers them. */
class FleetSourceTest {
    @TempDir
    private static Path folder;

    private static Lake lake;

    @BeforeAll
    static void load() throws IOException {
        Path landing = folder.resolve("landing");
        Delivered.text(
                landing,
                "fleet/1.csv",
                "型号,区域,统计月份,在用台数",
                "M1,north,2026-09-01,120",
                "M1,north,2026-10-01,0",
                "M1,south,2026-10-01,-3",
                "M2,north,2026-10-01,50",
                "M2,north,2026-10-01,60",
                "M2,south,2026-10-15,70",
                "M9,nowhere,2026-10-01,7");
        Delivered.text(
                landing, "fleet/2-corrected.csv", "model_id,region_id,month,installed_base", "M1,north,2026-09-01,110");
        Pipeline pipeline = new Pipeline(folder.resolve("lake"));
        assertThat(pipeline.tryLoad(landing, List.of(), 0.9).failure()).isNull();
        lake = pipeline.lake();
    }

    @Test
    void aReadingAZeroAndAMemberNobodyListedAreTakenAndALaterFileCorrects() {
        assertThat(lake
                        .read(lake.silver("fleet"))
                        .select("model_id", "region_id", "month", "units_in_service")
                        .collectAsList()
                        .stream()
                        .map(row -> tuple(row.get(0), row.get(1), row.get(2).toString(), row.get(3))))
                .containsExactlyInAnyOrder(
                        tuple("M1", "north", "2026-09-01", 110),
                        tuple("M1", "north", "2026-10-01", 0),
                        tuple("M9", "nowhere", "2026-10-01", 7));
    }

    @Test
    void unitsBelowZeroTwoReadingsOfOneCellAndADayWithinAMonthAreRefused() {
        assertThat(lake.read(lake.quarantine("fleet")).select("line", "rule").collectAsList().stream()
                        .map(row -> tuple(row.get(0), row.get(1))))
                .containsExactlyInAnyOrder(
                        tuple(4, "negative_units"),
                        tuple(5, "overlapping_version"),
                        tuple(6, "overlapping_version"),
                        tuple(7, "not_first_of_month"));
    }
}
