package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Contracts;
import aftercare.measure.api.Measure;
import aftercare.measure.outlets.OrderDetail;
import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It makes no difference to the figures whether one process computes them or the workers of a cluster. */
class ClusterTest {
    private static final LocalDate END = LocalDate.of(2026, 10, 31);
    private static final Set<String> SOURCES = Set.of("outlets", "models", "repairs", "callbacks", "complaints");
    /**
     * Counts, percentiles, charts, joins by key and by time, single orders; further tables would be made by the same
     * means.
     */
    private static final List<Measure> MEASURES = Stream.concat(
                    Pipeline.KPIS.stream(), Stream.of(new OrderDetail(Contracts.load())))
            .toList();

    @TempDir
    private Path folder;

    @Test
    void aRunOnAClusterGivesTheTablesOfALocalRun() throws Exception {
        Path company = folder.resolve("company");
        CompanyGenerator.generate(
                GenerateOptions.into(company).withRepairs(300).withMonths(3).withDirtyShare(0.05));
        Path landing =
                Delivered.some(company, folder.resolve("landing"), name -> SOURCES.contains(Delivered.source(name)));
        Path onCluster = folder.resolve("cluster-lake");
        try (StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("cluster"), 2)) {
            ChildProcess run = ChildProcess.startTest(
                    folder.resolve("words.txt"),
                    cluster.master(),
                    LoadAndCompute.class,
                    landing.toString(),
                    onCluster.toString());
            Pipeline local = loadedAndComputed(folder.resolve("local-lake"), landing);
            assertThat(run.status()).as(run.words()).isZero();
            assertThat(cluster.workersUsed()).isEqualTo(2);
            Pipeline there = new Pipeline(onCluster);
            assertThat(MEASURES)
                    .extracting(Measure::table)
                    .allSatisfy(table ->
                            assertThat(there.gold(table)).as(table).isNotEmpty().isEqualTo(local.gold(table)));
        }
    }

    private static Pipeline loadedAndComputed(Path lake, Path landing) {
        Pipeline pipeline = new Pipeline(lake);
        pipeline.load(landing);
        return pipeline.compute(END, MEASURES);
    }

    /** What the test does here, done in a process whose Spark is that of the cluster. */
    static final class LoadAndCompute {
        private LoadAndCompute() {}

        public static void main(String[] arguments) {
            loadedAndComputed(Path.of(arguments[1]), Path.of(arguments[0]))
                    .lake()
                    .spark()
                    .stop();
        }
    }
}
