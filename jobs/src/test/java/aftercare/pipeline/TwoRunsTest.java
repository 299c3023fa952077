package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.bench.FaultFigures;
import aftercare.config.Progress;
import aftercare.lake.Lake;
import aftercare.lake.Lease;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs that begin a lake's day at the same moment do it one after the other, and end in the lake of one. */
@Tag("torture")
class TwoRunsTest {
    @TempDir
    private Path folder;

    @Test
    void pairsOfRunsEndInTheLakeOfOne() throws Exception {
        int pairs = Integer.getInteger("aftercare.faults.pairs", 20);
        SmallDay day = new SmallDay(folder);
        Path alone = day.lake(folder.resolve("alone"));
        day.run(alone);
        Map<String, List<String>> expected = LakeContents.of(new Pipeline(alone).lake());
        AtomicInteger together = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int pair = 0; pair < pairs; pair++) {
                Path lake = day.lake(folder.resolve("pair-" + pair));
                CountDownLatch begin = new CountDownLatch(2);
                List<Future<?>> runs = new ArrayList<>();
                for (int run = 0; run < 2; run++) {
                    String id = pair + "-" + run;
                    runs.add(threads.submit(() -> {
                        begin.countDown();
                        begin.await();
                        Lake own = new Pipeline(lake).lake();
                        try (Lease lease = Lease.take(own, id, true, Progress.SILENT)) {
                            assertThat(together.incrementAndGet())
                                    .as("runs that hold the lake")
                                    .isEqualTo(1);
                            day.run(own);
                            lease.check();
                            together.decrementAndGet();
                        }
                        return null;
                    }));
                }
                for (Future<?> run : runs) {
                    run.get();
                }
                assertThat(LakeContents.of(new Pipeline(lake).lake())).isEqualTo(expected);
                assertThat(LakeContents.leftovers(lake)).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
        FaultFigures.note(
                "Two runs (load, compute, close) of one lake begin at the same moment, each waiting for the other",
                pairs,
                "0 at work together, all lakes equal to that of one run");
    }
}
