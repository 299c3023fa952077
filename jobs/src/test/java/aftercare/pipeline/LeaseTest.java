package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.TestSpark;
import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.Progress;
import aftercare.lake.Lake;
import aftercare.lake.Lease;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time writes to a lake, and one that died does not keep the next one out. */
class LeaseTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private Lake lake;

    @BeforeEach
    void layOut() {
        lake = Lake.openOrCreate(TestSpark.session(), folder.resolve("lake").toString(), ZoneId.of("UTC"));
    }

    @Test
    void aSecondRunOnAHeldLakeEndsWithStatusFour() throws Exception {
        try (Lease held = Lease.take(lake, "first", false, Progress.SILENT)) {
            ChildProcess second = ChildProcess.start(
                    folder.resolve("second.txt"),
                    "compute",
                    "--lake",
                    folder.resolve("lake").toString(),
                    "--master",
                    "local[1]");
            assertThat(second.status()).as(second.words()).isEqualTo(4);
            assertThat(second.words()).contains("AFC-3011").contains("run first");
            held.check();
        }
    }

    @Test
    void aHeldLeaseIsNotTakenAndAFreedOneIs() {
        Lease first = Lease.take(lake, "first", false, Progress.SILENT);
        assertThatThrownBy(() -> take("second"))
                .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.LAKE_HELD))
                .hasMessageContaining("run first");
        first.close();
        assertThat(take("second")).startsWith("run second ");
    }

    @Test
    void aLeaseLeftByADeadProcessIsTakenOverAtOnce() throws Exception {
        Process gone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long started = started(gone.toHandle());
        gone.waitFor();
        leave(host(), gone.pid(), started, Instant.now().plus(Duration.ofHours(1)));
        assertThat(take("next")).startsWith("run next ");
    }

    @Test
    void aLeaseOfAnEarlierProcessWithOurNumberIsTakenOver() throws Exception {
        ProcessHandle self = ProcessHandle.current();
        leave(host(), self.pid(), started(self) - 60_000, Instant.now().plus(Duration.ofHours(1)));
        assertThat(take("next")).startsWith("run next ");
    }

    @Test
    void aLeaseOfAnotherMachineHoldsUntilItExpires() {
        leave("another-machine", 1, 0, Instant.now().plus(Duration.ofHours(1)));
        assertThatThrownBy(() -> take("next")).isInstanceOf(AftercareException.class);
        lake.delete(lake.ops("lease"));
        leave("another-machine", 1, 0, Instant.now().minusSeconds(1));
        assertThat(take("next")).startsWith("run next ");
    }

    /** Takes the lease without waiting, tells who holds it then, and frees it. */
    private String take(String runId) {
        Instant before = Instant.now();
        try (Lease lease = Lease.take(lake, runId, false, Progress.SILENT)) {
            lease.check();
            assertThat(Duration.between(before, Instant.now())).isLessThan(AT_ONCE);
            return Lease.holder(lake).orElseThrow().holder();
        }
    }

    /** Leaves a lease as a run of another process would have. */
    private void leave(String host, long pid, long started, Instant until) {
        Lease.take(lake, "gone", false, Progress.SILENT).close();
        Row row = RowFactory.create(
                "token", "run gone", host, pid, started, Timestamp.from(Instant.now()), Timestamp.from(until));
        TestSpark.session()
                .createDataFrame(List.of(row), lake.read(lake.ops("lease")).schema())
                .coalesce(1)
                .write()
                .format("delta")
                .mode(SaveMode.Overwrite)
                .save(lake.ops("lease").toString());
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String host() throws IOException {
        return InetAddress.getLocalHost().getHostName();
    }
}
