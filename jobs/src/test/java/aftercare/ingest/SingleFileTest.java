package aftercare.ingest;

import static aftercare.measure.Found.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.TestSpark;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleFileTest {
    private static final Contract PLAN = Contracts.load()
            .source("sales_forecasts")
            .withDefaults(Map.of("plan_id", "scenario high", "issued_on", "2026-10-31"));

    @TempDir
    private Path folder;

    @Test
    void aPlanIsReadInAnySpellingAndTheLaterLineCounts() throws IOException {
        assertThat(in(rows("""
                        型号,区域,月份,数量
                        M1,R1,2027-07-01,100
                        M1,R1,2027-08-01,7.5
                        M1,R1,2027-07-01,200
                        """), "model_id", "month", "units", "plan_id", "issued_on"))
                .containsExactlyInAnyOrder(
                        tuple("M1", "2027-07-01", "200.0", "scenario high", "2026-10-31"),
                        tuple("M1", "2027-08-01", "7.5", "scenario high", "2026-10-31"));
    }

    @Test
    void aPlanIsFoundWhateverItsName() throws IOException {
        Path file = Files.writeString(
                folder.resolve("计划 50%25 #1.csv"), "model_id,region_id,month,units\nM1,R1,2027-07-01,100\n");
        assertThat(new SingleFile(TestSpark.session(), ZoneId.of("UTC"))
                        .rows(file, PLAN)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void oneRowThatCannotBeTakenRefusesTheWholeFile() {
        assertThatThrownBy(() -> rows("""
                model_id,region_id,month,units
                M1,R1,2027-07-01,100
                M1,R1,2027-08-01,-5
                """)).hasMessageStartingWith("AFC-2041").hasMessageContaining("Line 3");
        assertThatThrownBy(() -> rows("model_id,month,units\nM1,2027-07-01,1\n"))
                .hasMessageStartingWith("AFC-2011")
                .hasMessageContaining("region_id");
        assertThatThrownBy(() ->
                        new SingleFile(TestSpark.session(), ZoneId.of("UTC")).rows(folder.resolve("none.csv"), PLAN))
                .hasMessageStartingWith("AFC-2001")
                .hasMessageContaining("none.csv");
    }

    private Dataset<Row> rows(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("plan.csv"), text);
        return new SingleFile(TestSpark.session(), ZoneId.of("UTC")).rows(file, PLAN);
    }
}
