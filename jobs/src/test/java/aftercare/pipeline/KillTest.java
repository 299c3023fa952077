package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed and started again ends in the lake of one that was never killed. */
class KillTest {
    private static final Set<String> SOURCES = Set.of("outlets", "repairs", "callbacks");
    private static final String MEASURE = "outlet_kpi_month";
    private static final LocalDate END = LocalDate.of(2026, 10, 31);
    private static final String[] TOLD_BY_THE_CLOCK = {"run_id", "loaded_at", "silver_version"};

    @TempDir
    private Path folder;

    private Path landing;
    private Path killed;

    @Test
    void aRunThatIsKilledAndStartedAgainEndsInTheSameLake() throws Exception {
        Path company = folder.resolve("company");
        CompanyGenerator.generate(
                GenerateOptions.into(company).withRepairs(300).withMonths(3).withDirtyShare(0.05));
        landing = Delivered.some(company, folder.resolve("landing"), name -> SOURCES.contains(Delivered.source(name)));
        Pipeline whole = new Pipeline(folder.resolve("whole"));
        whole.load(landing);
        whole.compute(END, Set.of(MEASURE));

        killed = folder.resolve("killed");
        Delivered.copy(folder.resolve("whole/ops/personal.key"), killed.resolve("ops/personal.key"));
        killIngest(() -> SOURCES.stream().anyMatch(source -> has("silver/" + source)));
        assertThat(SOURCES).as("the first write of silver").anyMatch(source -> !committed("silver/" + source));
        killIngest(() -> SOURCES.stream().allMatch(source -> committed("silver/" + source)));
        assertThat(committed("ops/ledger")).as("between silver and ledger").isFalse();
        Pipeline started = new Pipeline(killed);
        started.load(landing);
        assertThat(layer(started, "silver")).isEqualTo(layer(whole, "silver"));
        assertThat(layer(started, "quarantine")).isEqualTo(layer(whole, "quarantine"));
        assertThat(rows(new Ledger(started.lake()).rows())).isEqualTo(rows(new Ledger(whole.lake()).rows()));
        assertThat(started.lake().list(started.lake().ops("pending"))).isEmpty();

        killCompute(() -> has("gold/" + MEASURE));
        assertThat(committed("ops/runs")).as("while gold is written").isFalse();
        started.compute(END, Set.of(MEASURE));
        assertThat(layer(started, "gold")).isEqualTo(layer(whole, "gold")).hasSize(1);
    }

    private void killIngest(BooleanSupplier moment) throws InterruptedException {
        kill(moment, "ingest", "--input", landing.toString());
    }

    private void killCompute(BooleanSupplier moment) throws InterruptedException {
        kill(moment, "compute", "--as-of", END.toString(), "--only", MEASURE);
    }

    private void kill(BooleanSupplier moment, String... arguments) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--lake", killed.toString(), "--master", "local[2]"));
        ChildProcess child = ChildProcess.start(folder.resolve("words.txt"), all.toArray(String[]::new));
        assertThat(child.killWhen(moment)).as(child.words()).isTrue();
    }

    /** Whether anything of a table is there. */
    private boolean has(String table) {
        return Files.exists(killed.resolve(table));
    }

    /** Whether a table has a version that readers see. */
    private boolean committed(String table) {
        Path log = killed.resolve(table).resolve("_delta_log");
        if (!Files.isDirectory(log)) {
            return false;
        }
        try (Stream<Path> versions = Files.list(log)) {
            return versions.anyMatch(file -> file.getFileName().toString().matches("\\d+\\.json"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Map<String, List<String>> layer(Pipeline pipeline, String layer) {
        Lake lake = pipeline.lake();
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table : lake.list(lake.at(layer))) {
            tables.put(table, rows(lake.read(lake.at(layer, table))));
        }
        return tables;
    }

    private static List<String> rows(Dataset<Row> table) {
        List<String> rows =
                new ArrayList<>(table.drop(TOLD_BY_THE_CLOCK).toJSON().collectAsList());
        rows.sort(null);
        return rows;
    }
}
