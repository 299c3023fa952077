package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.FileNames;
import aftercare.ingest.QuarantineTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silver does not name a file in full whose name may tell of somebody, and still knows which of two is the later. */
class HiddenNamesTest {
    private static final String HEADER = "region_id,name";

    @TempDir
    private Path folder;

    @Test
    void ofTwoPathsTheLaterOneCountsThoughSilverNamesNeither() {
        Pipeline pipeline = new Pipeline(folder.resolve("lake"));
        Path first = Delivered.text(folder.resolve("1"), "regions/zhang.csv", HEADER, "R1,of zhang", "R2,of zhang");
        pipeline.load(folder.resolve("1"));
        Delivered.text(folder.resolve("2"), "regions/wang.csv", HEADER, "R1,of wang", "R3,of wang");
        pipeline.load(folder.resolve("2"));
        Delivered.text(folder.resolve("3"), "regions/zhao.csv", HEADER, "R2,of zhao");
        pipeline.load(folder.resolve("3"));

        assertThat(first).exists();
        assertThat(silver(pipeline)).containsExactly("R1 of zhang", "R2 of zhao", "R3 of wang");
        assertThat(pipeline.lake()
                        .read(pipeline.lake().silver("regions"))
                        .select("_file")
                        .distinct()
                        .collectAsList())
                .allSatisfy(row -> assertThat(row.getString(0)).startsWith("regions/~@"));
    }

    @Test
    void ofOnePathTheLaterDeliveryCountsThoughSilverDoesNotNameIt() {
        Pipeline pipeline = new Pipeline(folder.resolve("lake"));
        Delivered.text(folder.resolve("1"), "regions/zhang.csv", HEADER, "R2,first", "R1,first");
        pipeline.load(folder.resolve("1"));
        Delivered.text(folder.resolve("2"), "regions/zhang.csv", HEADER, "R1,second", "R2,second");
        pipeline.load(folder.resolve("2"));

        assertThat(silver(pipeline)).containsExactly("R1 second", "R2 second");
    }

    @Test
    void nothingBesideTheRowsOfQuarantineAndOfTheLedgerRepeatsThem() throws IOException {
        Pipeline pipeline = new Pipeline(folder.resolve("lake"));
        Delivered.text(
                folder.resolve("1"),
                "repairs/zhang.csv",
                "repair_id,outlet_id,model_id,service_type,opened_at",
                "R1,O1,M1,Zhang San,2026-10-01",
                "R2,O1,M1,repair,2026-10-01");
        pipeline.load(folder.resolve("1"));
        // A second time onto a table that is there, and rows that are marked.
        Delivered.text(folder.resolve("2"), "repairs/zhang.csv", "repair_id,outlet_id", "R3,Zhang San");
        pipeline.tryLoad(folder.resolve("2"), List.of(), 0.05);

        List<Row> refused = new QuarantineTable(pipeline.lake(), "repairs")
                .rows()
                .orderBy("line")
                .collectAsList();
        assertThat(refused).extracting(row -> row.<String>getAs("quoted")).contains("Zhang San");
        assertThat(refused)
                .extracting(row -> row.<String>getAs("reason"))
                .allSatisfy(reason -> assertThat(reason).doesNotContain("Zhang"))
                .contains("service_type is none of install, repair, maintenance, exchange");
        for (String table : List.of("quarantine/repairs", "ops/ledger")) {
            Path place = folder.resolve("lake").resolve(table);
            assertThat(statistics(place)).as(table).isEmpty();
            for (Path log : files(place.resolve("_delta_log"), ".json")) {
                assertThat(Files.readString(log)).as(table).doesNotContain("minValues", "Zhang");
            }
        }
    }

    private static List<String> silver(Pipeline pipeline) {
        return pipeline.lake().read(pipeline.lake().silver("regions")).orderBy("region_id").collectAsList().stream()
                .map(row -> row.getAs("region_id") + " " + row.getAs("name"))
                .toList();
    }

    /** The columns of which the files of a table keep values beside their rows. */
    private static List<String> statistics(Path table) throws IOException {
        List<String> kept = new ArrayList<>();
        for (Path file : files(table, ".parquet")) {
            try (ParquetFileReader reader = ParquetFileReader.open(
                    HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
                for (BlockMetaData block : reader.getFooter().getBlocks()) {
                    for (ColumnChunkMetaData column : block.getColumns()) {
                        boolean indexed = reader.readColumnIndex(column) != null;
                        if (indexed || column.getStatistics().hasNonNullValue()) {
                            kept.add(column.getPath().toDotString());
                        }
                    }
                }
            }
        }
        return kept;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    @Test
    void aNameThatSilverShowsLeadsToItsFileInBronze() throws IOException {
        Pipeline pipeline = new Pipeline(folder.resolve("lake"));
        Delivered.text(folder.resolve("1"), "regions/zhang.csv", HEADER, "R1,a");
        pipeline.load(folder.resolve("1"));

        String shown =
                pipeline.lake().read(pipeline.lake().silver("regions")).first().getAs("_file");
        try (Stream<Path> files = Files.list(folder.resolve("lake/bronze"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith(String.valueOf(FileNames.code(shown))));
        }
    }
}
