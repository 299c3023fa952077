package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.simulate.Company;
import aftercare.simulate.GenerateOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed and started again ends in the lake of one that was never killed. */
class KillTest {
    private static final long SEED = 20_261_031;
    private static final double[] MOMENTS = {0.35, 0.6, 0.85};
    private static final String[] TOLD_BY_THE_CLOCK = {"run_id", "loaded_at", "silver_version", "last_refused_at"};

    @TempDir
    private Path folder;

    private Path landing;

    @Test
    void aRunThatIsKilledAndStartedAgainEndsInTheSameLake() throws Exception {
        Path company = folder.resolve("company");
        Company.generate(
                GenerateOptions.into(company).withRepairs(500).withMonths(4).withDirtyShare(0.05));
        landing = Delivered.some(
                company, folder.resolve("landing"), name -> Delivered.KPI_SOURCES.contains(Delivered.source(name)));
        long began = System.nanoTime();
        ChildProcess whole = run("whole");
        assertThat(whole.status()).as(whole.words()).isZero();
        long took = (System.nanoTime() - began) / 1_000_000;

        Random random = new Random(SEED);
        int kills = 0;
        for (double moment : MOMENTS) {
            double share = moment + (random.nextDouble() - 0.5) / 10;
            kills += run("killed").killAfter((long) (share * took)) ? 1 : 0;
        }
        assertThat(kills).as("runs that were killed before they ended").isPositive();
        ChildProcess last = run("killed");
        assertThat(last.status()).as(last.words()).isZero();

        assertThat(gold("killed")).isEqualTo(gold("whole"));
        assertThat(rows(new Ledger(lake("killed")).rows())).isEqualTo(rows(new Ledger(lake("whole")).rows()));
        assertThat(layer("killed", "silver")).isEqualTo(layer("whole", "silver"));
        assertThat(layer("killed", "quarantine")).isEqualTo(layer("whole", "quarantine"));
        assertThat(lake("killed").list(lake("killed").ops("pending"))).isEmpty();
    }

    private ChildProcess run(String name) {
        return ChildProcess.start(
                folder.resolve(name + ".txt"),
                "run",
                "--input",
                landing.toString(),
                "--lake",
                folder.resolve(name).toString(),
                "--as-of",
                "2026-10-31",
                "--master",
                "local[2]");
    }

    private Map<String, List<String>> gold(String name) {
        Map<String, List<String>> gold = layer(name, "gold");
        assertThat(gold).hasSizeGreaterThan(10);
        return gold;
    }

    private Map<String, List<String>> layer(String name, String layer) {
        Lake lake = lake(name);
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table : lake.list(lake.at(layer))) {
            tables.put(table, rows(lake.read(lake.at(layer, table))));
        }
        return tables;
    }

    private Lake lake(String name) {
        return Lake.openAsLaidOut(TestSpark.session(), folder.resolve(name).toString());
    }

    private static List<String> rows(Dataset<Row> table) {
        List<String> rows =
                new ArrayList<>(table.drop(TOLD_BY_THE_CLOCK).toJSON().collectAsList());
        rows.sort(null);
        return rows;
    }
}
