package aftercare.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AllBytes;
import aftercare.TestSpark;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was once written into a table is gone from its files and from its log, and the table works on. */
class PastVersionsTest {
    private static final String MARKER = "Marker-4711";

    @TempDir
    private Path folder;

    @Test
    void nothingOfOlderVersionsStaysInFilesOrLogAndLaterWritesGoOn() throws Exception {
        Lake lake = Lake.openOrCreate(TestSpark.session(), folder.toString(), ZoneId.of("UTC"));
        org.apache.hadoop.fs.Path table = lake.silver("repairs");
        append(lake, table, "first", "a", MARKER, "c");
        lake.table(table).update(col("value").equalTo(MARKER), Map.of("value", lit("forgotten")));
        assertThat(AllBytes.holding(folder, MARKER)).isNotEmpty();

        long removed = new PastVersions(lake).remove(table);

        assertThat(removed).isEqualTo(1);
        assertThat(AllBytes.holding(folder, MARKER)).isEmpty();
        assertThat(values(lake, table)).containsExactly("a", "c", "forgotten");
        append(lake, table, "first", "a", MARKER, "c");
        assertThat(values(lake, table)).as("a write of a name that was taken").containsExactly("a", "c", "forgotten");
        append(lake, table, "second", "d");
        assertThat(values(lake, table)).containsExactly("a", "c", "d", "forgotten");
        new PastVersions(lake).remove(table);
        assertThat(values(lake, table)).containsExactly("a", "c", "d", "forgotten");
        assertThat(AllBytes.holding(folder, "d.deletedFileRetentionDuration")).isEmpty();
    }

    private static void append(Lake lake, org.apache.hadoop.fs.Path table, String name, String... values) {
        Dataset<Row> rows =
                lake.spark().createDataset(List.of(values), Encoders.STRING()).toDF("value");
        rows.coalesce(1)
                .write()
                .format("delta")
                .mode("append")
                .option("txnAppId", name)
                .option("txnVersion", 1)
                .option("delta.enableChangeDataFeed", "true")
                .option("delta.enableDeletionVectors", "true")
                .save(table.toString());
    }

    private static List<String> values(Lake lake, org.apache.hadoop.fs.Path table) {
        return lake.read(table).as(Encoders.STRING()).collectAsList().stream()
                .sorted()
                .toList();
    }
}
