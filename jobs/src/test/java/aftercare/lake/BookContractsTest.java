package aftercare.lake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.SchemaProblems;
import aftercare.table.RefusedRowsTable;
import aftercare.table.RunsTable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The lake's own tables have contracts too. Lakes keep them for years, so what stands on disk may not move. */
class BookContractsTest {
    private static final Path SCHEMAS = Path.of(System.getProperty("aftercare.project"), "schemas");

    @Test
    void everyBookKeepsToTheSchemaOfBooks() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(SCHEMAS.resolve("book.schema.json")));
        try (Stream<Path> books = Files.list(SCHEMAS.resolve("books"))) {
            for (Path book : books.toList()) {
                String yaml = Files.readString(book);
                assertThat(SchemaProblems.of(schema.validate(new ObjectMapper(new YAMLFactory()).readTree(yaml)), yaml))
                        .as(book.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void theColumnsOnDiskAreThoseOfTheFirstLakes() {
        assertThat(RunsTable.SCHEMA.toDDL())
                .isEqualTo("run_id STRING,table STRING,as_of DATE,fingerprint STRING,inputs MAP<STRING, BIGINT>,"
                        + "months STRING,rows BIGINT,seconds DOUBLE,gold_version BIGINT,finished_at TIMESTAMP,"
                        + "assumptions STRING");
        assertThat(RefusedRowsTable.SCHEMA.toDDL())
                .isEqualTo("file STRING,line INT,raw_text STRING,rule STRING,reason STRING,run_id STRING,"
                        + "sha256 STRING,loaded_at TIMESTAMP,resolved_at TIMESTAMP,quoted STRING");
    }

    @Test
    void aComputationIsReadAsItWasWritten() {
        ComputedRun run = new ComputedRun(
                "r",
                "repair_season",
                Date.valueOf("2026-10-31"),
                "f",
                Map.of("silver/repairs", 3L),
                "all",
                7,
                0.5,
                2,
                Timestamp.from(Instant.parse("2026-11-01T05:00:00.123456Z")),
                null);

        assertThat(ComputedRun.of(run.row())).isEqualTo(run);
    }

    /** Of lakes from before scenarios could be listed. */
    @Test
    void aComputationWithoutTheColumnOfAssumptionsIsRead() {
        Row now = RunsTable.row()
                .runId("r")
                .table("t")
                .asOf(LocalDate.EPOCH)
                .inputs(Map.of())
                .rows(1)
                .seconds(1)
                .goldVersion(1)
                .finishedAt(Instant.EPOCH)
                .build();
        int columns = now.length() - 1;
        Row then = new GenericRowWithSchema(
                Arrays.copyOf(((GenericRowWithSchema) now).values(), columns),
                new StructType(Arrays.copyOf(RunsTable.SCHEMA.fields(), columns)));

        assertThat(ComputedRun.of(then).assumptions()).isNull();
    }
}
