package aftercare.measure.engine;

import static aftercare.measure.Found.asOf;
import static aftercare.measure.Found.in;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.TestSpark;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.lake.ComputedRun;
import aftercare.lake.GoldTable;
import aftercare.lake.Lake;
import aftercare.measure.TableInputs;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.dimensions.DimMonth;
import aftercare.measure.dimensions.DimRegion;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComputeOnlyTest {
    private static final Contracts CONTRACTS = Contracts.load();

    @TempDir
    private Path folder;

    @Test
    void aTableAskedForAloneSeesMembersThatCameAfterItsDimensionWasComputed() {
        Lake lake = Lake.openOrCreate(TestSpark.session(), folder.toString(), ZoneId.of("UTC"));
        region(lake, "R1");
        compute(lake, Set.of());
        region(lake, "R2");

        List<ComputedRun> runs = compute(lake, Set.of("forecast_warning"));

        assertThat(in(new GoldTable(lake, CONTRACTS.gold("forecast_warning")).rows(), "region_id"))
                .containsExactlyInAnyOrder(tuple("R1"), tuple("R2"));
        assertThat(runs)
                .as("what it does not read stays as it was")
                .extracting(ComputedRun::table)
                .containsExactlyInAnyOrder("dim_region", "forecast_warning");
    }

    private static void region(Lake lake, String id) {
        TableInputs.silverOf("regions", "region_id | name\n" + id + " | Somewhere\n")
                .write()
                .format("delta")
                .mode("append")
                .option("delta.enableChangeDataFeed", "true")
                .save(lake.silver("regions").toString());
    }

    private static List<ComputedRun> compute(Lake lake, Set<String> only) {
        return new Compute(
                        lake,
                        CONTRACTS,
                        List.of(new WarningPerRegion(), new DimRegion(), new DimMonth()),
                        Progress.SILENT)
                .run(asOf("2026-10-31"), only, false, "run", Timestamp.from(Instant.EPOCH));
    }

    /** Reads nothing but a dimension. */
    private static final class WarningPerRegion implements Measure {
        @Override
        public String table() {
            return "forecast_warning";
        }

        @Override
        public List<String> sources() {
            return List.of();
        }

        @Override
        public List<String> gold() {
            return List.of("dim_region");
        }

        @Override
        public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
            return inputs.gold("dim_region")
                    .select(
                            lit("some").as("rule"),
                            lit("all").as("model_id"),
                            col("region_id"),
                            lit(1.0).as("figure"),
                            lit("a").as("detail_en"),
                            lit("b").as("detail_zh"));
        }
    }
}
