package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aftercare.TestSpark;
import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.HeardWarnings;
import aftercare.config.Progress;
import aftercare.lake.Lake;
import aftercare.lake.Lease;
import aftercare.table.LeaseTable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void aLiveRunInAnotherProcessNamespaceOfThisHostHoldsTheLake() throws Exception {
        List<String> elsewhere = List.of("unshare", "--pid", "--fork", "--mount-proc");
        assumeTrue(works(elsewhere), "no process namespaces here");
        try (Lease held = Lease.take(lake, "first", false, Progress.SILENT)) {
            ChildProcess second = ChildProcess.startBy(
                    elsewhere,
                    folder.resolve("second.txt"),
                    "compute",
                    "--lake",
                    folder.resolve("lake").toString(),
                    "--master",
                    "local[1]");
            assertThat(second.status()).as(second.words()).isEqualTo(4);
            held.check();
        }
    }

    private static boolean works(List<String> program) throws InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, ops/lease/_delta_log/00000000000000000000.json, 143", "INT, silver/models/_delta_log, 130"})
    void aRunThatIsToldToStopGivesTheLeaseBack(String signal, String seen, int status) throws Exception {
        Path input = folder.resolve("in/models");
        Files.createDirectories(input);
        for (int file = 0; file < 40; file++) {
            Files.writeString(
                    input.resolve("models" + file + ".csv"), "model_id,name,category\nM" + file + ",Cold,fridge\n");
        }
        // What is started in the background is told to pass SIGINT over, and would hand that on.
        List<String> heeding = List.of("env", "--default-signal=INT");
        ChildProcess run = ChildProcess.startBy(
                works(heeding) ? heeding : List.of(),
                folder.resolve("run.txt"),
                "run",
                "--input",
                folder.resolve("in").toString(),
                "--lake",
                folder.resolve("lake").toString(),
                "--master",
                "local[1]");
        assertThat(run.signalWhen(
                        signal, () -> Files.exists(folder.resolve("lake").resolve(seen))))
                .as(run.words())
                .isTrue();

        assertThat(run.status()).as(run.words()).isEqualTo(status);
        assertThat(run.words()).contains("Stopped before the end").doesNotContain("Exception");
        assertThat(Lease.holder(lake).orElseThrow().token()).isEmpty();
    }

    @Test
    void aLeaseThatEndsLaterThanOneCanTellsOfTheClock() {
        leave("another-machine", 1, 0, Instant.now().plus(Duration.ofHours(1)));
        assertThatThrownBy(() -> take("next")).hasMessageContaining("clock").hasMessageContaining("--wait");
    }

    @Test
    void aClockThatWasSetBackIsTold() {
        Instant later = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        Lease.take(lake, "gone", false, Progress.SILENT).close();
        write("", "another-machine", 1, 0, "", later, later);
        List<String> warnings = new ArrayList<>();

        Lease.take(lake, "next", false, new HeardWarnings(warnings)).close();

        assertThat(warnings).singleElement().asString().contains("clock of this machine says", later.toString());
    }

    @Test
    void aLeaseTableThatIsDamagedIsMadeAnewOnceNobodyCanHoldIt() throws Exception {
        Lease.take(lake, "gone", false, Progress.SILENT).close();
        Path log = folder.resolve("lake/ops/lease/_delta_log");
        Files.writeString(log.resolve("00000000000000000001.json"), "{\"add\":{\"path\":\"cut of");
        DeltaLog.clearCache();

        assertThatThrownBy(() -> take("next"))
                .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.LEASE_DAMAGED));

        FileTime before = FileTime.from(Instant.now().minus(Duration.ofMinutes(10)));
        try (Stream<Path> files = Files.list(log)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, before);
            }
        }
        DeltaLog.clearCache();
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
        String place = host.equals("another-machine")
                ? "another"
                : Lease.holder(lake).orElseThrow().place();
        write("token", host, pid, started, place, Instant.now(), until);
    }

    private void write(String token, String host, long pid, long started, String place, Instant since, Instant until) {
        Row row = LeaseTable.row()
                .token(token)
                .holder("run gone")
                .host(host)
                .pid(pid)
                .processStarted(started)
                .place(place)
                .since(since)
                .until(until)
                .build();
        TestSpark.session()
                .createDataFrame(List.of(row), LeaseTable.SCHEMA)
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
